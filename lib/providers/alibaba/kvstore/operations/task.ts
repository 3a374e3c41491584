import { z } from 'zod'
import { noted, operations, packed } from '@/lib/operation'
import { list, number, object, scalar, text } from '@/lib/providers/fields'
import { withRules } from '@/lib/rules'
import { API_VERSION, SERVICE } from '../service'
import { endAfterStart, instanceId, minute, page30To100, pageNumber, regionId } from './inputs'

/** 0 pending, 1 running, 2 complete, 4 closed, 7 paused, 8 interrupted. */
export const TASK_STATUSES = ['0', '1', '2', '4', '7', '8'] as const

export const taskOperations = operations(SERVICE, API_VERSION, {
  DescribeTasks: {
    method: 'GET',
    kind: 'read',
    group: 'task',
    target: 'InstanceId',
    summary: { en: 'Tasks of an instance with their progress', zh: '查询实例的任务及进度' },
    manual: '8.5',
    request: withRules(
      z.strictObject({
        InstanceId: instanceId(),
        RegionId: regionId(),
        StartTime: minute(),
        EndTime: minute(),
        Status: packed(
          noted(
            z.array(z.enum(TASK_STATUSES)).min(1),
            '0 pending, 1 running, 2 complete, 4 closed, 7 paused, 8 interrupted. All must be named to see all.',
            '0 待执行、1 执行中、2 已完成、4 已关闭、7 已暂停、8 已中断；查询全部须逐一列出。',
          ),
          'comma',
        ),
        PageNumber: pageNumber(),
        PageSize: page30To100(),
      }),
      endAfterStart,
    ),
    response: object({
      Items: list(
        object({
          TaskId: scalar(),
          TaskAction: text(),
          Status: scalar(),
          Progress: number(),
          StepProgressInfo: text(),
          CurrentStepName: text(),
          /** JSON: a list of name, progress and seconds left. */
          StepsInfo: text(),
          BeginTime: text(),
          FinishTime: text(),
          Remain: number(),
        }),
      ),
      PageNumber: number(),
      PageSize: number(),
      TotalRecordCount: number(),
      RequestId: text(),
    }),
  },
})
