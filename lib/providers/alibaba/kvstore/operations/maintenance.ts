import { z } from 'zod'
import { noted, operations, packed } from '@/lib/operation'
import { list, number, object, scalar, text } from '@/lib/providers/fields'
import { API_VERSION, SERVICE } from '../service'
import { pageNumber, regionId, second } from './inputs'

export const MAINTENANCE_TYPES = ['rds_apsaradb_ha', 'rds_apsaradb_transfer', 'rds_apsaradb_upgrade'] as const

export const maintenanceOperations = operations(SERVICE, API_VERSION, {
  DescribeActiveOperationTask: {
    method: 'GET',
    kind: 'read',
    probe: 'plain',
    group: 'task',
    summary: { en: 'Maintenance that the cloud plans or has done', zh: '查询云平台计划和已完成的运维事件' },
    manual: '19.1',
    request: z.strictObject({
      Region: noted(z.string().min(1), 'A region, or all.', '地域 ID，或 all 表示全部。'),
      TaskType: noted(
        z.enum(['all', ...MAINTENANCE_TYPES]),
        'Switchover, migration or upgrade.',
        '主备切换、实例迁移或版本升级。',
      ),
      RegionId: noted(
        z.string().min(1),
        'Region of the call; Region is the filter.',
        '调用地域，过滤请用 Region。',
      ).optional(),
      IsHistory: noted(z.literal([0, 1]).default(0), '1: what is past.', '1 表示历史事件。'),
      PageSize: noted(
        z.number().int().min(10).default(30),
        'More than 10 says the manual; whether 10 is allowed is unclear.',
        '手册要求大于 10，10 是否可用不明确。',
      ),
      PageNumber: pageNumber(),
    }),
    response: object({
      Items: list(
        object({
          Id: scalar(),
          InsName: text(),
          DbType: text(),
          Region: text(),
          TaskType: text(),
          /** 2 waiting for its time, 3 waiting, 4 running, 5 done, 6 failed, 7 cancelled. */
          Status: number(),
          CreatedTime: text(),
          ModifiedTime: text(),
          StartTime: text(),
          SwitchTime: text(),
          Deadline: text(),
          PrepareInterval: text(),
        }),
      ),
      PageNumber: number(),
      PageSize: number(),
      TotalRecordCount: number(),
      RequestId: text(),
    }),
  },
  ModifyActiveOperationTask: {
    method: 'POST',
    kind: 'write',
    once: true,
    group: 'task',
    summary: { en: 'Move the switchover of planned maintenance', zh: '修改运维事件的切换时间' },
    manual: '19.2',
    request: z.strictObject({
      Ids: packed(
        noted(
          z.array(z.string().regex(/^\d+$/)).min(1),
          'Ids of DescribeActiveOperationTask.',
          'DescribeActiveOperationTask 返回的 Id。',
        ),
        'comma',
      ),
      SwitchTime: noted(
        second(),
        'UTC, not after the Deadline of any of them.',
        'UTC 时间，不得晚于各事件的 Deadline。',
      ),
      RegionId: regionId(),
    }),
    response: object({ Ids: scalar(), RequestId: text() }),
  },
})
