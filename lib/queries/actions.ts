import { queryOptions } from '@tanstack/react-query'
import type { InstanceCan } from '@/lib/model/action'
import { api } from './api'
import { checked, hasFields, isRecordOf, isText, orNull } from './check'

/** `InstanceCan` of the model. */
export const instanceCan = checked<InstanceCan>(
  'what can be done with an instance',
  hasFields({
    ref: isText,
    factsAt: isText,
    can: isRecordOf(orNull(hasFields({ code: isText }))),
    held: orNull(hasFields({ change: isText, action: isText, by: isText })),
  }),
)

/** What can be done with an instance, and why not. */
export const actionsQuery = (ref: string) =>
  queryOptions({
    queryKey: ['instances', 'actions', ref],
    queryFn: ({ signal }) =>
      api.get(`/api/instances/${encodeURIComponent(ref)}/actions`, { schema: instanceCan, signal }),
  })
