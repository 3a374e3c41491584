import { queryOptions } from '@tanstack/react-query'
import type { InstanceParameters } from '@/lib/model/parameter'
import { api } from './api'
import { checked, hasFields, isFlag, isListOf, isText, orNull } from './check'

const said = { code: orNull(isText), message: orNull(isText) }

/** `InstanceParameters` of the model. The slow log asks for its threshold, and has enough to load without zod. */
export const instanceParameters = checked<InstanceParameters>(
  'parameters',
  hasFields({
    at: isText,
    sources: isListOf(isText),
    none: orNull(isText),
    refusal: orNull(hasFields({ kind: isText, ...said })),
    refused: isListOf(hasFields({ operation: isText, ...said })),
    resets: isFlag,
    parameters: isListOf(
      hasFields({
        name: isText,
        value: orNull(isText),
        default: orNull(isText),
        validity: orNull(hasFields({ kind: isText })),
        restart: orNull(isFlag),
        fixed: orNull(isText),
        told: orNull(isText),
        changed: orNull(hasFields({ kind: isText, at: isText })),
        wanted: orNull(hasFields({ value: isText, at: isText, by: isText, changeId: isText })),
      }),
    ),
  }),
)

/** Asks the cloud: parameters of one instance as of now. */
export const parametersQuery = (ref: string) =>
  queryOptions({
    queryKey: ['instances', 'parameters', ref],
    queryFn: ({ signal }) =>
      api.get(`/api/instances/${encodeURIComponent(ref)}/parameters`, { schema: instanceParameters, signal }),
    staleTime: 10_000,
    refetchOnWindowFocus: false,
  })
