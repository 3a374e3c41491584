import { invalid } from './refusals'

/** One page of a list. */
export const pageOf = <T>(
  items: readonly T[],
  { pageNumber, pageSize }: { pageNumber: number; pageSize: number },
): T[] => items.slice((pageNumber - 1) * pageSize, pageNumber * pageSize)

/** The moments that a request names; refuses a span that ends before it begins. */
export function spanOf(
  { startTime, endTime }: { startTime?: string; endTime?: string },
  otherwise: { from: number; to: number },
): { from: number; to: number } {
  const from = startTime === undefined ? otherwise.from : Date.parse(startTime)
  const to = endTime === undefined ? otherwise.to : Date.parse(endTime)
  if (to < from) throw invalid('endTime is before startTime')
  return { from, to }
}
