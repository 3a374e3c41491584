import { type CsvColumns, csvStream } from '@/lib/bff/csv'
import { INSTANCE_COLUMNS } from '@/lib/bff/csv-instance'
import type { Scope } from '@/lib/model/access'
import type { CoverageRow } from '@/lib/model/fleet-coverage'
import { coverageRefs, coverageRows } from './search'
import type { CoverageOrder } from './select'

/** Columns of the file, by the name that stands in its first line. Lengths in seconds, times UTC. */
const COLUMNS: CsvColumns<CoverageRow> = {
  ...INSTANCE_COLUMNS,
  standing: (row) => row.standing,
  policyOn: ({ facts }) => facts?.policy?.on,
  policyDays: ({ facts }) => facts?.policy?.days.join(' '),
  policyFrom: ({ facts }) => facts?.policy?.window?.start,
  policyTo: ({ facts }) => facts?.policy?.window?.end,
  policyMinutesEast: ({ facts }) => (facts?.policy?.window ? facts.policy.offsetMinutes : null),
  keptDays: ({ facts }) => facts?.policy?.retentionDays,
  lastGood: ({ facts }) => facts?.lastGoodAt,
  promisedSeconds: ({ facts }) => facts?.promisedSeconds,
  longestSeconds: ({ facts }) => facts?.worst?.seconds,
  // True: at least so long, for it began before what was looked at.
  longestAtLeast: ({ facts }) => (facts?.worst ? (facts.worstAtLeast ?? false) : null),
  gaps: ({ facts }) => (facts?.setsRefused ? null : facts?.gaps),
  failures30d: ({ facts }) => (facts?.setsRefused ? null : facts?.failures),
  judgedFrom: ({ facts }) => facts?.judgedFrom,
  refused: ({ facts, failed }) =>
    [facts?.setsRefused, facts?.policyRefused, failed].flatMap((one) => one?.code ?? one?.kind ?? []).join(' '),
  read: (row) => row.readAt,
  ref: (row) => row.ref,
}

/** What matches as CSV, in the order of the list; rows are read in batches as the reader takes them. */
export async function coverageCsv(
  scope: Scope,
  search: { q: string; sort: CoverageOrder },
): Promise<ReadableStream<Uint8Array>> {
  const refs = await coverageRefs(scope, search)
  return csvStream(COLUMNS, refs, (batch) => coverageRows(scope, batch))
}
