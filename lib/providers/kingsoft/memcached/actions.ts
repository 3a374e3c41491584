import { z } from 'zod'
import { type Actions, action, type Target } from '@/lib/providers/actions'
import { gone, named, notCluster, onlyLarger, sized } from '../actions'
import { longName, password, resizeCapacity } from '../request-fields'
import { ruleActions } from './actions-rules'
import { kingsoftMemcachedOperations as op } from './catalog'

const at = ({ id }: Target) => ({ CacheId: id })
const nothing = z.strictObject({})

/** What Kingsoft Memcached can do with one instance. */
export const actions: Actions = {
  rename: action(op.RenameCacheCluster, {
    params: z.strictObject({ name: longName('New name', '新名称') }),
    from: ['running', 'locked', 'expired'],
    rest: ['running', 'locked', 'expired'],
    input: (target, { name }) => ({ ...at(target), Name: name }),
    aims: (_, { name }) => named(name),
  }),
  // Left out, the row takes the password away: here it must be there.
  password: action(op.UpdatePassword, {
    params: z.strictObject({ password: password() }),
    input: (target, params) => ({ ...at(target), Password: params.password }),
  }),
  flush: action(op.FlushCacheCluster, { params: nothing, input: at }),
  spec: action(op.ResizeCacheCluster, {
    params: z.strictObject({ gb: resizeCapacity }),
    refuses: notCluster,
    refusesChoice: onlyLarger,
    input: (target, { gb }) => ({ ...at(target), Capacity: gb }),
    aims: (_, { gb }) => sized(gb),
  }),
  ...ruleActions,
  release: action(op.DeleteCacheCluster, {
    params: nothing,
    from: ['running', 'locked', 'error'],
    input: at,
    aims: gone,
  }),
}
