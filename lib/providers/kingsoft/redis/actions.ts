import { z } from 'zod'
import { noted } from '@/lib/operation'
import { type Actions, action, type Target } from '@/lib/providers/actions'
import { gone, named, notCluster, onlyLarger, sized } from '../actions'
import { longName, password, resizeCapacity } from '../request-fields'
import { accessActions } from './actions-access'
import { backupActions } from './actions-backup'
import { connectionActions } from './actions-connections'
import { diagnosticsActions } from './actions-diagnostics'
import { groupActions } from './actions-groups'
import { parameterGroupActions } from './actions-parameter-groups'
import { parameterActions } from './actions-parameters'
import { kingsoftRedisOperations as op } from './catalog'
import { directAccess, hasNodes, MOST_NODES, nodesOf, onlyCluster4, onlyStandard, readOnlyNodes } from './observe'

const at = ({ id, locator }: Target) => ({ AvailableZone: locator.zone, CacheId: id })
const nothing = z.strictObject({})

/** What Kingsoft Redis can do with one instance. No manual says which states allow what: running, but for a lock. */
export const actions: Actions = {
  ...backupActions,
  ...diagnosticsActions,
  ...parameterGroupActions,
  ...connectionActions,
  rename: action(op.RenameCacheCluster, {
    params: z.strictObject({ name: longName('New name', '新名称') }),
    from: ['running', 'locked', 'expired'],
    rest: ['running', 'locked', 'expired'],
    input: (target, { name }) => ({ ...at(target), Name: name }),
    aims: (_, { name }) => named(name),
  }),
  password: action(op.UpdatePassword, {
    params: z.strictObject({ password: password() }),
    input: (target, params) => ({ ...at(target), Password: params.password }),
  }),
  restart: action(op.RestartCacheCluster, { params: nothing, from: ['running', 'error'], input: at }),
  flush: action(op.FlushCacheCluster, { params: nothing, input: at }),
  lock: action(op.LockCacheCluster, {
    params: nothing,
    rest: ['locked', 'expired'],
    input: at,
    aims: () => [{ field: 'facts.status', is: 'equal', value: 'locked' }],
  }),
  unlock: action(op.UnlockCacheCluster, {
    params: nothing,
    from: ['locked'],
    input: at,
    aims: () => [{ field: 'facts.status', is: 'equal', value: 'running' }],
  }),
  'direct-on': action(op.OpenDirectAccessToCluster, {
    params: nothing,
    refuses: onlyCluster4,
    observe: directAccess,
    input: at,
    aims: () => [{ field: 'seen.directAccess', is: 'equal', value: true }],
  }),
  'direct-off': action(op.CloseDirectAccessToCluster, {
    params: nothing,
    refuses: onlyCluster4,
    observe: directAccess,
    input: at,
    aims: () => [{ field: 'seen.directAccess', is: 'equal', value: false }],
  }),
  'add-node': action(op.AddCacheSlaveNode, {
    params: z.strictObject({
      address: noted(
        z.ipv4(),
        'Fixed address of the node; assigned when left out',
        '节点的固定 IP，不填则自动分配',
      ).optional(),
    }),
    refuses: (detail) =>
      onlyStandard(detail) ??
      (Number(detail.seen?.readOnlyNodes ?? 0) >= MOST_NODES
        ? { code: 'nodes-full', params: { most: MOST_NODES } }
        : null),
    observe: readOnlyNodes,
    input: (target, { address }) => ({ ...at(target), SlaveVip: address }),
    aims: ({ detail: { seen } }) =>
      typeof seen?.readOnlyNodes === 'number'
        ? [{ field: 'seen.readOnlyNodes', is: 'equal', value: seen.readOnlyNodes + 1 }]
        : [],
  }),
  'delete-node': action(op.DeleteCacheSlaveNode, {
    params: z.strictObject({
      node: noted(z.string().min(1), 'Id of the read-only node', '只读节点 ID'),
    }),
    refuses: hasNodes,
    choices: { node: { operation: op.DescribeCacheReadonlyNode, list: nodesOf, none: 'no-nodes' } },
    refusesChoice: ({ detail: { seen } }, { node }) =>
      seen && seen.nodeThere === false ? { code: 'no-such-node', params: { node, there: String(seen.nodes) } } : null,
    observe: readOnlyNodes,
    input: (target, { node }) => ({ ...at(target), NodeId: node }),
    aims: () => [{ field: 'seen.nodeThere', is: 'equal', value: false }],
  }),
  spec: action(op.ResizeCacheCluster, {
    params: z.strictObject({ gb: resizeCapacity }),
    refuses: notCluster,
    refusesChoice: onlyLarger,
    input: (target, { gb }) => ({ ...at(target), Capacity: gb }),
    aims: (_, { gb }) => sized(gb),
  }),
  ...accessActions,
  ...groupActions,
  ...parameterActions,
  release: action(op.DeleteCacheCluster, {
    params: nothing,
    from: ['running', 'locked', 'error'],
    input: at,
    aims: gone,
  }),
}
