import { type Actions, action, type Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { adding, cidrsOf, deleting, seenRule, seenRules } from '../address-rules'
import { ruleRows } from '../rule-list'
import { kingsoftMemcachedOperations as op } from './catalog'

const at = ({ id }: Target) => ({ Engine: 'memcached' as const, CacheId: id })

const rulesOf = async (call: Call, target: Target) =>
  ruleRows((await call(op.DescribeCacheSecurityRules, at(target), { region: target.region })).data)

/** Who may connect to Memcached: rules of the instance. Its "set" adds, and nothing edits one. */
export const ruleActions = {
  'rule-add': action(op.SetCacheSecurityRules, {
    ...adding,
    observe: async (call, target) => seenRules(await rulesOf(call, target), []),
    input: (target, { addresses }) => ({ ...at(target), SecurityRules: { Cidr: cidrsOf(addresses) } }),
  }),
  'rule-delete': action(op.DeleteCacheSecurityRule, {
    ...deleting,
    observe: async (call, target, { rule }) => seenRule(await rulesOf(call, target), [], rule),
    input: (target, { rule }) => ({ ...at(target), SecurityRuleId: Number(rule) }),
  }),
} satisfies Actions
