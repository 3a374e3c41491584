import type { logOperations } from '@/lib/providers/alibaba/kvstore/operations/log'
import type { Behaviours, Scene } from '../../behaviour'
import { refuse } from '../../gateway/refusal'
import { perWorld } from '../../world/attached'
import {
  auditedAt,
  auditKeptFrom,
  auditRecords,
  auditRetention,
  retentionDays,
  setRetentionDays,
  switchAudit,
} from '../../world/audit-log'
import type { CacheInstance } from '../../world/instance'
import { serverLines, serverPid } from '../../world/server-log'
import { SLOW_LOG_KEPT_MS, slowCommands, throughProxyUs } from '../../world/slow-log'
import { instanceOf, invalidParameter, iso, needsRedis, runningOf } from './common'
import { nodeForPlace, nodeOf, nodesOf } from './node-ids'

/** Owners that gave the service its role; those of the demo's production did so long ago. */
const permitted = perWorld(() => new Set(['haitang-prod']))
/** Stands for keys that own the whole fleet. */
const EVERYBODY = '*'

export const logBehaviours = {
  InitializeKvstorePermission: ({ world, owner }) => {
    permitted(world).add(owner ?? EVERYBODY)
    return {}
  },

  ModifyAuditLogConfig: (scene, { InstanceId, DbAudit, Retention, RegionId }) => {
    const instance = runningOf(scene, InstanceId, RegionId)
    needsRedis(instance, 4)
    const owners = permitted(scene.world)
    if (!owners.has(instance.owner) && !owners.has(EVERYBODY))
      throw refuse(403, 'NoPermission', 'The service-linked role AliyunServiceRoleForKvstore does not exist.')
    switchAudit(instance, DbAudit, scene.world.now())
    if (DbAudit && Retention !== undefined) setRetentionDays(auditRetention(scene.world), instance, Retention)
    return {}
  },

  DescribeAuditRecords: (scene, input) => {
    const instance = instanceOf(scene, input.InstanceId, input.RegionId)
    needsRedis(instance, 4)
    const now = scene.world.now()
    const nodes = pick(instance, input.NodeId)
    const kept = auditKeptFrom(auditRetention(scene.world), instance, now)
    const found = auditRecords(
      instance,
      Math.max(Date.parse(input.StartTime), kept),
      Math.min(Date.parse(input.EndTime), now),
    )
      .map((record) => ({ ...record, node: nodeForPlace(instance, record.place) }))
      .filter(({ node }) => nodes.includes(node))
      .filter(({ client }) => input.HostAddress === undefined || client === input.HostAddress)
      .filter(({ account }) => input.AccountName === undefined || account === input.AccountName)
      .filter(({ database }) => input.DatabaseName === undefined || String(database) === input.DatabaseName)
      .filter(({ command }) => contains(command, input.QueryKeywords))
      .reverse()
    return {
      Items: {
        SQL: page(found, input).map(({ at, command, kind, client, account, database, elapsedUs, node }) => ({
          AccountName: account,
          DatabaseName: String(database),
          ExecuteTime: iso(at),
          HostAddress: client,
          ...(instance.architecture === 'standard' ? {} : { NodeId: node }),
          SQLText: command,
          SQLType: kind,
          TotalExecutionTimes: String(elapsedUs),
        })),
      },
      TotalRecordCount: found.length,
      PageNumber: input.PageNumber,
      PageSize: input.PageSize,
      StartTime: input.StartTime,
      EndTime: input.EndTime,
      InstanceName: instance.id,
    }
  },

  DescribeRunningLogRecords: (scene, input) => {
    const instance = instanceOf(scene, input.InstanceId, input.RegionId)
    needsRedis(instance, 0)
    const { world } = scene
    const span = { from: Date.parse(input.StartTime), to: endOf(input.EndTime), now: world.now(), pace: world.pace }
    const role = input.RoleType === 'slave' ? 'S' : 'M'
    // Proxies and config servers write no log of this kind here.
    const nodes = input.CharacterType === undefined || input.CharacterType === 'db' ? pick(instance, input.NodeId) : []
    const found = nodes
      .flatMap((node) => {
        const index = nodesOf(instance).db.findIndex(({ id }) => id === node)
        return serverLines(instance, Math.max(index, 0), span).map(({ at, level, text }) => ({
          at,
          node,
          content: `${serverPid(instance, index + (role === 'S' ? 500 : 0))}:${role} ${chinaStamp(at)} ${level} ${text}`,
        }))
      })
      .filter(({ content }) => contains(content, input.QueryKeyword))
      .sort((a, b) => (input.OrderType === 'desc' ? b.at - a.at : a.at - b.at))
    const shown = page(found, input)
    return {
      Engine: 'Redis',
      InstanceId: instance.id,
      Items: {
        LogRecords: shown.map(({ at, node, content }) => ({
          Content: content,
          CreateTime: iso(at),
          InstanceId: instance.id,
          ...(instance.architecture === 'standard' ? {} : { NodeId: node }),
        })),
      },
      // Texts, as the sample of this operation alone has them.
      PageNumber: String(input.PageNumber),
      PageSize: String(input.PageSize),
      PageRecordCount: String(shown.length),
      TotalRecordCount: String(found.length),
      StartTime: input.StartTime,
    }
  },

  DescribeSlowLogRecords: (scene, input) => {
    const instance = instanceOf(scene, input.InstanceId, input.RegionId)
    needsRedis(instance, 0)
    const now = scene.world.now()
    const nodes = pick(instance, input.NodeId)
    const proxied = input.SlowLogRecordType === 'proxy'
    const commands =
      proxied && instance.architecture === 'standard'
        ? []
        : slowCommands(
            instance,
            Math.max(Date.parse(input.StartTime), now - SLOW_LOG_KEPT_MS),
            Math.min(endOf(input.EndTime), now),
          )
    const found = commands
      .map((one) => ({
        ...one,
        elapsedUs: proxied ? throughProxyUs(instance, one) : one.elapsedUs,
        node: nodeForPlace(instance, one.place, proxied ? 'proxy' : 'db'),
      }))
      .filter(({ node }) => input.NodeId === undefined || nodes.includes(node))
      .filter(({ database }) => input.DBName === undefined || String(database) === input.DBName)
      .filter(({ command }) => contains(command, input.QueryKeyword))
      .sort((a, b) => (input.OrderBy === 'latency' ? a.elapsedUs - b.elapsedUs : a.at - b.at))
    if (input.OrderType === 'DESC') found.reverse()
    const shown = page(found, input)
    return {
      Engine: 'Redis',
      InstanceId: instance.id,
      Items: {
        LogRecords: shown.map(({ at, command, client, database, elapsedUs, node }) => ({
          Account: instance.id,
          AccountName: instance.id,
          Command: command,
          DBName: String(database),
          DataBaseName: String(database),
          // Milliseconds, while the threshold is in microseconds.
          ElapsedTime: Math.round(elapsedUs / 1_000),
          ExecuteTime: iso(at),
          IPAddress: client,
          ...(instance.architecture === 'standard' ? {} : { NodeId: node }),
        })),
      },
      PageNumber: input.PageNumber,
      PageSize: input.PageSize,
      PageRecordCount: shown.length,
      TotalRecordCount: found.length,
      StartTime: input.StartTime,
    }
  },
} satisfies Behaviours<typeof logOperations>

/** Days that the audit log of an instance is kept; 0 when it is off. */
export const auditDaysOf = ({ world }: Scene, instance: CacheInstance): number =>
  auditedAt(instance, world.now()) ? retentionDays(auditRetention(world), instance) : 0

/** Ids of the data nodes that a call is about. A standard instance has one, and heeds no NodeId. */
function pick(instance: CacheInstance, nodeId: string | undefined): string[] {
  if (nodeId === undefined || instance.architecture === 'standard') return nodesOf(instance).db.map(({ id }) => id)
  const node = nodeOf(instance, nodeId)
  if (!node) throw invalidParameter('NodeId')
  return [node.id]
}

/** A minute that a call names is part of its span. */
const endOf = (minute: string) => Date.parse(minute) + 59_999

const contains = (text: string, word: string | undefined) =>
  word === undefined || text.toLowerCase().includes(word.toLowerCase())

const page = <T>(items: readonly T[], { PageNumber, PageSize }: { PageNumber: number; PageSize: number }): T[] =>
  items.slice((PageNumber - 1) * PageSize, PageNumber * PageSize)

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `08 Nov 2020 10:02:03.955`, China time: what servers there print. */
function chinaStamp(at: number): string {
  const there = new Date(at + 8 * 3_600_000).toISOString()
  return `${there.slice(8, 10)} ${MONTHS[Number(there.slice(5, 7)) - 1]} ${there.slice(0, 4)} ${there.slice(11, 23)}`
}
