import { setImmediate as othersFirst } from 'node:timers/promises'
import { MONITOR_KEYS, type MonitorKey } from '@/lib/providers/alibaba/kvstore/operations/monitor-keys'
import type { monitoringOperations } from '@/lib/providers/alibaba/kvstore/operations/monitoring'
import type { Behaviours } from '../../behaviour'
import { refuse } from '../../gateway/refusal'
import type { CacheInstance } from '../../world/instance'
import { loadAt, sharesOf } from '../../world/traffic'
import { instanceOf, invalidParameter, iso } from './common'
import { type Part, valueOf } from './metrics'
import { nodeOf, nodesOf } from './node-ids'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** How long values are kept: no manual says it. */
const KEPT_MS = 31 * 24 * HOUR_MS
/** Values that are made in one go. */
const AT_A_TIME = 1_000
/** With more data nodes, a call for all of them may ask for an hour at most. */
const MANY_NODES = 32
/** What is told when a call names no group: the manual leaves it open. */
const USUAL = ['CpuUsage', 'MemoryUsage', 'UsedMemory', 'UsedConnection', 'ConnectionUsage', 'UsedQPS']

export const monitoringBehaviours = {
  DescribeMonitorItems: () => {
    const units = new Map(MONITOR_KEYS.map(({ key, unit }) => [key, unit]))
    return {
      MonitorItems: { KVStoreMonitorItem: [...units].map(([MonitorKey, Unit]) => ({ MonitorKey, Unit })) },
    }
  },

  DescribeHistoryMonitorValues: async (scene, input) => {
    const instance = instanceOf(scene, input.InstanceId, input.RegionId)
    const now = scene.world.now()
    const [start, end] = [Date.parse(input.StartTime), Date.parse(input.EndTime)]
    const groups = input.MonitorKeys?.split(',').map((group) => group.trim()) ?? USUAL
    if (
      groups.some((group) => group.includes('$')) &&
      nodesOf(instance).db.length > MANY_NODES &&
      end - start > HOUR_MS
    )
      throw refuse(400, 'InvalidEndTime.Malformed', 'Aggregates of more than 32 nodes span at most one hour.')
    const view = viewOf(instance, input.NodeId)
    const keys = keysOf(instance, view, groups)
    const first = Math.ceil(Math.max(start, now - KEPT_MS) / MINUTE_MS) * MINUTE_MS
    const minutes: string[] = []
    let worked = 0
    for (let at = first; at <= end && at <= now; at += MINUTE_MS) {
      const load = loadAt(instance, at)
      if (load) minutes.push(...minuteText(keys, { ...view.part, load, at }))
      // A month is a million values: other calls are not to wait for all of them.
      worked += 1 + keys.length
      if (worked < AT_A_TIME) continue
      worked = 0
      await othersFirst()
    }
    return { MonitorHistory: `{${minutes.join(',')}}` }
  },
} satisfies Behaviours<typeof monitoringOperations>

/** A minute as it stands in the JSON of the answer; nothing for one without values. Texts are numbers and times only. */
function minuteText(keys: readonly MonitorKey[], part: Part): string[] {
  let values = ''
  for (const key of keys) {
    const value = valueOf(key, part)
    if (value !== undefined) values += `${values ? ',' : ''}"${key.key}":"${value}"`
  }
  return values ? [`"${iso(part.at)}":{${values}}`] : []
}

interface View {
  kind: 'whole' | 'db' | 'proxy'
  part: Omit<Part, 'load' | 'at'>
}

/** What a call looks at: the whole instance, or one node of it. */
function viewOf(i: CacheInstance, nodeId: string | undefined): View {
  const behindProxy = i.architecture !== 'standard'
  const whole: View = { kind: 'whole', part: { i, share: 1, of: 1, places: [0, 1], behindProxy } }
  if (nodeId === undefined || !behindProxy) return whole
  const node = nodeOf(i, nodeId)
  if (!node) throw invalidParameter('NodeId')
  const shares = sharesOf(i, node.kind, nodesOf(i)[node.kind].length)
  const before = shares.slice(0, node.index).reduce((sum, share) => sum + share, 0)
  const share = shares[node.index] ?? 0
  return {
    kind: node.kind,
    part: { i, share, of: shares.length, places: [before, before + share], behindProxy },
  }
}

/** The metrics of the groups that this instance has and that the view can tell. */
function keysOf(i: CacheInstance, { kind }: View, groups: readonly string[]): MonitorKey[] {
  const scopes: Record<View['kind'], readonly MonitorKey['scope'][]> = {
    proxy: ['proxy'],
    db: ['node'],
    whole:
      i.architecture === 'standard'
        ? i.engine === 'memcached'
          ? ['node', 'memcached']
          : ['node']
        : ['node', 'db-aggregate', 'proxy-aggregate'],
  }
  return MONITOR_KEYS.filter(
    ({ scope, group }) =>
      groups.includes(group) &&
      scopes[kind].includes(scope) &&
      !(i.engine === 'memcached' && /^(Redis_|Calls_)/.test(group)),
  )
}
