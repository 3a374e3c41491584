import { accountOperations } from './operations/account'
import { availableOperations } from './operations/available'
import { backupOperations } from './operations/backup'
import { connectionOperations } from './operations/connection'
import { creationOperations } from './operations/creation'
import { diagnosticsOperations } from './operations/diagnostics'
import { instanceOperations } from './operations/instance'
import { lifecycleOperations } from './operations/lifecycle'
import { logOperations } from './operations/log'
import { maintenanceOperations } from './operations/maintenance'
import { monitoringOperations } from './operations/monitoring'
import { nodeOperations } from './operations/node'
import { parameterOperations } from './operations/parameter'
import { regionOperations } from './operations/region'
import { renewalOperations } from './operations/renewal'
import { securityOperations } from './operations/security'
import { sslOperations } from './operations/ssl'
import { tagOperations } from './operations/tag'
import { taskOperations } from './operations/task'
import { upkeepOperations } from './operations/upkeep'

/** Every row of this service; a new file of rows is added here. */
export const kvstoreOperations = {
  ...regionOperations,
  ...instanceOperations,
  ...accountOperations,
  ...securityOperations,
  ...backupOperations,
  ...parameterOperations,
  ...monitoringOperations,
  ...logOperations,
  ...diagnosticsOperations,
  ...maintenanceOperations,
  ...tagOperations,
  ...availableOperations,
  ...creationOperations,
  ...lifecycleOperations,
  ...nodeOperations,
  ...upkeepOperations,
  ...connectionOperations,
  ...sslOperations,
  ...renewalOperations,
  ...taskOperations,
}
