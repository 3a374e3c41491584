import type { nodeOperations } from '@/lib/providers/kingsoft/redis/operations/node'
import type { Behaviours, Scene } from '../behaviour'
import { random } from '../random'
import type { CacheInstance } from '../world/instance'
import { type ReadOnlyNode, setEip, settingsOf } from '../world/kingsoft-cache'
import { china } from './china'
import { businessError, cachesOf, doneAt, freeAddress, mustBe, redisCache, STATUS, work } from './find'
import { monthlyPrice, pay } from './order'

const MOST_NODES = 7

/** Nodes of Redis instances. */
export const redisNodes = {
  AddCacheSlaveNode: (scene, input) => {
    const instance = masterReplica(redisCache(scene, input))
    mustBe(instance, STATUS.running)
    const { nodes } = settingsOf(instance)
    if (nodes.length >= MOST_NODES) throw businessError(`The quota of ${MOST_NODES} read-only nodes is exceeded.`)
    const gb = instance.memoryMb / 1024
    const price = (count: number) => monthlyPrice('kingsoft-redis', gb, count)
    pay(scene, instance.chargeType === 'subscription' ? price(nodes.length + 1) - price(nodes.length) : 0)
    const node = addNode(scene, instance, input.SlaveVip, 1)
    work(scene.world, instance, STATUS.resizing)
    return { Data: { NodeId: node.id } }
  },

  DeleteCacheSlaveNode: (scene, input) => {
    const instance = masterReplica(redisCache(scene, input))
    mustBe(instance, STATUS.running)
    const settings = settingsOf(instance)
    if (!settings.nodes.some(({ id }) => id === input.NodeId))
      throw businessError(`The node ${input.NodeId} does not exist.`)
    settings.nodes = settings.nodes.filter(({ id }) => id !== input.NodeId)
    if (settings.nodes.length === 0) setEip(instance, 'readonly', undefined)
    return { Data: null }
  },

  DescribeCacheReadonlyNode: (scene, input) => {
    const instance = masterReplica(redisCache(scene, input))
    return { Data: readOnly(scene, instance).map(({ proxy: _proxy, area: _area, ...row }) => row) }
  },

  DescribeCacheByRole: (scene, input) => {
    const instance = redisCache(scene, input)
    const rows = [...readOnly(scene, instance), ...fixed(instance)]
    return { Data: rows.filter(({ proxy }) => input.Proxy === undefined || proxy === input.Proxy) }
  },
} satisfies Behaviours<typeof nodeOperations>

function masterReplica(instance: CacheInstance): CacheInstance {
  if (instance.architecture === 'cluster') throw businessError('A cluster has no read-only nodes.')
  return instance
}

/** Adds a read-only node that serves after `steps` steps of work. */
export function addNode(scene: Scene, instance: CacheInstance, vip: string | undefined, steps: number): ReadOnlyNode {
  const { world } = scene
  const settings = settingsOf(instance)
  const taken = (address: string) =>
    cachesOf('kingsoft-redis', scene).some(
      (other) => other.privateIp === address || settingsOf(other).nodes.some(({ ip }) => ip === address),
    )
  if (vip && taken(vip)) throw businessError(`The address ${vip} is in use.`)
  const node: ReadOnlyNode = {
    id: world.random.uuid(),
    number: settings.nodesMade++,
    ip: vip ?? freeAddress(world, taken),
    createdAt: world.now(),
    readyAt: doneAt(world, steps),
  }
  settings.nodes.push(node)
  return node
}

const areaOf = ({ zone }: CacheInstance) => `可用区${zone.slice(-1).toUpperCase()}`

const readOnly = ({ world }: Scene, instance: CacheInstance) =>
  settingsOf(instance).nodes.map(({ id, number, ip, createdAt, readyAt }) => ({
    instanceId: id,
    name: `${instance.name}--readonly--${number}`,
    port: instance.port,
    ip,
    status: world.now() < readyAt ? 'creating' : 'running',
    createTime: china(createdAt),
    proxy: 'READONLY',
    area: areaOf(instance),
  }))

/** Master and replica of every shard, and a cluster's proxies: they come and go with the instance. */
function fixed(instance: CacheInstance) {
  const own = random(`nodes ${instance.id}`)
  const status =
    instance.status === STATUS.creating ? 'creating' : instance.status === STATUS.error ? 'error' : 'running'
  const node = (proxy: string, name: string, ip?: string) => ({
    instanceId: own.uuid(),
    name,
    port: instance.port,
    ip: ip ?? `10.${own.int(64, 95)}.${own.int(0, 255)}.${own.int(2, 250)}`,
    status,
    createTime: china(instance.createdAt),
    proxy,
    area: areaOf(instance),
  })
  const { name } = instance
  if (instance.architecture !== 'cluster') return [node('SLAVE', `${name}--slave`), node('MASTER', name)]
  const shards = Array.from({ length: instance.shards }, (_, at) => [
    node('SLAVE', `${name}--${at}--slave`),
    node('MASTER', `${name}--${at}`),
  ])
  const proxies = Array.from({ length: Math.max(2, Math.ceil(instance.shards / 2)) }, (_, at) =>
    node('PROXY', `${name}--proxy--${at}`),
  )
  return [...shards.flat(), ...proxies]
}

/** Addresses of a cluster's masters. */
export const shardAddresses = (instance: CacheInstance) =>
  fixed(instance)
    .filter(({ proxy }) => proxy === 'MASTER')
    .map(({ ip, port }) => `${ip}:${port}`)
