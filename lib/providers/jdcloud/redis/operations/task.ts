import { z } from 'zod'
import { noted, operations } from '@/lib/operation'
import { flag, list, number, object, text } from '@/lib/providers/fields'
import { endTime, instance, paging, regionId, startTime } from '../request'
import { API_VERSION, SERVICE } from '../service'

const taskId = noted(z.string().min(1), 'Id of the task.', '任务 ID。')

const times = {
  startTime: text(),
  endTime: text(),
  maintenanceStartTime: text(),
  maintenanceEndTime: text(),
  estimatedExecutionTime: text(),
  executionTime: text(),
}

export const taskOperations = operations(SERVICE, API_VERSION, {
  describeTaskProgressList: {
    method: 'GET',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/taskProgress',
    kind: 'read',
    probe: 'instance',
    group: 'task',
    summary: { en: 'See how far running work on an instance has come', zh: '查询实例正在执行的任务进度' },
    target: 'cacheInstanceId',
    request: z.strictObject({
      ...instance,
      taskType: noted(z.enum(['resize', 'upgrade']).optional(), 'Only this kind.', '仅查询该类型。'),
    }),
    response: object({
      requestId: text(),
      result: object({
        taskProgresses: list(
          object({
            taskType: text(),
            taskId: text(),
            /** init, running, success or fail. */
            taskStatus: text(),
            progressPercent: number(),
            elapsedTimeSecond: number(),
            startTime: text(),
          }),
        ),
      }),
    }),
  },
  listTasks: {
    method: 'GET',
    path: '/v1/tasks',
    kind: 'read',
    probe: 'plain',
    group: 'task',
    summary: { en: 'List tasks of all instances', zh: '查询任务列表' },
    request: z.strictObject({
      regionId: regionId.optional(),
      taskType: noted(
        z.number().int().optional(),
        'Number of a kind, see listTaskTypes.',
        '任务类型编号，见 listTaskTypes。',
      ),
      taskStatus: noted(
        z
          .enum(['init', 'running', 'fail', 'success', 'manual_stop', 'rollback', 'rollback_fail', 'rollback_finish'])
          .optional(),
        'init waits to begin; manual_stop was cancelled.',
        'init 表示等待执行，manual_stop 表示已取消。',
      ),
      instanceId: noted(z.string().optional(), 'Only this instance.', '仅查询该实例。'),
      startTime: startTime.optional(),
      endTime: endTime.optional(),
      ...paging,
    }),
    response: object({
      requestId: text(),
      result: object({
        isSupport: flag(),
        total: number(),
        tasks: list(
          object({
            taskId: text(),
            instanceId: text(),
            taskType: number(),
            taskTypeCn: text(),
            taskStatus: text(),
            regionId: text(),
            isSupportInterruptTask: flag(),
            ...times,
          }),
        ),
      }),
    }),
  },
  listTask: {
    method: 'GET',
    path: '/v1/task',
    kind: 'read',
    group: 'task',
    summary: { en: 'Details of a task: steps, and what it changed', zh: '查询任务详情，包括步骤和变更内容' },
    request: z.strictObject({ taskId }),
    response: object({
      requestId: text(),
      result: object({
        instanceId: text(),
        taskType: number(),
        taskStatus: text(),
        ...times,
        taskResult: object({
          result: text(),
          errorInfo: text(),
          stepDetails: list(object({ stepName: text(), status: text(), startTime: text(), endTime: text() })),
          changeDetails: list(object({ name: text(), before: text(), after: text() })),
        }).nullish(),
      }),
    }),
  },
  listTaskTypes: {
    method: 'GET',
    path: '/v1/taskTypes',
    kind: 'read',
    probe: 'plain',
    group: 'task',
    summary: { en: 'List the kinds of tasks', zh: '查询任务类型' },
    request: z.strictObject({}),
    response: object({
      requestId: text(),
      result: object({ taskTypes: list(object({ id: number(), name: text(), cnName: text() })) }),
    }),
  },
  cancelTask: {
    method: 'POST',
    path: '/v1/cancelTask',
    kind: 'write',
    once: true,
    group: 'task',
    summary: { en: 'Cancel a task that has not begun', zh: '取消尚未开始的任务' },
    request: z.strictObject({ taskId }),
    response: object({ requestId: text() }),
  },
})
