import { z } from 'zod'
import { noted, operations, packed } from '@/lib/operation'
import { list, object, scalar, text } from '@/lib/providers/fields'
import { API_VERSION, SERVICE } from '../service'
import { instanceId, regionId } from './inputs'

const running = list(
  object({
    ParameterName: text(),
    ParameterValue: scalar(),
    ParameterDescription: text(),
    /** `[a|b]`, `[min-max]` or a regular expression. */
    CheckingCode: text(),
    ForceRestart: scalar(),
    ModifiableStatus: scalar(),
  }),
)

export const parameterOperations = operations(SERVICE, API_VERSION, {
  DescribeParameterTemplates: {
    method: 'GET',
    kind: 'read',
    group: 'parameter',
    summary: { en: 'Parameters and defaults of an architecture and version', zh: '查询各架构和版本的参数及默认值' },
    manual: '16.1',
    request: z.strictObject({
      CharacterType: noted(
        z.enum(['logic', 'normal']),
        'logic: cluster and read/write splitting; normal: master and replica.',
        'logic：集群与读写分离；normal：主从。',
      ),
      Engine: z.literal('Redis').default('Redis'),
      EngineVersion: z.enum(['2.8', '4.0', '5.0']),
      RegionId: regionId(),
      ResourceGroupId: z.string().min(1).optional(),
    }),
    response: object({
      Engine: text(),
      EngineVersion: text(),
      ParameterCount: scalar(),
      Parameters: object({
        TemplateRecord: list(
          object({
            ParameterName: text(),
            ParameterValue: scalar(),
            ParameterDescription: text(),
            CheckingCode: text(),
            /** True, or 1 in the samples: can be changed. */
            ForceModify: scalar(),
            ForceRestart: scalar(),
          }),
        ),
      }).nullish(),
      RequestId: text(),
    }),
  },
  DescribeInstanceConfig: {
    method: 'GET',
    kind: 'read',
    probe: 'instance',
    group: 'parameter',
    target: 'InstanceId',
    summary: { en: 'Parameters set on an instance, as one JSON text', zh: '查询实例的参数配置（JSON 文本）' },
    manual: '16.2',
    request: z.strictObject({ InstanceId: instanceId(), RegionId: regionId() }),
    response: object({ Config: text(), RequestId: text() }),
  },
  DescribeParameters: {
    method: 'GET',
    kind: 'read',
    probe: 'instance',
    group: 'parameter',
    target: 'DBInstanceId',
    summary: { en: 'Parameters of an instance with the values they may take', zh: '查询实例参数及其取值范围' },
    manual: '16.3',
    request: z.strictObject({
      DBInstanceId: instanceId(),
      NodeId: noted(z.string().min(1), 'One node of a cluster.', '集群的一个节点。').optional(),
    }),
    response: object({
      Engine: text(),
      EngineVersion: text(),
      ConfigParameters: object({ Parameter: running }).nullish(),
      RunningParameters: object({ Parameter: running }).nullish(),
      RequestId: text(),
    }),
  },
  ModifyInstanceConfig: {
    method: 'POST',
    kind: 'destructive',
    once: true,
    group: 'parameter',
    target: 'InstanceId',
    summary: {
      en: 'Change parameters of an instance; another eviction policy can evict keys',
      zh: '修改实例参数，更改淘汰策略可能导致键被淘汰',
    },
    manual: '16.4',
    request: z.strictObject({
      InstanceId: instanceId(),
      Config: packed(
        noted(
          z.record(z.string().min(1), z.union([z.string(), z.number(), z.boolean()])),
          'Name and new value; parameters not named keep theirs.',
          '参数名和新值，未列出的参数保持不变。',
        ),
        'json',
      ),
      RegionId: regionId(),
    }),
    response: object({ RequestId: text() }),
  },
})
