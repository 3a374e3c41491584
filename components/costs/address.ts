import { COST_DIMENSIONS, COST_RANGES, type CostDimension, type CostRange } from '@/lib/model/cost'

/** What the cost page shows; the address holds it. */
export interface CostState {
  by: CostDimension
  /** Key of the tags that costs are told apart by. */
  tag: string
  range: CostRange
  /** The currency of the curve, where there are several; empty: the largest. */
  currency: string
}

const read = (search: { get(name: string): string | null }): CostState => ({
  by: COST_DIMENSIONS.find((one) => one === search.get('by')) ?? 'team',
  tag: search.get('tag') ?? '',
  range: COST_RANGES.find((one) => one === search.get('range')) ?? 'year',
  currency: search.get('currency') ?? '',
})

function write({ by, tag, range, currency }: CostState): string {
  const search = new URLSearchParams()
  if (by !== 'team') search.set('by', by)
  if (by === 'tag' && tag) search.set('tag', tag)
  if (range !== 'year') search.set('range', range)
  if (currency) search.set('currency', currency)
  return search.toString()
}

export const COST_ADDRESS = { read, write }
