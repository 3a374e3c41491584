import { z } from 'zod'
import { noted, operations } from '@/lib/operation'
import { list, number, object, text } from '@/lib/providers/fields'
import { availableZone, cacheId, cidr, done, id, offset, shortName } from '../../request-fields'
import { API_VERSION, SERVICE } from '../service'

const security = { group: 'security' } as const
const group = id('Security group id', '安全组 ID')
const ids = (item: typeof group) => z.array(item).min(1)
const limit = (preset: number) => z.number().int().min(1).max(1_000).default(preset)
const named = {
  Name: shortName('Name', '名称'),
  Description: shortName('Description', '描述'),
}

const groupFields = {
  securityGroupId: z.string(),
  name: text(),
  description: text(),
  /** Instances that it is bound to. */
  resourceNum: number(),
  created: text(),
  updated: text(),
}
const oneGroup = object({ RequestId: text(), Data: object(groupFields) })
/** A success can hold failures: one entry for each instance that was not changed. */
const notBound = object({
  RequestId: text(),
  Data: list(object({ cacheId: text(), name: text(), message: text() })),
})

export const securityGroupOperations = operations(SERVICE, API_VERSION, {
  CreateSecurityGroup: {
    ...security,
    method: 'POST',
    kind: 'write',
    once: true,
    summary: { en: 'Create an empty security group', zh: '创建安全组' },
    manual: 'CreateSecurityGroup',
    request: z.strictObject({ AvailableZone: availableZone, ...named }),
    response: oneGroup,
  },
  CloneSecurityGroup: {
    ...security,
    method: 'POST',
    kind: 'write',
    once: true,
    summary: { en: 'Copy a security group', zh: '克隆安全组' },
    manual: 'CloneSecurityGroup',
    request: z.strictObject({
      AvailableZone: noted(
        z.string(),
        "Zone of the copy; the region's a zone when left out",
        '新安全组所在可用区；不填时为该地域的 a 可用区',
      ).optional(),
      ...named,
      SrcSecurityGroupId: id('Group to copy', '源安全组 ID'),
    }),
    response: oneGroup,
  },
  // Both fields are demanded: whoever changes one must send the other as it is.
  ModifySecurityGroup: {
    ...security,
    method: 'POST',
    kind: 'write',
    once: true,
    summary: { en: 'Rename a security group', zh: '修改安全组名称与描述' },
    manual: 'ModifySecurityGroup',
    request: z.strictObject({ AvailableZone: availableZone, SecurityGroupId: group, ...named }),
    response: done,
  },
  DeleteSecurityGroup: {
    ...security,
    method: 'POST',
    kind: 'destructive',
    once: true,
    target: 'SecurityGroupId',
    summary: { en: 'Delete security groups', zh: '删除安全组' },
    manual: 'DeleteSecurityGroup',
    request: z.strictObject({ AvailableZone: availableZone, SecurityGroupId: ids(group) }),
    response: object({ RequestId: text(), Data: list(object({ securityGroupId: text(), message: text() })) }),
  },
  DescribeSecurityGroups: {
    ...security,
    method: 'GET',
    kind: 'read',
    probe: 'plain',
    summary: { en: 'List security groups', zh: '查询安全组列表' },
    manual: 'DescribeSecurityGroups',
    request: z.strictObject({
      AvailableZone: availableZone,
      Offset: offset,
      Limit: limit(10),
      CacheId: id('Instance id; counts only with FilterCache', '实例 ID，与 FilterCache 一起使用').optional(),
      FilterCache: noted(
        z.boolean(),
        'With CacheId: true lists the groups of that instance, false all others',
        '与 CacheId 一起使用：true 查询该实例的安全组，false 查询其余安全组',
      ).optional(),
      SearchKey: noted(z.string(), 'Part of name or description', '名称或描述中的文字').optional(),
    }),
    response: object({
      RequestId: text(),
      Data: object({ list: list(object(groupFields)), offset: number(), limit: number(), total: number() }),
    }),
  },
  DescribeSecurityGroup: {
    ...security,
    method: 'GET',
    kind: 'read',
    summary: { en: 'Rules of a security group', zh: '查询安全组详情' },
    manual: 'DescribeSecurityGroup',
    request: z.strictObject({
      AvailableZone: availableZone,
      SecurityGroupId: group,
      SearchKey: noted(z.string(), 'Part of an address', '地址中的文字').optional(),
      Offset: offset,
      Limit: limit(1_000),
    }),
    response: object({
      RequestId: text(),
      Data: object({
        ...groupFields,
        rules: list(
          object({
            id: z.string(),
            cidr: text(),
            /** `yyyy-MM-ddTHH:mm:ss`, China time, unlike the group's own times. */
            createAt: text(),
            fromPort: number(),
            toPort: number(),
            protocol: text(),
          }),
        ),
        total: number(),
      }),
    }),
  },
  CreateSecurityGroupRule: {
    ...security,
    method: 'POST',
    kind: 'write',
    once: true,
    summary: { en: 'Add rules to a security group', zh: '添加安全组规则' },
    manual: 'CreateSecurityGroupRule',
    request: z.strictObject({
      AvailableZone: availableZone,
      SecurityGroupId: group,
      // 200 is our limit: all of them travel in the address, and more would not fit where 8 KB are allowed.
      Cidrs: noted(
        z.array(cidr).min(1).max(200),
        'At most 200 at once; a group holds 1,000 rules',
        '一次最多 200 条；每个安全组最多 1000 条规则',
      ),
    }),
    response: done,
  },
  DeleteSecurityGroupRule: {
    ...security,
    method: 'POST',
    kind: 'destructive',
    once: true,
    target: 'SecurityGroupId',
    summary: { en: 'Delete rules of a security group', zh: '删除安全组规则' },
    manual: 'DeleteSecurityGroupRule',
    request: z.strictObject({
      AvailableZone: availableZone,
      SecurityGroupId: group,
      SecurityGroupRuleId: ids(id('Rule id of DescribeSecurityGroup', 'DescribeSecurityGroup 返回的规则 ID')),
    }),
    response: done,
  },
  AllocateSecurityGroup: {
    ...security,
    method: 'POST',
    kind: 'write',
    once: true,
    target: 'CacheId',
    summary: { en: 'Bind security groups to instances', zh: '为实例绑定安全组' },
    manual: 'AllocateSecurityGroup',
    request: z.strictObject({
      AvailableZone: availableZone,
      CacheId: ids(cacheId),
      SecurityGroupId: ids(group),
    }),
    response: notBound,
  },
  DeallocateSecurityGroup: {
    ...security,
    method: 'POST',
    kind: 'destructive',
    once: true,
    target: 'CacheId',
    summary: { en: 'Unbind a security group from instances', zh: '为实例解绑安全组' },
    manual: 'DeallocateSecurityGroup',
    request: z.strictObject({ AvailableZone: availableZone, CacheId: ids(cacheId), SecurityGroupId: group }),
    response: notBound,
  },
  DescribeInstances: {
    ...security,
    method: 'GET',
    kind: 'read',
    summary: { en: 'Instances with or without a security group', zh: '查询绑定或未绑定某安全组的实例' },
    manual: 'DescribeInstances',
    request: z.strictObject({
      AvailableZone: availableZone,
      Offset: offset,
      Limit: limit(10),
      SecurityGroupId: group,
      FilterCache: noted(
        z.boolean(),
        'true lists instances that the group is bound to, false all others',
        'true 查询已绑定该安全组的实例，false 查询未绑定的实例',
      ).optional(),
      SearchKey: noted(z.string(), 'Part of name or address', '名称或地址中的文字').optional(),
    }),
    response: object({
      RequestId: text(),
      Data: object({
        list: list(object({ id: z.string(), name: text(), ip: text(), mode: number(), created: text() })),
        offset: number(),
        limit: number(),
        total: number(),
      }),
    }),
  },
})
