import type { logOperations } from '@/lib/providers/jdcloud/redis/operations/log'
import type { Behaviours, Scene } from '../behaviour'
import type { CacheInstance } from '../world/instance'
import { detailsOf } from '../world/jdcloud-details'
import { SLOW_KEPT_MS, type SlowCommand, slowCommands } from '../world/jdcloud-load'
import { nodesOf, proxiesOf } from '../world/jdcloud-nodes'
import { tasksOf } from '../world/jdcloud-tasks'
import { liveOf } from '../world/live'
import { pageOf, spanOf } from './paging'
import { instanceOf, invalid, type Ref, wrongState } from './refusals'
import { iso } from './shape'

const HOUR_MS = 3_600_000

type Asked = Ref & { startTime?: string; endTime?: string }

/** Slow commands of the asked time; the last day when nothing is asked. */
function slow({ world, owner }: Scene, input: Asked): { instance: CacheInstance; commands: SlowCommand[] } {
  const now = world.now()
  const instance = instanceOf({ world, owner }, input)
  const span = spanOf(input, { from: now - 24 * HOUR_MS, to: now })
  return { instance, commands: slowCommands(instance, detailsOf(instance, now), { ...span, now }) }
}

/** Slow commands and what the servers wrote. */
export const logs = {
  describeSlowLog: (scene, input) => {
    const pattern = patternOf(input.cmdPattern)
    // Slow commands run on masters: replicas serve nobody here.
    const commands = slow(scene, input)
      .commands.filter(({ node }) => (input.shardId ?? String(node.shard)) === String(node.shard))
      .filter(({ node }) => (input.shardAddr ?? node.address) === node.address)
      .filter(({ command }) => pattern?.test(command) ?? true)
      .filter(({ tookUs }) => tookUs >= (input.execTimeThreshold ?? 0))
      .filter(() => input.role !== 'slave')
    return {
      result: {
        slowLogs: pageOf(commands, input).map(({ at, tookUs, command, client, node }) => ({
          command,
          startTime: iso(at),
          executionTime: `${tookUs / 1_000}ms`,
          shardId: String(node.shard),
          clientAddr: client,
          clientName: '',
        })),
        totalCount: commands.length,
      },
    }
  },

  describeProxySlowLog: (scene, input) => {
    const { instance, commands } = slow(scene, input)
    const proxies = proxiesOf(instance, detailsOf(instance, scene.world.now()))
    if (proxies.length === 0) throw wrongState(`${instance.id} has no proxies`)
    return {
      result: {
        proxySlowLogs: pageOf(commands, input).map(({ at, tookUs, command, client, node, db }) => ({
          startTime: at,
          proxyName: proxies[at % proxies.length]?.name,
          command,
          shardIds: String(node.shard),
          redis_server: node.address,
          clientIp: client.split(':')[0],
          db,
          // What the server took, and a little on the way there and back.
          totalLatency: tookUs + 350,
          sendToRedisLatency: 120,
          recvFromRedisLatency: tookUs + 80,
          replyToClientLatency: 150,
          waitCmdReplyCount: 1,
        })),
        totalCount: commands.length,
      },
    }
  },

  describeRedisServerLog: (scene, input) => {
    const { world, owner } = scene
    const now = world.now()
    const instance = instanceOf(scene, input)
    const { from, to } = spanOf(input, { from: now - SLOW_KEPT_MS, to: now })
    const wanted = input.podName?.split(',')
    const lines = [...serverLines(scene, instance, from, Math.min(to, now), owner)]
      .filter(({ podName }) => wanted?.includes(podName) ?? true)
      .filter(({ message }) => message.includes(input.logFilter ?? ''))
      .sort((a, b) => b.at - a.at)
    return {
      result: {
        totalCount: lines.length,
        logs: pageOf(lines, input).map(({ at, podName, message }) => ({ createTime: iso(at), podName, message })),
      },
    }
  },
} satisfies Behaviours<typeof logOperations>

/** The hourly save of each node, and what restarts and switches left behind; of a live instance what its server wrote. */
function* serverLines(
  { world }: Scene,
  instance: CacheInstance,
  from: number,
  until: number,
  owner: string | undefined,
) {
  const nodes = nodesOf(instance, detailsOf(instance, world.now()), world.now())
  const live = liveOf(instance)
  const to = live ? Math.min(until, live.since - 1) : until
  for (const { at, level, text } of live?.lines() ?? [])
    for (const { name, role } of nodes)
      if (role === 'master' && at >= from && at <= until) yield { at, podName: name, message: `${level} ${text}` }
  const begin = Math.max(from, instance.createdAt)
  for (const { name, startedAt, role } of nodes) {
    for (let at = begin - (begin % HOUR_MS) + HOUR_MS; at <= to; at += HOUR_MS)
      yield { at, podName: name, message: '* Background saving terminated with success' }
    if (startedAt >= from && startedAt <= to)
      yield { at: startedAt, podName: name, message: `* Ready to accept connections as ${role}` }
  }
  for (const task of tasksOf(world, owner))
    if (task.instance === instance && task.type === 'switch' && task.endsAt !== undefined && task.status === 'success')
      for (const { name, role } of nodes)
        if (task.endsAt >= from && task.endsAt <= to && role === 'master')
          yield { at: task.endsAt, podName: name, message: '* MASTER MODE enabled (failover)' }
}

function patternOf(text: string | undefined): RegExp | undefined {
  if (text === undefined) return undefined
  try {
    return new RegExp(text)
  } catch {
    throw invalid('cmdPattern is no regular expression')
  }
}
