/**
 * The same day and hour so many calendar months later, in UTC: the last day of a month that has no such day. 31 January
 * and one month is the end of February, and two months is 31 March. Null for what is no time.
 */
export function monthsLater(iso: string, months: number): string | null {
  const from = new Date(iso)
  if (Number.isNaN(from.getTime())) return null
  const to = new Date(from)
  to.setUTCDate(1)
  to.setUTCMonth(from.getUTCMonth() + months)
  const days = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate()
  to.setUTCDate(Math.min(from.getUTCDate(), days))
  return to.toISOString()
}
