import { z } from 'zod'
import { customerData, noted, operations } from '@/lib/operation'
import { list, object, scalar, text } from '@/lib/providers/fields'
import { needs, withRules } from '@/lib/rules'
import { API_VERSION, SERVICE } from '../service'
import { endAfterStart, instanceId, minute, page30To100, pageNumber, regionId, second, withinADay } from './inputs'

const node = () =>
  noted(
    z.string().min(1),
    'One node; cluster and read/write splitting only.',
    '单个节点，仅适用于集群和读写分离架构。',
  ).optional()
const database = () => z.string().regex(/^\d+$/).optional()
const keyword = () => noted(z.string().min(1), 'One word to look for.', '要匹配的关键字。').optional()
const counters = {
  PageNumber: scalar(),
  PageSize: scalar(),
  PageRecordCount: scalar(),
  TotalRecordCount: scalar(),
}

export const logOperations = operations(SERVICE, API_VERSION, {
  InitializeKvstorePermission: {
    method: 'POST',
    kind: 'write',
    once: true,
    group: 'log',
    summary: {
      en: 'Give the service the role that log management needs, once per account',
      zh: '授权服务关联角色以使用日志管理，每个账号一次',
    },
    manual: '14.1',
    request: z.strictObject({ RegionId: regionId() }),
    response: object({ RequestId: text() }),
  },
  ModifyAuditLogConfig: {
    method: 'POST',
    kind: 'write',
    once: true,
    costs: true,
    group: 'log',
    target: 'InstanceId',
    summary: { en: 'Switch the audit log and set how long it is kept', zh: '开关审计日志并设置保留天数' },
    manual: '14.2',
    request: withRules(
      z.strictObject({
        InstanceId: instanceId(),
        DbAudit: noted(
          z.boolean().default(true),
          'Audit logs are billed. Data and proxy nodes are switched together.',
          '审计日志按量收费；数据节点与代理节点一并开关。',
        ),
        Retention: noted(
          z.number().int().min(1).max(365),
          'Days. Counts for every instance of the region.',
          '保留天数，对该地域的所有实例生效。',
        ).optional(),
        RegionId: regionId(),
      }),
      needs('Retention', { DbAudit: true }),
    ),
    response: object({ RequestId: text() }),
  },
  DescribeAuditRecords: {
    method: 'GET',
    kind: 'read',
    group: 'log',
    target: 'InstanceId',
    summary: { en: 'Audit log of an instance', zh: '查询审计日志' },
    manual: '14.3',
    request: withRules(
      z.strictObject({
        InstanceId: instanceId(),
        StartTime: second(),
        EndTime: second(),
        HostAddress: noted(z.string().min(1), 'Address of the client.', '客户端地址。').optional(),
        NodeId: node(),
        AccountName: z.string().min(1).optional(),
        DatabaseName: database(),
        QueryKeywords: keyword(),
        PageSize: noted(
          z.number().int().min(1).max(100).default(30),
          'The manual names no limit; we ask for at most 100.',
          '手册未说明上限，控制台最多请求 100 条。',
        ),
        PageNumber: pageNumber(),
        RegionId: regionId(),
      }),
      endAfterStart,
      withinADay,
    ),
    response: object({
      Items: object({
        SQL: list(
          object({
            AccountName: text(),
            DatabaseName: text(),
            ExecuteTime: text(),
            HostAddress: text(),
            IPAddress: text(),
            NodeId: text(),
            SQLText: customerData(text()),
            SQLType: text(),
            /** A duration in spite of its name; its unit is not documented. */
            TotalExecutionTimes: scalar(),
          }),
        ),
      }).nullish(),
      ...counters,
      StartTime: text(),
      EndTime: text(),
      /** The instance's id, really. */
      InstanceName: text(),
      RequestId: text(),
    }),
  },
  DescribeRunningLogRecords: {
    method: 'GET',
    kind: 'read',
    group: 'log',
    target: 'InstanceId',
    summary: { en: 'Running log of an instance', zh: '查询运行日志' },
    manual: '14.4',
    request: withRules(
      z.strictObject({
        InstanceId: instanceId(),
        StartTime: minute(),
        EndTime: minute(),
        NodeId: node(),
        DBName: database(),
        RoleType: z.enum(['master', 'slave']).default('master'),
        PageSize: page30To100(),
        PageNumber: pageNumber(),
        ResourceGroupId: z.string().min(1).optional(),
        CharacterType: noted(
          z.enum(['proxy', 'db', 'cs']),
          'Kind of node: proxy, data node or config server. Goes with NodeId.',
          '节点类型：代理、数据节点或配置服务器，与 NodeId 一同使用。',
        ).optional(),
        QueryKeyword: keyword(),
        OrderType: z.enum(['asc', 'desc']).optional(),
        RegionId: regionId(),
      }),
      endAfterStart,
      withinADay,
      needs('CharacterType', 'NodeId'),
    ),
    response: object({
      Engine: text(),
      InstanceId: text(),
      Items: object({
        LogRecords: list(
          object({
            /** The line; its own time is China time. */
            Content: customerData(text()),
            CreateTime: text(),
            InstanceId: text(),
            NodeId: text(),
          }),
        ),
      }).nullish(),
      ...counters,
      StartTime: text(),
      RequestId: text(),
    }),
  },
  DescribeSlowLogRecords: {
    method: 'GET',
    kind: 'read',
    group: 'log',
    target: 'InstanceId',
    summary: { en: 'Slow log of an instance', zh: '查询慢日志' },
    manual: '14.5',
    request: withRules(
      z.strictObject({
        InstanceId: instanceId(),
        StartTime: minute(),
        EndTime: minute(),
        RegionId: regionId(),
        NodeId: node(),
        DBName: database(),
        PageSize: page30To100(),
        PageNumber: pageNumber(),
        SlowLogRecordType: noted(
          z.enum(['proxy', 'db']).default('db'),
          'Slow log of the proxies or of the data nodes.',
          '代理节点或数据节点的慢日志。',
        ),
        QueryKeyword: keyword(),
        OrderType: z.enum(['ASC', 'DESC']).default('DESC'),
        OrderBy: noted(
          z.enum(['execution_time', 'latency']).default('execution_time'),
          'execution_time: when the command ran; latency: how long it took.',
          'execution_time：命令执行的时刻；latency：命令耗时。',
        ),
      }),
      endAfterStart,
      withinADay,
    ),
    response: object({
      Engine: text(),
      InstanceId: text(),
      Items: object({
        LogRecords: list(
          object({
            Account: text(),
            AccountName: text(),
            Command: customerData(text()),
            DBName: text(),
            DataBaseName: text(),
            /** Milliseconds, while the threshold `slowlog-log-slower-than` is in microseconds. */
            ElapsedTime: scalar(),
            ExecuteTime: text(),
            IPAddress: text(),
            NodeId: text(),
          }),
        ),
      }).nullish(),
      ...counters,
      StartTime: text(),
      RequestId: text(),
    }),
  },
})
