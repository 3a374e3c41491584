import { analysisOperations } from './operations/analysis'
import { backupOperations } from './operations/backup'
import { dataOperations } from './operations/data'
import { instanceOperations } from './operations/instance'
import { lifecycleOperations } from './operations/lifecycle'
import { logOperations } from './operations/log'
import { maintenanceOperations } from './operations/maintenance'
import { nodeOperations } from './operations/node'
import { parameterOperations } from './operations/parameter'
import { securityOperations } from './operations/security'
import { taskOperations } from './operations/task'

/** Every row of this service; a new file of rows is added here. */
export const jdcloudRedisOperations = {
  ...instanceOperations,
  ...lifecycleOperations,
  ...backupOperations,
  ...parameterOperations,
  ...logOperations,
  ...securityOperations,
  ...dataOperations,
  ...maintenanceOperations,
  ...taskOperations,
  ...nodeOperations,
  ...analysisOperations,
}
