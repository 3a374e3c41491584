import type { diagnosticsOperations } from '@/lib/providers/kingsoft/redis/operations/diagnostics'
import type { Behaviours } from '../behaviour'
import { refuse } from '../gateway/refusal'
import { random } from '../random'
import type { CacheInstance } from '../world/instance'
import { settingsOf } from '../world/kingsoft-cache'
import { china } from './china'
import { businessError, doneAt, mustBe, redisCache, STATUS } from './find'
import { parameterOf } from './parameters'

/** Hot key analysis of Redis instances. */
export const redisHotKeys = {
  AnalyzeHotKeys: (scene, input) => {
    const { world } = scene
    const instance = redisCache(scene, input)
    mustBe(instance, STATUS.running)
    const cluster = instance.architecture === 'cluster'
    if (input.Engine !== 'redis' || cluster !== (input.Mode === 'cluster'))
      throw refuse(400, 'InvalidParameter', 'Engine or Mode is not that of the instance.')
    const policy = parameterOf(instance, 'maxmemory-policy')
    if (!policy?.endsWith('-lfu'))
      throw businessError(`maxmemory-policy is ${policy}: it must be allkeys-lfu or volatile-lfu.`)
    const settings = settingsOf(instance)
    if ((settings.hotKeys?.doneAt ?? 0) > world.now())
      throw businessError('An analysis is running: its status does not allow another.')
    settings.hotKeys = { startedAt: world.now(), doneAt: doneAt(world) }
    return { Data: null }
  },

  DescribeHotKeys: (scene, input) => {
    const instance = redisCache(scene, input)
    const run = settingsOf(instance).hotKeys
    if (!run) throw businessError('No analysis was started for this instance.')
    const now = scene.world.now()
    const doing = now < run.doneAt
    const keys = doing ? [] : keysOf(instance, run.startedAt)
    if (input.SortDir === 'asc') keys.reverse()
    const page = keys.slice(input.Offset, input.Offset + input.Limit)
    const time = (ms: number) => china(ms).replace(' ', 'T')
    return {
      Data: {
        task_status: doing ? 'DOING' : 'NONE',
        created: time(run.startedAt),
        updated: time(doing ? run.startedAt : run.doneAt),
        count: page.length,
        total: keys.length,
        hotkeys: page,
      },
    }
  },
} satisfies Behaviours<typeof diagnosticsOperations>

const TYPES = [
  ['string', null],
  ['hash', 'ziplist'],
  ['list', 'quicklist'],
  ['set', 'hashtable'],
  ['sortedset', 'ziplist'],
] as const

/** Keys made up from the instance and the time of the run, the most used first; an empty instance has none. */
function keysOf(instance: CacheInstance, startedAt: number) {
  const own = random(`hot ${instance.id} ${startedAt}`)
  const length = instance.usedMemoryMb === 0 ? 0 : own.int(6, 40)
  const keys = Array.from({ length }, () => {
    const [type, encoding] = own.pick(TYPES)
    const isText = type === 'string'
    return {
      count: own.int(1, 255),
      elements: isText ? null : String(own.int(1, 500)),
      key: `${instance.name}:${own.text(8)}`,
      encoding,
      type,
      expiry: own.next() < 0.5 ? -1 : own.int(60, 86_400),
      db: 0,
      len_largest_element: isText ? null : String(own.int(4, 64)),
      size: own.int(64, 4_096),
    }
  })
  return keys.sort((a, b) => b.count - a.count)
}
