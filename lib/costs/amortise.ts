import { BILLING_OFFSET_MINUTES } from '@/lib/model/cost'
import { roundedShare } from '@/lib/model/money'
import { timeMonthsLater } from '@/lib/model/month'

/** Times are milliseconds, amounts units of `unitsOf`. */
export interface Term {
  from: number
  to: number
}

const OFFSET_MS = BILLING_OFFSET_MINUTES * 60_000
const HOUR_MS = 3_600_000n

/** The same day and hour so many calendar months later, on the clock of UTC+8. */
export const billingMonthsLater = (time: number, months: number): number =>
  timeMonthsLater(time + OFFSET_MS, months) - OFFSET_MS

/** The first moment of the month of UTC+8 that a time is in, or of one so many months later. */
export function monthStart(time: number, months = 0): number {
  const local = new Date(time + OFFSET_MS)
  return Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + months, 1) - OFFSET_MS
}

/** `2026-11` */
export const monthName = (time: number): string => new Date(time + OFFSET_MS).toISOString().slice(0, 7)

/**
 * What of an amount that is paid for a term, or paid back, belongs to the part of it before a moment: by the length of both
 * to the millisecond, rounded to the cent and never more than all; all of it at the end. The difference of two is what lies between them, so that parts
 * which meet add up to the whole to the last digit, however they are cut.
 */
export function paidUntil(amount: bigint, { from, to }: Term, until: number): bigint {
  if (until <= from) return 0n
  if (until >= to) return amount
  const share = roundedShare(amount * BigInt(until - from), BigInt(to - from))
  // The nearest cent can lie beyond an amount with less than cents.
  return (amount < 0n ? share < amount : share > amount) ? amount : share
}

/**
 * The month of a subscription that a time is in: months are counted back, or on, from its end, each as long as the calendar
 * has it. Without a known end the calendar's own month.
 */
export function termAt(time: number, endsAt: number | null): Term {
  if (endsAt === null) return { from: monthStart(time), to: monthStart(time, 1) }
  const local = (moment: number) => new Date(moment + OFFSET_MS)
  const monthOf = (moment: number) => local(moment).getUTCFullYear() * 12 + local(moment).getUTCMonth()
  let months = monthOf(time) - monthOf(endsAt)
  if (billingMonthsLater(endsAt, months) > time) months -= 1
  return { from: billingMonthsLater(endsAt, months), to: billingMonthsLater(endsAt, months + 1) }
}

/** What a subscription that costs so much a month comes to from one moment to another. */
export function subscriptionCost(monthly: bigint, endsAt: number | null, from: number, to: number): bigint {
  let sum = 0n
  for (let at = from; at < to; ) {
    const term = termAt(at, endsAt)
    const until = Math.min(to, term.to)
    sum += paidUntil(monthly, term, until) - paidUntil(monthly, term, at)
    at = until
  }
  return sum
}

/** What hours at a price come to from one moment to another, to the cent: the part of an hour counts as that part. */
export const hourlyCost = (hourly: bigint, from: number, to: number): bigint =>
  to <= from ? 0n : roundedShare(hourly * BigInt(to - from), HOUR_MS)
