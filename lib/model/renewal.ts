import { z } from 'zod'
import { ExchangeRate } from './cost'
import { InstanceKey, ServiceIdSchema, Status } from './instance'
import { compare, Decimal, minus, over, times } from './money'

/** What the calendar shows: what ends, or what is billed by the hour and could be a subscription. */
export const RENEWAL_SHOWS = ['ending', 'hourly'] as const
export const RenewalShow = z.enum(RENEWAL_SHOWS)
export type RenewalShow = z.infer<typeof RenewalShow>

/**
 * Of what ends: a month of UTC+8, in which the clouds bill; what ended already; whose end its cloud does not tell. What is renewed
 * by itself is in the month in which that is paid.
 */
export const RENEWAL_MONTH = /^(\d{4}-\d{2}|ended|unknown)$/

/** What the list can be sorted by; `-field` is descending. Unknown values come last either way. */
export const RENEWAL_SORTS = ['end', 'name', 'region', 'env', 'memory', 'auto', 'price', 'saving'] as const
export type RenewalSort = (typeof RENEWAL_SORTS)[number]

/**
 * What becomes of a subscription that nobody renews, as far as the manual of its service says: its cloud releases it, it can be
 * released from then on, or it is locked; `unknown`: the manual says nothing.
 */
export const AFTER_END = ['released', 'releasable', 'locked', 'unknown'] as const
export const AfterEnd = z.object({ what: z.enum(AFTER_END), manual: z.string().nullable() })
export type AfterEnd = z.infer<typeof AfterEnd>

/** What is billed by the hour, per month, beside a subscription of it. All in one currency. */
export const HourlyCost = z.object({
  /** Of 730 hours. */
  monthly: Decimal,
  currency: z.string().nullable(),
  /** What is paid at once for so many months; none where no price of a subscription is known. */
  options: z.array(z.object({ months: z.number().int(), amount: Decimal })),
  /** Of all: when the one was confirmed that is oldest; null: an estimate of this version of the rate card. */
  at: z.string().nullable(),
  cardVersion: z.number().int().nullable(),
})
export type HourlyCost = z.infer<typeof HourlyCost>

export const RenewalRow = z.object({
  ref: z.string(),
  key: InstanceKey,
  provider: z.enum(['alibaba', 'jdcloud', 'kingsoft']),
  accountName: z.string(),
  environment: z.string(),
  team: z.string(),
  /** The team that pays by the allocation rules; empty: nobody. */
  payer: z.string(),
  name: z.string(),
  status: Status,
  vendorStatus: z.string(),
  memoryMb: z.number().nullable(),
  endsAt: z.string().nullable(),
  /** When its cloud takes the money of its automatic renewal; null: it is not renewed by itself, or nobody says when. */
  paidAt: z.string().nullable(),
  /** Null: the service has none that can be asked for. `on` null: not told; `at` null: not asked yet. */
  autoRenewal: z
    .object({ on: z.boolean().nullable(), months: z.number().int().nullable(), at: z.string().nullable() })
    .nullable(),
  /** What renewing for `months` costs; null: no price known. */
  price: z
    .object({
      source: z.enum(['quote', 'estimate']),
      amount: Decimal,
      currency: z.string().nullable(),
      months: z.number().int(),
      /** When its cloud last said so; of an estimate the version of the rate card. */
      at: z.string().nullable(),
      cardVersion: z.number().int().nullable(),
    })
    .nullable(),
  /** Null: of what ends, and where a price is not known. */
  hourly: HourlyCost.nullable(),
})
export type RenewalRow = z.infer<typeof RenewalRow>

/** What something comes to in one currency: the one to report in where there is a rate, else the one that was told. */
const Sum = z.object({ currency: z.string().nullable(), amount: Decimal, estimated: Decimal })
const Savings = z.object({ currency: z.string().nullable(), amount: Decimal, count: z.number().int() })

/** What falls due in one month. */
export const RenewalMonth = z.object({
  /** `RENEWAL_MONTH` */
  month: z.string(),
  count: z.number().int(),
  /** Of them: renewed by themselves. */
  automatic: z.number().int(),
  noPrice: z.number().int(),
  /** What renewing all of them costs, each for as long as its row says. */
  sums: z.array(Sum),
})
export type RenewalMonth = z.infer<typeof RenewalMonth>

export const RenewalTerm = z.object({
  action: z.enum(['renew', 'to-subscription']),
  months: z.number().int(),
  /** Not converted: as their clouds told it. */
  sums: z.array(z.object({ currency: z.string().nullable(), amount: Decimal })),
  /** Of how many of the chosen it is known. */
  known: z.number().int(),
})
export type RenewalTerm = z.infer<typeof RenewalTerm>

/** POST /api/costs/renewals/sum `{refs}`: what chosen instances come to, as the calendar has them. */
export const RenewalSum = z.object({
  /** Of what ends, and how many of that have no price. */
  ending: z.object({ sums: z.array(Sum), noPrice: z.number().int() }),
  /** Of what is billed by the hour, a month of it; and what would be saved of that where a subscription pays. */
  hourly: z.object({ sums: z.array(Sum), noPrice: z.number().int() }),
  savings: z.array(Savings),
  /** What terms of so many months cost, as their clouds told last; of those terms alone that they were asked for. */
  terms: z.array(RenewalTerm),
})
export type RenewalSum = z.infer<typeof RenewalSum>

/**
 * GET /api/costs/renewals?q=&show=&month=&sort=&offset=&limit= : an instance that two accounts show is in it once.
 * From the database; jobs ask the clouds.
 */
export const RenewalWindow = z.object({
  items: z.array(RenewalRow),
  offset: z.number().int(),
  /** Matching all that was asked for / in the caller's scope and of this `show`. */
  matched: z.number().int(),
  total: z.number().int(),
  /** Of those that match the query, whatever month was asked for; empty for what is billed by the hour. */
  months: z.array(RenewalMonth),
  /** Of what is billed by the hour: what would be saved a month where a subscription pays, the best length of each. */
  savings: z.array(Savings),
  afterEnd: z.record(ServiceIdSchema, AfterEnd),
  /** Services whose clouds pay automatic renewals so many days before the end, and the section of the manual that says so. */
  paidAhead: z.partialRecord(ServiceIdSchema, z.object({ days: z.number().int(), manual: z.string() })),
  /** The currency that sums are converted to by the rates of today, and the rates that were used; null: to none. */
  reporting: z.string().nullable(),
  used: z.array(ExchangeRate),
})
export type RenewalWindow = z.infer<typeof RenewalWindow>

/** What a subscription of one length would be, beside paying by the hour. */
export interface Switch {
  months: number
  amount: Decimal
  /** Less a month than by the hour. Zero or below: it never pays. */
  saving: Decimal
  /** The first month at whose end the hours would have cost as much; null: none within its length. */
  pays: number | null
}

/** Each length of subscription that has a price against paying by the hour all the time, the largest saving first. */
export function switchesOf({ monthly, options }: HourlyCost): Switch[] {
  return options
    .map(({ months, amount }) => ({
      months,
      amount,
      saving: minus(monthly, over(amount, months)),
      pays:
        Array.from({ length: months }, (_, at) => at + 1).find((at) => compare(times(monthly, at), amount) >= 0) ??
        null,
    }))
    .sort((a, b) => compare(b.saving, a.saving))
}
