import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { FleetHours, FleetSlow, RemarkBody, SlowRemark } from '@/lib/model/slow-fleet'
import type { SlowKind } from '@/lib/model/slow-log'
import { api } from './api'
import { checked, hasFields, isFlag, isListOf, isNumber, isText, orNull } from './check'

const isRemark = hasFields({ mutedUntil: orNull(isText), owner: isText, note: isText, by: isText, at: isText })
const isRow = hasFields({
  ref: isText,
  id: isNumber,
  pattern: hasFields({ command: isText, keys: isListOf(isText), others: isNumber, known: isFlag }),
  count: isNumber,
  totalUs: isNumber,
  maxUs: isNumber,
  first: isText,
  last: isText,
  clients: isListOf(hasFields({ client: orNull(isText), count: isNumber, totalUs: isNumber })),
  clientCount: isNumber,
  hourUs: isNumber,
  weekAgoUs: orNull(isNumber),
  isNew: orNull(isFlag),
  remark: orNull(isRemark),
})
const isInstance = hasFields({
  ref: isText,
  key: hasFields({ service: isText, accountId: isText, region: isText, id: isText }),
  name: isText,
  environment: isText,
  accountName: isText,
  count: isNumber,
  totalUs: isNumber,
  patterns: isNumber,
  keptFrom: isText,
  keptTo: isText,
  failed: orNull(hasFields({ kind: isText, code: orNull(isText), message: orNull(isText) })),
})
const FleetAnswer = checked<FleetSlow>(
  'slow commands of the fleet',
  hasFields({
    from: isText,
    rows: isListOf(isRow),
    rowCount: isNumber,
    instances: isListOf(isInstance),
    without: isListOf(hasFields({ service: isText, engine: isText, count: isNumber })),
    uncollected: isNumber,
  }),
)
const RemarkAnswer = checked<SlowRemark>('what was said about a pattern', isRemark)

/** Slow commands of every collected instance that matches. */
export const fleetSlowQuery = (search: { q: string; hours: FleetHours; kind: SlowKind }) =>
  queryOptions({
    queryKey: ['slow', search.q, search.hours, search.kind],
    queryFn: ({ signal }) => api.get('/api/slow', { schema: FleetAnswer, query: search, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  })

/** Mutes a pattern, gives it an owner and a note (operators). */
export const putRemark = (body: RemarkBody) => api.put('/api/slow/remarks', body, { schema: RemarkAnswer })
