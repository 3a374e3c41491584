import type { analysisOperations } from '@/lib/providers/jdcloud/redis/operations/analysis'
import type { Behaviours, Scene } from '../behaviour'
import type { CacheInstance } from '../world/instance'
import { type Analysis, BIG_KEY_LIMITS, detailsOf } from '../world/jdcloud-details'
import { bigKeys, type Key, keysIn } from '../world/jdcloud-load'
import { nodesOf } from '../world/jdcloud-nodes'
import { workMs } from '../world/pace'
import { linkOf } from './backups'
import { pageOf, spanOf } from './paging'
import { exhausted, instanceOf, invalid, notFound, type Ref, runningOf, wrongState } from './refusals'
import { iso } from './shape'
import { requestIdOf } from './vendor'

const DAY_MS = 86_400_000
/** The vendor's limit for analyses by hand. */
const PER_DAY = 12
/** Reads and writes per second from which a key counts as hot. */
const HOT = 100

/** Looks for keys that are too big or too busy. */
export const analysis = {
  createCacheAnalysis: (scene, input) => {
    // The vendor's id of an analysis is the id of the request that began it.
    begin(scene, input, { kind: 'cache', sizeMode: input.sizeMode, id: requestIdOf(scene) })
    return {}
  },

  describeCacheAnalysisList: (scene, input) => ({
    result: {
      analyses: analysesOf(scene, input, 'cache')
        .filter(({ startedAt }) => iso(startedAt).startsWith(input.date))
        .map((one) => ({
          analysisTime: iso(one.startedAt),
          taskId: one.id,
          status: statusOf(one, scene.world.now()),
        })),
    },
  }),

  describeCacheAnalysisResult: (scene, input) => {
    const instance = instanceOf(scene, input)
    const one = done(scene, input, 'cache')
    const keys = bigKeys(instance, one.usedMemoryMb)
    const sizeOf = (key: Key) => (one.sizeMode === 'memorySize' ? key.bytes : key.elements)
    const fields = (key: Key) => ({
      name: key.name,
      db: 0,
      size: sizeOf(key),
      keyType: key.type,
      frequency: key.frequency,
    })
    const total = keysIn(one.usedMemoryMb)
    const calls = [
      { name: 'get', share: 0.52 },
      { name: 'set', share: 0.21 },
      { name: 'hgetall', share: 0.12 },
      { name: 'zadd', share: 0.09 },
    ]
    return {
      result: {
        startTime: iso(one.startedAt),
        finishTime: iso(one.endsAt),
        analysisType: 1,
        stringBigKeys: keys.filter(({ type }) => type === 'string').map(fields),
        otherBigKeys: keys.filter(({ type }) => type !== 'string').map(fields),
        hotKeys: hot(keys).map(fields),
        cmdCallTimesTop: calls.map(({ name, share }) => ({ name, data: Math.round(instance.qps * 60 * share) })),
        cmdUseCpuTop: calls.map(({ name, share }) => ({ name, data: Math.round(share * 100) })),
        keyTypeDistribution: {
          string: Math.round(total * 0.7),
          hash: Math.round(total * 0.2),
          zset: Math.round(total * 0.1),
        },
        keySizeDistribution: { '0-1KB': total - keys.length, '>1KB': keys.length },
      },
    }
  },

  stopCacheAnalysis: (scene, input) => {
    const now = scene.world.now()
    const running = analysesOf(scene, input, 'cache').find((one) => statusOf(one, now) === 'running')
    if (!running) throw wrongState('No analysis is running')
    running.stopped = true
    return {}
  },

  describeAnalysisTime: (scene, input) => ({
    result: { time: detailsOf(instanceOf(scene, input), scene.world.now()).analysisTime },
  }),

  modifyAnalysisTime: (scene, input) => {
    detailsOf(instanceOf(scene, input), scene.world.now()).analysisTime = input.analysisTime
    return {}
  },

  createBigKeyAnalysis2: (scene, input) => {
    const limits = {
      stringSize: input.stringSize ?? BIG_KEY_LIMITS.stringSize,
      listSize: input.listSize ?? BIG_KEY_LIMITS.listSize,
      hashSize: input.hashSize ?? BIG_KEY_LIMITS.hashSize,
      setSize: input.setSize ?? BIG_KEY_LIMITS.setSize,
      zsetSize: input.zsetSize ?? BIG_KEY_LIMITS.zsetSize,
    }
    begin(scene, input, { kind: 'big-keys', limits, id: requestIdOf(scene) })
    return {}
  },

  describeBigKeyList2: (scene, input) => {
    const now = scene.world.now()
    const instance = instanceOf(scene, input)
    const all = analysesOf(scene, input, 'big-keys')
    return {
      result: {
        cacheAnalysisList: pageOf(all, input).map((one) => ({
          analysisTime: iso(one.startedAt),
          taskId: one.id,
          analysisDuration: durationOf(one),
          downloadUrl: statusOf(one, now) === 'success' ? linkOf(instance, `bigkeys/${one.id}.csv`, now) : '',
          status: statusOf(one, now),
        })),
        totalCount: all.length,
      },
    }
  },

  describeBigKeyDetail2: (scene, input) => {
    const now = scene.world.now()
    const instance = instanceOf(scene, input)
    const one = done(scene, input, 'big-keys')
    const masters = nodesOf(instance, detailsOf(instance, now), now).filter(({ role }) => role === 'master')
    const keys = bigKeys(instance, one.usedMemoryMb)
    return {
      result: {
        taskId: one.id,
        ...one.limits,
        status: statusOf(one, now),
        analysisTime: iso(one.startedAt),
        analysisDuration: durationOf(one),
        bigKeyAnalysisNodesList: masters.map((node) => {
          const count = (type: Key['type']) =>
            keys.filter(
              (key) =>
                key.type === type &&
                key.shard === node.shard &&
                (type === 'string' ? key.bytes : key.elements) >= one.limits[`${type}Size`],
            ).length
          return {
            nodeId: node.name,
            nodeRole: node.role,
            stringTypeNum: count('string'),
            listTypeNum: count('list'),
            setTypeNum: count('set'),
            hashTypeNum: count('hash'),
            zsetTypeNum: count('zset'),
          }
        }),
      },
    }
  },

  describeHotKeySummary: (scene, input) => {
    const now = scene.world.now()
    const instance = instanceOf(scene, input)
    weekOf(scene, input)
    const keys = hot(bigKeys(instance, instance.usedMemoryMb))
    const masters = nodesOf(instance, detailsOf(instance, now), now).filter(({ role }) => role === 'master')
    return {
      result: {
        hotKeyAnalysisNodesList: masters.map(({ name, role, shard }) => ({
          nodeId: name,
          nodeRole: role,
          hotKeyNum: keys.filter((key) => key.shard === shard).length,
        })),
      },
    }
  },

  describeHotKeyDetail: (scene, input) => {
    const now = scene.world.now()
    const instance = instanceOf(scene, input)
    const { to } = weekOf(scene, input)
    const node = nodesOf(instance, detailsOf(instance, now), now).find(({ name }) => name === input.nodeId)
    if (!node) throw notFound(`node ${input.nodeId}`)
    const keys = hot(bigKeys(instance, instance.usedMemoryMb)).filter(
      ({ shard }) => shard === node.shard && node.role === 'master',
    )
    return {
      result: {
        hotHeys: pageOf(keys, input).map((key) => ({
          key: key.name,
          accessTime: iso(to),
          accessCount: key.frequency,
          db: 0,
        })),
        totalCount: keys.length,
      },
    }
  },
} satisfies Behaviours<typeof analysisOperations>

const hot = (keys: readonly Key[]) =>
  keys.filter(({ frequency }) => frequency >= HOT).sort((a, b) => b.frequency - a.frequency)

function begin(scene: Scene, input: Ref, wish: Pick<Analysis, 'kind' | 'id'> & Partial<Analysis>): void {
  const { world } = scene
  const now = world.now()
  const instance = runningOf(scene, input)
  const { analyses } = detailsOf(instance, now)
  if (analyses.some((one) => statusOf(one, now) === 'running')) throw wrongState('An analysis is running')
  const today = analyses.filter(
    ({ kind, startedAt }) => kind === wish.kind && iso(startedAt).slice(0, 10) === iso(now).slice(0, 10),
  )
  if (today.length >= PER_DAY) throw exhausted(`At most ${PER_DAY} analyses a day`)
  analyses.push({
    startedAt: now,
    endsAt: now + workMs(world.pace, 1),
    stopped: false,
    usedMemoryMb: instance.usedMemoryMb,
    sizeMode: 'memorySize',
    limits: BIG_KEY_LIMITS,
    ...wish,
  })
}

/** Analyses of a kind, newest first; kept for 30 days. */
const analysesOf = ({ world, owner }: Scene, input: Ref, kind: Analysis['kind']): Analysis[] =>
  detailsOf(instanceOf({ world, owner }, input), world.now())
    .analyses.filter((one) => one.kind === kind && one.startedAt > world.now() - 30 * DAY_MS)
    .reverse()

function done(scene: Scene, input: Ref & { taskId: string }, kind: Analysis['kind']): Analysis {
  const one = analysesOf(scene, input, kind).find(({ id }) => id === input.taskId)
  if (!one) throw notFound(`analysis ${input.taskId}`)
  if (statusOf(one, scene.world.now()) !== 'success') throw wrongState(`analysis ${input.taskId} has no result`)
  return one
}

const statusOf = ({ stopped, endsAt }: Analysis, now: number) =>
  stopped ? 'error' : endsAt > now ? 'running' : 'success'

const durationOf = ({ startedAt, endsAt }: Analysis) => `${Math.round((endsAt - startedAt) / 1_000)}s`

/** A week at most, of the last 30 days; the last day when nothing is asked. */
function weekOf({ world }: Scene, input: { startTime?: string; endTime?: string }): { from: number; to: number } {
  const now = world.now()
  const span = spanOf(input, { from: now - DAY_MS, to: now })
  if (span.from < now - 30 * DAY_MS) throw invalid('startTime must be in the last 30 days')
  if (span.to - span.from > 7 * DAY_MS) throw invalid('At most 7 days can be asked for')
  return span
}
