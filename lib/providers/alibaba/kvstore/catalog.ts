import { accountOperations } from './operations/account'
import { instanceOperations } from './operations/instance'
import { regionOperations } from './operations/region'
import { securityOperations } from './operations/security'
import { tagOperations } from './operations/tag'

/** Every row of this service; a new file of rows is added here. */
export const kvstoreOperations = {
  ...regionOperations,
  ...instanceOperations,
  ...accountOperations,
  ...securityOperations,
  ...tagOperations,
}
