import { allOperations } from '@/lib/catalog'
import { type Entry, entryOf } from '@/lib/explorer/entry'

/** Every operation as the list shows it, in the order of the table: a few KB with the page, in place of all schemas. */
export const operationEntries = (): Entry[] => allOperations().map(entryOf)
