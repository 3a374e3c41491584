import { z } from 'zod'
import { noted } from '@/lib/operation'
import { list, object, scalar, text } from '@/lib/providers/fields'
import { cidr } from './request-fields'

/** `SecurityRules.Cidr.N`. */
export const securityRules = z.strictObject({ Cidr: z.array(cidr).min(1) })

export const securityRuleId = noted(
  z.number().int().min(0),
  'Rule id of DescribeCacheSecurityRules',
  'DescribeCacheSecurityRules 返回的规则 ID',
)

/** Rules of an instance; the id has two names in the manual. */
export const securityRuleList = object({
  RequestId: text(),
  Data: list(
    object({
      securityRuleId: scalar(),
      securityID: scalar(),
      cacheId: text(),
      protocol: text(),
      fromPort: scalar(),
      toPort: scalar(),
      cidr: text(),
    }),
  ),
})
