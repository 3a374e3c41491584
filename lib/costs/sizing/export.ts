import { type CsvColumns, csvStream } from '@/lib/bff/csv'
import { INSTANCE_COLUMNS } from '@/lib/bff/csv-instance'
import type { Scope } from '@/lib/model/access'
import type { SizingHit, SizingMeasure, SizingRow, SizingShow, SizingStat } from '@/lib/model/sizing'
import { sizingWindow } from './search'

const stat = (measure: SizingMeasure, name: keyof SizingStat) => (row: SizingRow) =>
  row.result?.evidence.stats[measure]?.[name]

/** `memory p95 3221225472 of 17179869184 (18.75 %) <= 35`, each condition of a rule that held. */
const heldText = ({ checks }: SizingHit) =>
  checks
    .map(({ measure, stat, value, capacity, share, op, limit }) => {
      const of = share === null ? '' : ` of ${capacity} (${Math.round(share * 100) / 100} %)`
      return `${measure} ${stat} ${value}${of} ${op === 'least' ? '>=' : '<='} ${limit}`
    })
    .join(' and ')

/** Columns of the file, by the name that stands in its first line. Bytes, percent, per second and Mbit/s; times UTC. */
const COLUMNS: CsvColumns<SizingRow> = {
  ...INSTANCE_COLUMNS,
  state: (row) => row.state,
  rules: ({ result }) => result?.hits.map(({ rule }) => rule).join(' '),
  because: ({ result }) => result?.hits.map(heldText).join('; '),
  class: (row) => row.class,
  memoryMb: (row) => row.memoryMb,
  targetClass: ({ result }) => result?.target?.id,
  targetMemoryMb: ({ result }) => result?.target?.memoryMb,
  noTarget: ({ result }) => result?.none,
  now: ({ result }) => result?.price?.before?.monthly,
  nowSource: ({ result }) => result?.price?.before?.source,
  then: ({ result }) => result?.price?.after?.monthly,
  thenSource: ({ result }) => result?.price?.after?.source,
  perMonth: ({ result }) => ({ amount: result?.price?.perMonth }),
  perYear: ({ result }) => ({ amount: result?.price?.perYear }),
  currency: ({ result }) => result?.price?.after?.currency ?? result?.price?.before?.currency,
  priceAt: ({ result }) => result?.price?.at,
  memoryPeak: stat('memory', 'peak'),
  memoryP95: stat('memory', 'p95'),
  cpuP95: stat('cpu', 'p95'),
  operationsP95: stat('operations', 'p95'),
  connectionsPeak: stat('connections', 'peak'),
  from: ({ result }) => result?.evidence.from,
  to: ({ result }) => result?.evidence.to,
  days: ({ result }) => result?.data.days,
  coverage: ({ result }) => result?.data.coverage,
  lookedAt: ({ result }) => result?.at,
  ignoredUntil: ({ ignored }) => ignored?.until,
  ignoredBy: ({ ignored }) => ignored?.by,
  ignoredReason: ({ ignored }) => ignored?.reason,
  ref: (row) => row.ref,
}

/** What is shown, all of it, in the order of the page; rows are read in batches as the reader takes them. */
export async function sizingCsv(
  scope: Scope,
  ask: { q: string; show: SizingShow },
): Promise<ReadableStream<Uint8Array>> {
  const { matched } = await sizingWindow(scope, { ...ask, offset: 0, limit: 1 })
  const places = Array.from({ length: matched }, (_, at) => at)
  return csvStream(COLUMNS, places, async (batch) => {
    const { items } = await sizingWindow(scope, { ...ask, offset: batch[0] ?? 0, limit: batch.length })
    return items
  })
}
