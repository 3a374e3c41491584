/** The same day and hour so many months later; the last day of a month that has no such day. */
export function addMonths(ms: number, months: number): number {
  const from = new Date(ms)
  const to = new Date(ms)
  to.setUTCDate(1)
  to.setUTCMonth(from.getUTCMonth() + months)
  const last = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate()
  to.setUTCDate(Math.min(from.getUTCDate(), last))
  return to.getTime()
}

/** When a subscription of so many months from now ends: at midnight in China, after the last day. */
export const endOf = (now: number, months: number): number => {
  const end = addMonths(now, months)
  const midnight = end - (end % 86_400_000) + 16 * 3_600_000
  return midnight < end ? midnight + 86_400_000 : midnight
}
