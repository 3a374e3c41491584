import { z } from 'zod'
import { noted, operations, packed } from '@/lib/operation'
import { flag, list, number, object, scalar, text } from '@/lib/providers/fields'
import { API_VERSION, SERVICE } from '../service'

export const INSTANCE_STATUSES = [
  'Normal',
  'Creating',
  'Changing',
  'Inactive',
  'Flushing',
  'Released',
  'Transforming',
  'Unavailable',
  'Error',
  'Migrating',
  'BackupRecovering',
  'MinorVersionUpgrading',
  'NetworkModifying',
  'SSLModifying',
  'MajorVersionUpgrading',
] as const

const tags = object({ Tag: list(object({ Key: z.string(), Value: text() })) }).nullish()

/** What the list and the detail call both tell. Spellings in doubt come twice: tables and samples disagree. */
const common = {
  InstanceId: z.string(),
  InstanceName: text(),
  InstanceStatus: text(),
  InstanceState: text(),
  InstanceType: text(),
  InstanceClass: text(),
  ArchitectureType: text(),
  EngineVersion: text(),
  RegionId: text(),
  ZoneId: text(),
  SecondaryZoneId: text(),
  Capacity: number(),
  Bandwidth: number(),
  Connections: number(),
  QPS: number(),
  ShardCount: number(),
  ConnectionDomain: text(),
  Port: number(),
  PrivateIp: text(),
  NetworkType: text(),
  VpcId: text(),
  VSwitchId: text(),
  vSwitchId: text(),
  ChargeType: text(),
  CreateTime: text(),
  EndTime: text(),
  Config: text(),
  NodeType: text(),
  PackageType: text(),
  ResourceGroupId: text(),
  IsRds: flag(),
  /** Boolean in the list, text in the detail call. */
  HasRenewChangeOrder: scalar(),
  Tags: tags,
}

export const instanceOperations = operations(SERVICE, API_VERSION, {
  DescribeInstances: {
    method: 'GET',
    kind: 'read',
    probe: 'plain',
    group: 'instance',
    summary: { en: 'List instances of a region', zh: '查询一个地域的实例列表' },
    manual: '8.1',
    request: z.strictObject({
      RegionId: noted(z.string(), 'One call covers one region.', '每次调用仅查询一个地域。'),
      InstanceIds: packed(z.array(z.string().min(1)), 'comma').optional(),
      InstanceStatus: z.enum(INSTANCE_STATUSES).optional(),
      ChargeType: z.enum(['PrePaid', 'PostPaid']).optional(),
      NetworkType: z.enum(['CLASSIC', 'VPC']).optional(),
      EngineVersion: z.enum(['2.8', '4.0', '5.0']).optional(),
      InstanceClass: z.string().optional(),
      VpcId: z.string().optional(),
      VSwitchId: z.string().optional(),
      PageNumber: z.number().int().min(1).default(1),
      PageSize: z.number().int().min(1).max(50).default(10),
      InstanceType: noted(z.enum(['Redis', 'Memcache']).optional(), 'Engine.', '数据库引擎。'),
      SearchKey: noted(z.string().optional(), 'Part of the id or name.', '实例 ID 或名称的一部分。'),
      ArchitectureType: z.enum(['cluster', 'standard', 'rwsplit']).optional(),
      Expired: z.enum(['true', 'false']).optional(),
      ZoneId: z.string().optional(),
      Tag: noted(
        z
          .array(z.strictObject({ Key: z.string(), Value: z.string().optional() }))
          .max(5)
          .optional(),
        'Up to five; an instance must carry all of them.',
        '最多五个标签，实例须同时具备。',
      ),
      ResourceGroupId: z.string().optional(),
      GlobalInstance: noted(
        z.boolean().optional(),
        'true: only children of distributed instances; false: none of them.',
        'true 仅查询分布式实例的子实例，false 则排除子实例。',
      ),
      EditionType: z.enum(['Community', 'Enterprise']).optional(),
      PrivateIp: noted(z.string().optional(), 'Internal address.', '内网 IP 地址。'),
    }),
    response: object({
      TotalCount: z.number(),
      PageNumber: number(),
      PageSize: number(),
      Instances: object({
        KVStoreInstance: list(
          object({
            ...common,
            ConnectionMode: text(),
            DestroyTime: text(),
            ReplicatId: text(),
            SearchKey: text(),
            UserName: text(),
          }),
        ),
      }),
      RequestId: text(),
    }),
  },
  DescribeInstanceAttribute: {
    method: 'GET',
    kind: 'read',
    probe: 'instance',
    group: 'instance',
    summary: { en: 'Details of an instance', zh: '查询实例详情' },
    target: 'InstanceId',
    manual: '8.2',
    request: z.strictObject({
      InstanceId: z.string(),
      RegionId: z.string().optional(),
    }),
    response: object({
      Instances: object({
        DBInstanceAttribute: list(
          object({
            ...common,
            AuditLogRetention: text(),
            AvailabilityValue: text(),
            Engine: text(),
            GlobalInstanceId: text(),
            InstanceReleaseProtection: flag(),
            MaintainStartTime: text(),
            MaintainEndTime: text(),
            ReplicaId: text(),
            ReplicationMode: text(),
            SecurityIPList: text(),
            /** `Open`: a password is needed; `Close`: password-free inside the VPC. */
            VpcAuthMode: text(),
            VpcCloudInstanceId: text(),
            ZoneType: text(),
          }),
        ),
      }),
      RequestId: text(),
    }),
  },
})
