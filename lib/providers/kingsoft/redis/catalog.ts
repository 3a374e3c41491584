import { backupOperations } from './operations/backup'
import { connectionOperations } from './operations/connection'
import { diagnosticsOperations } from './operations/diagnostics'
import { instanceOperations } from './operations/instance'
import { lifecycleOperations } from './operations/lifecycle'
import { nodeOperations } from './operations/node'
import { parameterOperations } from './operations/parameter'
import { securityGroupOperations } from './operations/security-group'
import { securityRuleOperations } from './operations/security-rule'

/** Every row of this service; a new file of rows is added here. */
export const kingsoftRedisOperations = {
  ...instanceOperations,
  ...lifecycleOperations,
  ...nodeOperations,
  ...connectionOperations,
  ...parameterOperations,
  ...securityGroupOperations,
  ...securityRuleOperations,
  ...backupOperations,
  ...diagnosticsOperations,
}
