import { z } from 'zod'
import { operations } from '@/lib/operation'
import { cacheId, done } from '../../request-fields'
import { securityRuleId, securityRuleList, securityRules } from '../../security-rule-fields'
import { API_VERSION, SERVICE } from '../service'

const security = { group: 'security', target: 'CacheId' } as const
const instance = { Engine: z.literal('memcached').default('memcached'), CacheId: cacheId }

export const securityRuleOperations = operations(SERVICE, API_VERSION, {
  DescribeCacheSecurityRules: {
    ...security,
    method: 'GET',
    kind: 'read',
    probe: 'instance',
    summary: { en: 'List the address rules of an instance', zh: '查询实例安全规则' },
    manual: 'DescribeCacheSecurityRules',
    request: z.strictObject(instance),
    response: securityRuleList,
  },
  // Named "set", and described as adding: the rules that are there stay.
  SetCacheSecurityRules: {
    ...security,
    method: 'PUT',
    kind: 'write',
    once: true,
    summary: { en: 'Add address rules to an instance', zh: '添加实例安全规则' },
    manual: 'SetCacheSecurityRules',
    request: z.strictObject({ ...instance, SecurityRules: securityRules }),
    response: done,
  },
  DeleteCacheSecurityRule: {
    ...security,
    method: 'DELETE',
    kind: 'destructive',
    once: true,
    summary: { en: 'Delete an address rule of an instance', zh: '删除实例安全规则' },
    manual: 'DeleteCacheSecurityRule',
    request: z.strictObject({ ...instance, SecurityRuleId: securityRuleId }),
    response: done,
  },
})
