import { z } from 'zod'
import { noted, secret } from '@/lib/operation'
import { type Actions, action, type Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { accessActions } from './actions-access'
import { accountActions } from './actions-accounts'
import { backupActions } from './actions-backup'
import { diagnosticsActions } from './actions-diagnostics'
import { parameterActions } from './actions-parameters'
import { jdcloudRedisOperations as op } from './catalog'
import { clearing } from './clearing'
import { description, instanceName, password } from './request'
import { builds, onlyOffered, upgrades } from './upgrades'

const at = ({ id, region }: Target) => ({ regionId: region, cacheInstanceId: id })
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
/** The row takes an empty one too, which opens the instance to everybody who reaches it: not here. */
const newPassword = noted(
  secret(password.min(8)),
  '8 to 16 letters and digits, both of them.',
  '8 至 16 位，须同时包含字母和数字。',
)

const inWindow = noted(
  z.boolean().default(false),
  'On: its cloud takes it now and does it then. Off: it is sent when it is confirmed, or at a time chosen there.',
  '开启：云平台现在受理，到时执行。关闭：确认后发送，或在确认时选择时间。',
)
const effective = (later: boolean) => (later ? ('MaintainTime' as const) : ('Immediately' as const))
const waits = (params: { inWindow: boolean }) => params.inWindow

/** What JD Cloud Redis can do with one instance. */
export const actions: Actions = {
  ...accessActions,
  ...accountActions,
  ...backupActions,
  ...diagnosticsActions,
  rename: action(op.modifyCacheInstanceAttribute, {
    params: z.strictObject({ name: instanceName }),
    input: (target, { name }) => ({ ...at(target), cacheInstanceName: name }),
    aims: (_, { name }) => [{ field: 'facts.name', is: 'equal', value: name }],
  }),
  description: action(op.modifyCacheInstanceAttribute, {
    params: z.strictObject({ description }),
    input: (target, params) => ({ ...at(target), cacheInstanceDescription: params.description }),
    aims: (_, params) => [{ field: 'description', is: 'equal', value: params.description }],
  }),
  password: action(op.resetCacheInstancePassword, {
    params: z.strictObject({ password: newPassword }),
    input: (target, params) => ({ ...at(target), password: params.password }),
  }),
  maintenance: action(op.maintenanceTime, {
    params: z.strictObject({ startUtc: timeOfDay, endUtc: timeOfDay }),
    input: (target, { startUtc, endUtc }) => ({ ...at(target), startTime: `${startUtc}Z`, endTime: `${endUtc}Z` }),
    aims: (_, { startUtc, endUtc }) => [
      { field: 'maintenance.startUtc', is: 'equal', value: startUtc },
      { field: 'maintenance.endUtc', is: 'equal', value: endUtc },
    ],
  }),
  // The call wants every node by its name.
  restart: action(op.restartInstance, {
    params: z.strictObject({}),
    gather: nodeNames,
    input: (target, _, nodes) => ({ ...at(target), opType: 1 as const, nodes }),
  }),
  'switch-ha': action(op.switchInstanceHA, {
    params: z.strictObject({}),
    refuses: ({ facts }) => (facts.replicas === 0 ? { code: 'no-replica' } : null),
    input: (target) => at(target),
  }),
  'minor-version': action(op.modifyInstanceMinorVersion, {
    params: z.strictObject({ of: z.enum(['redis', 'proxy']).default('redis'), version: z.string().min(1), inWindow }),
    inWindow: waits,
    choices: { version: builds },
    observe: upgrades,
    refusesChoice: onlyOffered,
    input: (target, { version, of, inWindow: later }) => ({
      ...at(target),
      effectiveTime: effective(later),
      ...(of === 'redis' ? { minorVersion: version } : { proxyMinorVersion: version }),
    }),
  }),
  flush: action(op.startClearData, clearing('AllData')),
  'flush-expired': action(op.startClearData, clearing('ExpiredData')),
  spec: action(op.modifyCacheInstanceClass, {
    params: z.strictObject({
      class: z.string().min(1),
      shards: z.number().int().min(2).optional(),
      parallel: noted(
        z.boolean().default(false),
        'All shards at the same time: faster, and takes more addresses of the subnet. For clusters.',
        '并行变更所有分片：更快，但占用子网更多 IP，仅集群适用。',
      ),
      inWindow,
    }),
    inWindow: waits,
    refusesChoice: ({ detail }, { parallel }) =>
      parallel && detail.facts.architecture === 'standard' ? { code: 'only-cluster' } : null,
    input: (target, { class: to, shards, parallel, inWindow: later }) => ({
      ...at(target),
      cacheInstanceClass: to,
      shardNumber: shards,
      parallel: parallel || undefined,
      effectiveTime: effective(later),
    }),
    aims: (_, { class: to, shards }) => [
      { field: 'facts.class', is: 'equal', value: to },
      ...(shards === undefined ? [] : [{ field: 'facts.shards', is: 'equal', value: shards } as const]),
    ],
  }),
  ...parameterActions,
  release: action(op.deleteCacheInstance, {
    params: z.strictObject({}),
    from: ['running', 'error'],
    refuses: ({ facts: { chargeType, expiresAt } }, now) =>
      chargeType === 'subscription' && !(expiresAt !== null && Date.parse(expiresAt) <= now.getTime())
        ? { code: 'not-ended' }
        : null,
    input: (target) => at(target),
    aims: () => [{ field: 'instance', is: 'gone' }],
  }),
}

/** Names of the nodes; `nodeName` is the machine each stands on. */
async function nodeNames(call: Call, target: Target): Promise<string[]> {
  const names: string[] = []
  for (let pageNumber = 1; ; pageNumber++) {
    const input = { ...at(target), pageNumber, pageSize: 100 }
    const { data } = await call(op.describeDetailNodeList, input, { region: target.region })
    const page = data.result.nodeList ?? []
    names.push(...page.flatMap(({ name }) => name ?? []))
    if (page.length < 100) return names
  }
}
