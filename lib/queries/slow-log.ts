import { infiniteQueryOptions } from '@tanstack/react-query'
import type { SlowKind, SlowLog } from '@/lib/model/slow-log'
import { api } from './api'
import { checked, hasFields, isFlag, isListOf, isNumber, isText, orNull } from './check'

const isPattern = hasFields({
  command: isText,
  keys: isListOf(isText),
  others: isNumber,
  known: isFlag,
})
const isSlowLog = hasFields({
  from: isText,
  to: isText,
  kinds: isListOf(isText),
  readFrom: isText,
  shifted: isFlag,
  unreadable: isNumber,
  refused: orNull(hasFields({ kind: isText, code: orNull(isText), message: orNull(isText) })),
  patterns: isListOf(isPattern),
  nodes: isListOf(isText),
  clients: isListOf(isText),
  accounts: isListOf(isText),
  rows: isListOf(isListOf(isNumber)),
  texts: orNull(isListOf(orNull(isText))),
  archive: orNull(
    hasFields({
      from: isText,
      to: isText,
      holes: isListOf(hasFields({ from: isText, to: isText })),
      failed: orNull(hasFields({ kind: isText })),
    }),
  ),
  parts: isListOf(hasFields({ from: isText, to: isText, source: isText })),
})
const SlowLogAnswer = checked<SlowLog>('slow commands', isSlowLog)

interface Asked {
  from: number
  to: number
  kind: SlowKind
  /** The commands themselves too: for operators, and each answer is on record. */
  reveal: boolean
}

/** Slow commands of a span, newest part first: each further page is what lies before. Asks the cloud. */
export const slowLogQuery = (ref: string, { from, to, kind, reveal }: Asked) =>
  infiniteQueryOptions({
    queryKey: ['slow-log', ref, from, to, kind, reveal],
    queryFn: ({ pageParam, signal }) => {
      const path = `/api/instances/${encodeURIComponent(ref)}/slow-log`
      const query = { from: new Date(from).toISOString(), to: pageParam, kind }
      return reveal
        ? api.post(`${path}/reveal`, query, { schema: SlowLogAnswer, signal })
        : api.get(path, { schema: SlowLogAnswer, query, signal })
    },
    // What is read stays while the same is asked for with its commands or without them; these are not kept for it.
    placeholderData: (before, query) => {
      const same = query?.queryKey.slice(0, -1).join(' ') === ['slow-log', ref, from, to, kind].join(' ')
      return same && before ? { ...before, pages: before.pages.map((page) => ({ ...page, texts: null })) } : undefined
    },
    initialPageParam: new Date(to).toISOString(),
    getNextPageParam: (last) =>
      last.readFrom > last.from && (last.refused === null || last.parts.some(({ source }) => source === 'archive'))
        ? last.readFrom
        : undefined,
    staleTime: 120_000,
    gcTime: 120_000,
    refetchOnWindowFocus: false,
    // What was shown on demand is not asked for again by itself: each answer is on record.
    refetchOnReconnect: !reveal,
  })
