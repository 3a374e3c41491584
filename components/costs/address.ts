import { COST_DIMENSIONS, COST_RANGES, type CostDimension, type CostPart, type CostRange } from '@/lib/model/cost'

/** What the cost page shows; the address holds it. */
export interface CostState {
  by: CostDimension
  /** Key of the tags that costs are told apart by. */
  tag: string
  range: CostRange
  /** The currency of the curve, where there are several; empty: the largest. */
  currency: string
  /** The part that the page is about; null: everything. */
  only: CostPart | null
}

const read = (search: { get(name: string): string | null }): CostState => ({
  by: COST_DIMENSIONS.find((one) => one === search.get('by')) ?? 'team',
  tag: search.get('tag') ?? '',
  range: COST_RANGES.find((one) => one === search.get('range')) ?? 'year',
  currency: search.get('currency') ?? '',
  only: onlyOf(search),
})

function onlyOf(search: { get(name: string): string | null }): CostPart | null {
  const by = COST_DIMENSIONS.find((one) => one === search.get('only'))
  return by ? { by, tag: search.get('onlyTag') ?? '', key: search.get('key') ?? '' } : null
}

function write({ by, tag, range, currency, only }: CostState): string {
  const search = new URLSearchParams()
  if (by !== 'team') search.set('by', by)
  if (by === 'tag' && tag) search.set('tag', tag)
  if (range !== 'year') search.set('range', range)
  if (currency) search.set('currency', currency)
  if (only) {
    search.set('only', only.by)
    if (only.tag) search.set('onlyTag', only.tag)
    search.set('key', only.key)
  }
  return search.toString()
}

export const COST_ADDRESS = { read, write }
