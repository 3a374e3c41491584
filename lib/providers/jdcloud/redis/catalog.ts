import { instanceOperations } from './operations/instance'
import { lifecycleOperations } from './operations/lifecycle'
import { taskOperations } from './operations/task'

/** Every row of this service; a new file of rows is added here. */
export const jdcloudRedisOperations = { ...instanceOperations, ...lifecycleOperations, ...taskOperations }
