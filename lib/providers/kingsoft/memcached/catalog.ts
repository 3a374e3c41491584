import { instanceOperations } from './operations/instance'
import { lifecycleOperations } from './operations/lifecycle'
import { securityRuleOperations } from './operations/security-rule'

/** Every row of this service; a new file of rows is added here. */
export const kingsoftMemcachedOperations = { ...instanceOperations, ...lifecycleOperations, ...securityRuleOperations }
