import { z } from 'zod'
import { noted, operations, packed } from '@/lib/operation'
import { list, object, text } from '@/lib/providers/fields'
import { API_VERSION, SERVICE } from '../service'
import { instanceId, regionId } from './inputs'

/** One IPv4 address or block; the manual gives prefixes from 1 to 32 and allows 0.0.0.0/0 beside them. */
const ADDRESS =
  /^((25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(25[0-5]|2[0-4]\d|1?\d?\d)(\/([1-9]|[12]\d|3[0-2]))?$|^0\.0\.0\.0\/0$/

export const securityOperations = operations(SERVICE, API_VERSION, {
  DescribeSecurityIps: {
    method: 'GET',
    kind: 'read',
    probe: 'instance',
    group: 'security',
    target: 'InstanceId',
    summary: { en: 'IP whitelist groups of an instance', zh: '查询实例的 IP 白名单' },
    manual: '15.1',
    request: z.strictObject({ InstanceId: instanceId(), RegionId: regionId() }),
    response: object({
      SecurityIpGroups: object({
        SecurityIpGroup: list(
          object({
            SecurityIpGroupName: text(),
            /** `hidden`: not shown in the vendor's console. */
            SecurityIpGroupAttribute: text(),
            /** Addresses and blocks with commas between them. */
            SecurityIpList: text(),
          }),
        ),
      }),
      RequestId: text(),
    }),
  },
  ModifySecurityIps: {
    method: 'POST',
    kind: 'destructive',
    once: true,
    group: 'security',
    target: 'InstanceId',
    summary: {
      en: 'Replace, extend or shrink an IP whitelist group: clients left out are refused',
      zh: '修改 IP 白名单分组，不在白名单内的客户端将被拒绝',
    },
    manual: '15.2',
    request: z.strictObject({
      InstanceId: instanceId(),
      SecurityIps: packed(
        noted(
          z.array(z.string().regex(ADDRESS)).min(1).max(1_000),
          'IPv4 addresses and CIDR blocks (prefix 1 to 32). 0.0.0.0/0 lets everybody in.',
          'IPv4 地址或 CIDR 网段（前缀 1 至 32）。0.0.0.0/0 表示不限制来源。',
        ),
        'comma',
      ),
      SecurityIpGroupName: noted(
        z.string().min(1).default('default'),
        'Group to change; one that is not there is made. The manual names no default; we always send one.',
        '要修改的分组，不存在时新建。手册未说明默认值，控制台始终明确发送。',
      ),
      SecurityIpGroupAttribute: noted(
        z.enum(['', 'hidden']).optional(),
        'hidden: not shown in the vendor’s console.',
        'hidden 表示不在云平台控制台显示。',
      ),
      ModifyMode: noted(
        z.enum(['Cover', 'Append', 'Delete']).default('Cover'),
        'Cover replaces the group, Append adds, Delete removes the addresses given.',
        'Cover 覆盖整个分组，Append 追加，Delete 删除所列地址。',
      ),
      RegionId: regionId(),
    }),
    response: object({ RequestId: text() }),
  },
  DescribeSecurityGroupConfiguration: {
    method: 'GET',
    kind: 'read',
    probe: 'instance',
    group: 'security',
    target: 'InstanceId',
    summary: { en: 'ECS security groups in the whitelist of an instance', zh: '查询白名单中的 ECS 安全组' },
    manual: '15.3',
    request: z.strictObject({ InstanceId: instanceId(), RegionId: regionId() }),
    response: object({
      Items: object({
        EcsSecurityGroupRelation: list(object({ SecurityGroupId: text(), RegionId: text(), NetType: text() })),
      }),
      RequestId: text(),
    }),
  },
  ModifySecurityGroupConfiguration: {
    method: 'POST',
    kind: 'destructive',
    once: true,
    group: 'security',
    target: 'DBInstanceId',
    summary: {
      en: 'Replace all security groups in the whitelist of an instance',
      zh: '重新设置白名单中的安全组，原有安全组全部移除',
    },
    manual: '15.4',
    request: z.strictObject({
      DBInstanceId: instanceId(),
      SecurityGroupId: packed(
        noted(
          z
            .array(z.string().regex(/^sg-\w+$/))
            .min(1)
            .max(10),
          'The complete list: groups left out are removed. How to remove the last one is not documented.',
          '完整的安全组列表，未列出的将被移除；手册未说明如何移除最后一个。',
        ),
        'comma',
      ),
      RegionId: regionId(),
    }),
    response: object({ RequestId: text() }),
  },
})
