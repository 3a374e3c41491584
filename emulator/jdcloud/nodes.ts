import type { nodeOperations } from '@/lib/providers/jdcloud/redis/operations/node'
import type { Behaviours } from '../behaviour'
import { random } from '../random'
import type { CacheInstance } from '../world/instance'
import { detailsOf } from '../world/jdcloud-details'
import { clientsOf, connectionsAt, METRICS, metricAt } from '../world/jdcloud-load'
import { type JdNode, nodesOf, proxiesOf } from '../world/jdcloud-nodes'
import { pageOf, spanOf } from './paging'
import { instanceOf, invalid, runningOf } from './refusals'
import { iso } from './shape'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** A series has about so many points at most. */
const MAX_POINTS = 720

/** The inside of an instance: nodes, connections, metrics. */
export const nodes = {
  describeClusterInfo: (scene, input) => {
    const now = scene.world.now()
    const instance = instanceOf(scene, input)
    const details = detailsOf(instance, now)
    const all = nodesOf(instance, details, now)
    const proxies = proxiesOf(instance, details)
    const shards = Array.from({ length: instance.shards }, (_, shard) => all.filter((node) => node.shard === shard))
    return {
      result: {
        info: {
          proxies: proxies.map(({ name }) => ({ id: name })),
          shards: shards.map((_, shard) => ({ id: String(shard) })),
          redis: all.map(({ name }) => ({ id: name })),
        },
        ...(input.detail
          ? {
              topo: {
                cacheInstanceId: instance.id,
                totalMemory: instance.memoryMb * 1_048_576,
                proxyInfo: proxies.map(({ name, address, zone }) => ({
                  name,
                  role: 'proxy',
                  address,
                  az: zone,
                  status: 'running',
                })),
                shardInfo: shards.map((copies) => ({
                  master: copies.filter(({ role }) => role === 'master').map(fields)[0],
                  replicas: copies.filter(({ role }) => role === 'slave').map(fields),
                })),
              },
            }
          : {}),
      },
    }
  },

  describeDetailNodeList: (scene, input) => {
    const now = scene.world.now()
    const instance = instanceOf(scene, input)
    const details = detailsOf(instance, now)
    const matching = nodesOf(instance, details, now)
      .filter(({ shard }) => (input.shardId ?? String(shard)) === String(shard))
      .filter(({ role }) => (input.role ?? role) === role)
    return {
      result: {
        nodeList: pageOf(matching, input).map((node) => ({
          ...fields(node),
          nodeName: `host-${node.zone}`,
          restart: node.restarts,
          age: Math.floor((now - node.startedAt) / 1_000),
          condi: 'True',
          containers: [
            {
              containerName: 'redis',
              imageTag: `${instance.version}-${details.build}`,
              status: 'running',
              request: `${Math.round(node.maxBytes / 1_048_576)}Mi`,
              limit: `${Math.round(node.maxBytes / 1_048_576)}Mi`,
              restart: node.restarts,
            },
          ],
        })),
        totalCount: matching.length,
      },
    }
  },

  describeClientList: (scene, input) => {
    const instance = instanceOf(scene, input)
    return {
      result: { ips: connected(instance, scene.world.now()).map(({ ip, count }) => ({ ip, clientCount: count })) },
    }
  },

  describeClientIpDetail: (scene, input) => {
    const instance = runningOf(scene, input)
    const client = connected(instance, scene.world.now()).find(({ ip }) => ip === input.ip)
    const stream = random(`connections ${instance.id} ${input.ip}`)
    return {
      result: {
        details: Array.from({ length: client?.count ?? 0 }, () => ({
          name: '',
          port: String(stream.int(30_000, 60_000)),
          age: String(stream.int(60, 900_000)),
          idle: String(stream.int(0, 30)),
          db: '0',
          lastCmd: stream.pick(['get', 'set', 'hgetall', 'zadd', 'expire', 'ping']),
        })),
      },
    }
  },

  getMetric: (scene, input) => {
    const now = scene.world.now()
    const instance = instanceOf(scene, input)
    if (!Object.hasOwn(METRICS, input.metric)) throw invalid(`metric must be one of ${Object.keys(METRICS).join(', ')}`)
    const { from, to } = spanOf(input, { from: now, to: now })
    if (from < now - 30 * DAY_MS) throw invalid('startTime must be in the last 30 days')
    // The client's clock may be a moment ahead of the world's.
    if (to > now + MINUTE_MS) throw invalid('endTime must not be in the future')
    const step = [1, 5, 15, 60].find((minutes) => (to - from) / (minutes * MINUTE_MS) <= MAX_POINTS) ?? 60
    const points: { timestamp: string; value: number }[] = []
    const begin = Math.max(from, instance.createdAt)
    for (let at = begin - (begin % (step * MINUTE_MS)); at <= Math.min(to, now); at += step * MINUTE_MS) {
      const value = at >= begin ? metricAt(instance, input.metric, at) : undefined
      if (value !== undefined) points.push({ timestamp: iso(at), value })
    }
    const values = points.map((point) => point.value)
    return {
      result: {
        metrics: values.length
          ? [
              {
                bucketName: instance.id,
                max: Math.max(...values),
                avg: Math.round((values.reduce((sum, one) => sum + one, 0) / values.length) * 100) / 100,
                latest: values.at(-1),
                points,
              },
            ]
          : [],
      },
    }
  },
} satisfies Behaviours<typeof nodeOperations>

const fields = (node: JdNode) => ({
  name: node.name,
  shardId: String(node.shard),
  role: node.role,
  address: node.address,
  az: node.zone,
  ng: node.group,
  status: 'running',
  slots: node.role === 'master' ? node.slots : 0,
  usedMemory: node.usedBytes,
  maxMemory: node.maxBytes,
})

/** Addresses with their share of the connections that the metric counts. */
function connected(instance: CacheInstance, now: number): { ip: string; count: number }[] {
  const ips = clientsOf(instance)
  const total = connectionsAt(instance, now)
  return ips.map((ip, n) => ({
    ip,
    count: Math.floor((total * (n + 1)) / ips.length) - Math.floor((total * n) / ips.length),
  }))
}
