import { queryOptions } from '@tanstack/react-query'
import type { Collection, Sparks } from '@/lib/model/collection'
import { api } from './api'
import { checked, hasFields, isFlag, isListOf, isNumber, isText, orNull } from './check'

const isCollection = hasFields({
  since: orNull(isText),
  by: orNull(isText),
  minuteDays: isNumber,
  quarterDays: isNumber,
  slowDays: isNumber,
  collects: hasFields({ metrics: isFlag, slowLog: isFlag }),
  metrics: orNull(hasFields({ from: isText, to: isText, lines: isNumber })),
  slowLog: orNull(hasFields({ from: isText, to: isText })),
})
const CollectionAnswer = checked<Collection>('whether it is collected', isCollection)
const SparksAnswer = checked<Sparks>(
  'lines of the last day',
  hasFields({
    items: isListOf(hasFields({ ref: isText, spark: hasFields({ from: isText, cpu: isListOf(orNull(isNumber)) }) })),
  }),
)
const at = (ref: string) => `/api/instances/${encodeURIComponent(ref)}/collection`

/** Whether metrics and slow logs of an instance are kept. */
export const collectionQuery = (ref: string) =>
  queryOptions({
    queryKey: ['instances', 'collection', ref],
    queryFn: ({ signal }) => api.get(at(ref), { schema: CollectionAnswer, signal }),
    staleTime: 30_000,
  })

/** Turns it on or off (operators). */
export const putCollection = (ref: string, on: boolean) => api.put(at(ref), { on }, { schema: CollectionAnswer })

/** The last day of the collected instances, for the list. */
export const sparksQuery = queryOptions({
  queryKey: ['instances', 'sparks'],
  queryFn: ({ signal }) => api.get('/api/instances/sparks', { schema: SparksAnswer, signal }),
  staleTime: 300_000,
  refetchOnWindowFocus: false,
})
