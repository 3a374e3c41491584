import { type CsvColumns, csvStream } from '@/lib/bff/csv'
import { INSTANCE_COLUMNS } from '@/lib/bff/csv-instance'
import type { Scope } from '@/lib/model/access'
import { type RenewalRow, type RenewalShow, switchesOf } from '@/lib/model/renewal'
import { AFTER_END_OF } from '@/lib/providers/after-end'
import { renewalRefs, renewalRows } from './search'

/** What is billed by the hour and has a price: by its cloud, or by the rate card. */
const sourceOf = ({ price, hourly }: RenewalRow) =>
  price?.source ?? (hourly ? (hourly.cardVersion === null ? 'quote' : 'estimate') : 'none')
const best = ({ hourly }: RenewalRow) => (hourly ? switchesOf(hourly)[0] : undefined)

/** What becomes of it after its end: of what has one, and is not renewed by itself. */
const afterOf = (show: RenewalShow, { key, autoRenewal }: RenewalRow) =>
  show === 'hourly' || autoRenewal?.on ? undefined : AFTER_END_OF[key.service]

/** Columns of the file, by the name that stands in its first line. Amounts as told, times UTC. */
const columnsOf = (show: RenewalShow): CsvColumns<RenewalRow> => ({
  ...INSTANCE_COLUMNS,
  payer: (row) => row.payer,
  status: (row) => row.status,
  memoryMb: (row) => row.memoryMb,
  ends: (row) => row.endsAt,
  autoRenewal: ({ autoRenewal }) => autoRenewal?.on,
  autoRenewalPaid: (row) => row.paidAt,
  autoRenewalMonths: ({ autoRenewal }) => autoRenewal?.months,
  afterEnd: (row) => afterOf(show, row)?.what,
  afterEndManual: (row) => afterOf(show, row)?.manual,
  renewal: ({ price }) => price?.amount,
  renewalMonths: ({ price }) => price?.months,
  source: sourceOf,
  currency: ({ price, hourly }) => price?.currency ?? hourly?.currency,
  priceConfirmed: ({ price, hourly }) => price?.at ?? hourly?.at,
  rateCard: ({ price, hourly }) => price?.cardVersion ?? hourly?.cardVersion,
  hourlyPerMonth: ({ hourly }) => hourly?.monthly,
  subscriptionMonths: (row) => best(row)?.months,
  subscription: (row) => best(row)?.amount,
  savedPerMonth: (row) => ({ amount: best(row)?.saving }),
  paysAfterMonth: (row) => best(row)?.pays,
  ref: (row) => row.ref,
})

/** What matches as CSV, in the order of the list; rows are read in batches as the reader takes them. */
export async function renewalCsv(
  scope: Scope,
  search: Parameters<typeof renewalRefs>[1],
): Promise<ReadableStream<Uint8Array>> {
  const refs = await renewalRefs(scope, search)
  return csvStream(columnsOf(search.show), refs, (batch) => renewalRows(scope, batch))
}
