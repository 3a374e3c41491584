import { accountOperations } from './operations/account'
import { backupOperations } from './operations/backup'
import { instanceOperations } from './operations/instance'
import { parameterOperations } from './operations/parameter'
import { regionOperations } from './operations/region'
import { securityOperations } from './operations/security'
import { tagOperations } from './operations/tag'

/** Every row of this service; a new file of rows is added here. */
export const kvstoreOperations = {
  ...regionOperations,
  ...instanceOperations,
  ...accountOperations,
  ...securityOperations,
  ...backupOperations,
  ...parameterOperations,
  ...tagOperations,
}
