import type { Advice, ErrorNote } from '@/lib/providers/error-note'

/** One line of the tables beside: code, what to do, what it means in both languages, where it can come. */
export const note = (code: string, advice: Advice, en: string, zh: string, of?: ErrorNote['of']): ErrorNote => ({
  code,
  advice,
  means: { en, zh },
  of,
})

export const CREATING = ['CreateInstance', 'CreateInstances']
export const INSTANCE_FIELDS = ['InstanceId', 'InstanceIds', 'DBInstanceId', 'SrcDBInstanceId']
