import type { jdcloudRedisOperations } from '@/lib/providers/jdcloud/redis/catalog'
import type { Behaviours, Scene } from '../behaviour'
import { settle } from '../world/jdcloud-tasks'
import { analysis } from './analysis'
import { backups } from './backups'
import { data } from './data'
import { instances } from './instances'
import { lifecycle } from './lifecycle'
import { logs } from './logs'
import { maintenance } from './maintenance'
import { nodes } from './nodes'
import { parameters } from './parameters'
import { security } from './security'
import { tasks } from './tasks'

const rows = {
  ...instances,
  ...lifecycle,
  ...backups,
  ...parameters,
  ...logs,
  ...security,
  ...data,
  ...maintenance,
  ...tasks,
  ...nodes,
  ...analysis,
} satisfies Behaviours<typeof jdcloudRedisOperations>

type Any = (scene: Scene, input: never) => object

/** What JD Cloud Redis does. Work that is due is done before each call looks at the world, and after it. */
export const jdcloudRedis = Object.fromEntries(
  Object.entries<Any>(rows).map(([name, behave]) => [
    name,
    (scene: Scene, input: never) => {
      settle(scene.world)
      const answer = behave(scene, input)
      settle(scene.world)
      return answer
    },
  ]),
)
