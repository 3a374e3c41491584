import { type CsvColumns, csvStream } from '@/lib/bff/csv'
import type { Scope } from '@/lib/model/access'
import { type RenewalRow, switchesOf } from '@/lib/model/renewal'
import { AFTER_END_OF } from '@/lib/providers/after-end'
import { renewalRefs, renewalRows } from './search'

const best = ({ hourly }: RenewalRow) => (hourly ? switchesOf(hourly)[0] : undefined)

/** Columns of the file, by the name that stands in its first line. Amounts as told, times UTC. */
const COLUMNS: CsvColumns<RenewalRow> = {
  name: (row) => row.name,
  id: (row) => row.key.id,
  provider: (row) => row.provider,
  service: (row) => row.key.service,
  account: (row) => row.accountName,
  region: (row) => row.key.region,
  env: (row) => row.environment,
  team: (row) => row.team,
  status: (row) => row.status,
  memoryMb: (row) => row.memoryMb,
  ends: (row) => row.endsAt,
  autoRenewal: ({ autoRenewal }) => autoRenewal?.on,
  autoRenewalMonths: ({ autoRenewal }) => autoRenewal?.months,
  afterEnd: ({ key, hourly }) => (hourly ? null : AFTER_END_OF[key.service].what),
  afterEndManual: ({ key, hourly }) => (hourly ? null : AFTER_END_OF[key.service].manual),
  renewal: ({ price }) => price?.amount,
  renewalMonths: ({ price }) => price?.months,
  source: ({ price }) => price?.source ?? 'none',
  currency: ({ price, hourly }) => price?.currency ?? hourly?.currency,
  priceConfirmed: ({ price, hourly }) => price?.at ?? hourly?.at,
  rateCard: ({ price }) => price?.cardVersion,
  hourlyPerMonth: ({ hourly }) => hourly?.monthly,
  subscriptionMonths: (row) => best(row)?.months,
  subscription: (row) => best(row)?.amount,
  savedPerMonth: (row) => best(row)?.saving,
  paysAfterMonth: (row) => best(row)?.pays,
  ref: (row) => row.ref,
}

/** What matches as CSV, in the order of the list; rows are read in batches as the reader takes them. */
export async function renewalCsv(
  scope: Scope,
  search: Parameters<typeof renewalRefs>[1],
): Promise<ReadableStream<Uint8Array>> {
  const refs = await renewalRefs(scope, search)
  return csvStream(COLUMNS, refs, (batch) => renewalRows(scope, batch))
}
