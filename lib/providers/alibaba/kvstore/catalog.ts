import { instanceOperations } from './operations/instance'
import { regionOperations } from './operations/region'

/** Every row of this service; a new file of rows is added here. */
export const kvstoreOperations = { ...regionOperations, ...instanceOperations }
