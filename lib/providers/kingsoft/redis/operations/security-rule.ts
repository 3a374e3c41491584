import { z } from 'zod'
import { operations } from '@/lib/operation'
import { availableZone, cacheId, done } from '../../request-fields'
import { securityRuleId, securityRuleList, securityRules } from '../../security-rule-fields'
import { API_VERSION, SERVICE } from '../service'

const security = { group: 'security', target: 'CacheId', manual: '概览' } as const
const instance = { AvailableZone: availableZone, CacheId: cacheId }

/**
 * The Redis manual names these in its overview only. The Memcached manual describes them, and a client of the vendor
 * sends them to this service with the same methods and parameters: see docs/providers/kingsoft.md.
 */
export const securityRuleOperations = operations(SERVICE, API_VERSION, {
  DescribeCacheSecurityRules: {
    ...security,
    method: 'GET',
    kind: 'read',
    probe: 'instance',
    summary: { en: 'List the address rules of an instance', zh: '查询实例安全规则' },
    request: z.strictObject(instance),
    response: securityRuleList,
  },
  SetCacheSecurityRules: {
    ...security,
    method: 'PUT',
    kind: 'write',
    once: true,
    summary: { en: 'Add address rules to an instance', zh: '添加实例安全规则' },
    request: z.strictObject({ ...instance, SecurityRules: securityRules }),
    response: done,
  },
  DeleteCacheSecurityRule: {
    ...security,
    method: 'DELETE',
    kind: 'destructive',
    once: true,
    summary: { en: 'Delete an address rule of an instance', zh: '删除实例安全规则' },
    request: z.strictObject({ ...instance, SecurityRuleId: securityRuleId }),
    response: done,
  },
})
