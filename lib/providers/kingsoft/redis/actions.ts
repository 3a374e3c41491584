import { z } from 'zod'
import { type Actions, action, type Target } from '@/lib/providers/actions'
import { gone, named, notCluster, sized } from '../actions'
import { longName, password, resizeCapacity } from '../request-fields'
import { kingsoftRedisOperations as op } from './catalog'

const at = ({ id, locator }: Target) => ({ AvailableZone: locator.zone, CacheId: id })
const nothing = z.strictObject({})

/** What Kingsoft Redis can do with one instance. No manual says which states allow what: running, but for a lock. */
export const actions: Actions = {
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
  spec: action(op.ResizeCacheCluster, {
    params: z.strictObject({ gb: resizeCapacity }),
    refuses: notCluster,
    input: (target, { gb }) => ({ ...at(target), Capacity: gb }),
    aims: (_, { gb }) => sized(gb),
  }),
  release: action(op.DeleteCacheCluster, {
    params: nothing,
    from: ['running', 'locked', 'error'],
    input: at,
    aims: gone,
  }),
}
