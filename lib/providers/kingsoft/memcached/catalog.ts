import { instanceOperations } from './operations/instance'

/** Every row of this service; a new file of rows is added here. */
export const kingsoftMemcachedOperations = { ...instanceOperations }
