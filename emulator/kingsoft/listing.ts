import type { CacheInstance } from '../world/instance'

export interface ListInput {
  CacheId?: string
  Name?: string
  Vip?: string
  VpcId?: string
  VnetId?: string
  Offset: number
  Limit: number
  OrderBy: string
}

/** Filters, order and window that both services' lists share. An empty filter is no filter. */
export function page<Row>(
  instances: readonly CacheInstance[],
  input: ListInput,
  row: (instance: CacheInstance) => Row,
  also: (instance: CacheInstance) => boolean = () => true,
) {
  const equal = (wanted: string | undefined, value: string) => !wanted || wanted === value
  const matching = instances
    .filter(
      (i) =>
        equal(input.CacheId, i.id) &&
        equal(input.Vip, i.privateIp) &&
        equal(input.VpcId, i.network.vpcId) &&
        equal(input.VnetId, i.network.subnetId) &&
        (!input.Name || i.name.includes(input.Name)) &&
        also(i),
    )
    .sort(order(input.OrderBy))
  return {
    Data: {
      list: matching.slice(input.Offset, input.Offset + input.Limit).map(row),
      offset: input.Offset,
      limit: input.Limit,
      total: matching.length,
    },
  }
}

/** `name,desc`; ascending when the direction is left out. */
function order(by: string) {
  const [field, direction = 'asc'] = by.split(',')
  const sign = direction === 'desc' ? -1 : 1
  return (a: CacheInstance, b: CacheInstance) => {
    const first = field === 'name' ? (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) : a.createdAt - b.createdAt
    return sign * first || (a.id < b.id ? -1 : 1)
  }
}

/** `0,20,21` to its ids; undefined when nothing is named. */
export const projectsOf = (text: string | undefined) =>
  text
    ?.split(',')
    .map((id) => id.trim())
    .filter(Boolean)
