import type { Reason } from '@/lib/model/action'
import type { ClassOffer } from '@/lib/model/offer'
import type { Output } from '@/lib/operation'
import type { Target } from '@/lib/providers/actions'
import { isObject } from '@/lib/providers/answer'
import type { Call } from '@/lib/providers/contract'
import { ProviderError } from '@/lib/providers/error'
import { numberOrNull } from '@/lib/providers/facts'
import { live, manual, mbit, type Offers, offer } from '@/lib/providers/offers'
import { jdcloudRedisOperations as op } from './catalog'
import { CLASS_TABLE, printedClass } from './class-table'

const LISTED = live('describeInstanceClass')
const CONFIGURED = live('describeSpecConfig')
const VERSIONS = ['2.8', '4.0'] as const
const ARCHITECTURES: Record<string, ClassOffer['architecture']> = {
  'master-slave': 'standard',
  cluster: 'cluster',
  'native-cluster': 'cluster',
}
type Listed = NonNullable<Output<typeof op.describeInstanceClass>['result']['instanceClasses']>[number]

/** What the newer call adds: zones of a class, and the numbers of shards that a class of one shard is sold in. */
interface Config {
  zones: Map<string, string[]>
  shards: Map<string, number>
  shardCounts: Map<string, number[]>
}

/** The classes of a region, for one engine version or for both that the manual has. */
async function read(call: Call, region: string, version?: string): Promise<ClassOffer[]> {
  const versions = VERSIONS.filter((one) => (version ?? one) === one)
  const [config, ...lists] = await Promise.all([
    configOf(call, region),
    ...versions.map((redisVersion) => call(op.describeInstanceClass, { regionId: region, redisVersion }, { region })),
  ])
  return lists.flatMap(({ data }, at) =>
    (data.result.instanceClasses ?? []).flatMap((listed) => offersOf(listed, versions[at] ?? '', config)),
  )
}

/** Came after the first manual: without it there are no zones, and no classes of chosen shards. */
async function configOf(call: Call, region: string): Promise<Config> {
  const config: Config = { zones: new Map(), shards: new Map(), shardCounts: new Map() }
  try {
    const { data } = await call(op.describeSpecConfig, { regionId: region }, { region })
    const specs = (data.result.instanceSpec?.instanceVersions ?? [])
      .flatMap(({ instanceTypes }) => instanceTypes ?? [])
      .flatMap((type) => type.specs ?? [])
    for (const { instanceClass, azs, shard } of specs) {
      if (!instanceClass) continue
      if (azs) config.zones.set(instanceClass, azs)
      if (typeof shard?.defaultShardNumber === 'number') config.shards.set(instanceClass, shard.defaultShardNumber)
    }
    for (const { shardClass, shardNumberList } of shardSizes(data.result.shardSpec))
      config.shardCounts.set(shardClass, shardNumberList)
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
  }
  return config
}

/** The vendor's client leaves this part untyped: whatever in it names a size of a shard and its numbers is taken. */
function shardSizes(part: unknown): { shardClass: string; shardNumberList: number[] }[] {
  if (Array.isArray(part)) return part.flatMap(shardSizes)
  if (!isObject(part)) return []
  const { shardClass, shardNumberList } = part
  if (typeof shardClass === 'string' && Array.isArray(shardNumberList))
    return [{ shardClass, shardNumberList: shardNumberList.filter((count) => Number.isInteger(count)) }]
  return Object.values(part).flatMap(shardSizes)
}

/** One class, or one offer for each number of shards that it is sold in. */
function offersOf(listed: Listed, version: string, config: Config): ClassOffer[] {
  const name = listed.instanceClass
  const printed = printedClass(name)
  const counts = config.shardCounts.get(name) ?? (printed?.perShard ? [] : undefined)
  const architecture = ARCHITECTURES[listed.instanceType ?? ''] ?? 'unknown'
  const figures = {
    memoryMb: numberOrNull(listed.memoryMB),
    // The second is the spelling of 2018.
    connections: numberOrNull(listed.maxConnection ?? listed.maxConnetction),
    // Megabits by its name, megabytes by its text and by the table of limits.
    bandwidthMbps: mbit(numberOrNull(listed.bandwidthMbps)),
  }
  const common = {
    engine: 'redis' as const,
    architecture,
    versions: [version],
    zones: config.zones.get(name) ?? null,
    offeredBy: LISTED,
  }
  if (!counts) {
    const shards = architecture === 'standard' ? 1 : (config.shards.get(name) ?? printed?.shards ?? null)
    const fixed = architecture !== 'standard' && !config.shards.has(name) && printed?.shards != null
    return [
      offer({
        ...common,
        ...figures,
        id: name,
        choice: { class: name },
        shards,
        figuresFrom: fixed ? [LISTED, manual(CLASS_TABLE)] : [LISTED],
      }),
    ]
  }
  const times = (figure: number | null, count: number) => (figure === null ? null : figure * count)
  return counts.map((count) =>
    offer({
      ...common,
      id: `${name}*${count}`,
      choice: { class: name, shards: count },
      shards: count,
      memoryMb: times(figures.memoryMb, count),
      connections: times(figures.connections, count),
      bandwidthMbps: times(figures.bandwidthMbps, count),
      figuresFrom: [LISTED, CONFIGURED],
    }),
  )
}

/** The rules of modifyCacheInstanceClass; the one about memory in use is a check of the plan. */
function refusalOf(to: ClassOffer, { chargeType, architecture, memoryMb }: Target['detail']['facts']): Reason | null {
  if (to.current) return { code: 'same-size' }
  if (chargeType !== 'subscription' || to.architecture === architecture) return null
  if (memoryMb === null || to.memoryMb === null) return null
  if (architecture === 'cluster' && to.architecture === 'standard' && to.memoryMb <= memoryMb)
    return { code: 'needs-more-memory', params: { memoryMb } }
  if (architecture === 'standard' && to.architecture === 'cluster' && to.memoryMb < memoryMb)
    return { code: 'needs-as-much-memory', params: { memoryMb } }
  return null
}

const isNow = ({ choice }: ClassOffer, { class: now, shards }: Target['detail']['facts']) =>
  choice.class === now && (choice.shards === undefined || choice.shards === shards)

/** What JD Cloud sells: its calls tell class and limits, but nothing about operations per second nor any price. */
export const offers: Offers = {
  toBuy: async (call, { region, zone, engine = 'redis', version }) =>
    engine === 'redis'
      ? (await read(call, region, version)).filter(({ zones }) => !zone || !zones || zones.includes(zone))
      : [],
  toBecome: async (call, { region, detail: { facts } }) =>
    // A class belongs to one engine version, and a change of class does not change the version.
    (await read(call, region, facts.version ?? undefined)).map((one) => {
      const to = { ...one, current: isNow(one, facts) }
      return { ...to, refused: refusalOf(to, facts) }
    }),
  sizeOf: ({ class: name, shards }) => {
    const printed = name === undefined ? undefined : printedClass(name)
    const count = printed?.shards ?? shards ?? null
    const memoryMb = printed?.perShard ? count && printed.memoryMb * count : printed?.memoryMb
    return { class: name ?? null, memoryMb: memoryMb ?? null, shards: count }
  },
  quota: async (call, region) => {
    const { data } = await call(op.describeUserQuota, { regionId: region }, { region })
    const { max, used } = data.result.quota
    return typeof max === 'number' && typeof used === 'number' ? { max, used } : null
  },
}
