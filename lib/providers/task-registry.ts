import type { ServiceId } from '@/lib/operation'
import { tasks as kvstore } from './alibaba/kvstore/tasks'
import { tasks as jdcloudRedis } from './jdcloud/redis/tasks'
import type { TaskReaders } from './tasks'

/** Neither manual of Kingsoft has an operation about tasks or announced maintenance. */
export const TASKS_OF: Partial<Record<ServiceId, TaskReaders>> = {
  'alibaba-kvstore': kvstore,
  'jdcloud-redis': jdcloudRedis,
}
