import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { SlowKind, SlowLog, SlowLogSoFar } from '@/lib/model/slow-log'
import { address, parsed, send } from './api'
import { checked, hasFields, isFlag, isListOf, isNumber, isText, orNull } from './check'
import { readLines } from './lines'

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
const SoFar = checked<SlowLogSoFar>('slow commands so far', hasFields({ done: isNumber, of: isNumber, log: isSlowLog }))

interface Asked {
  from: number
  to: number
  kind: SlowKind
  /** The commands themselves too: for operators, and each answer is on record. */
  reveal: boolean
}

const keyOf = (ref: string, { from, to, kind, reveal }: Asked) => ['slow-log', ref, from, to, kind, reveal] as const

/** How far the part of `slowLogQuery` is that is being read, while it takes long; null: none is. */
export const slowLogSoFar = (ref: string, asked: Asked) =>
  queryOptions<SlowLogSoFar | null>({
    queryKey: ['slow-log-so-far', ...keyOf(ref, asked)],
    queryFn: () => null,
    enabled: false,
    gcTime: 60_000,
  })

/** Slow commands of a span, newest part first: each further page is what lies before. Asks the cloud. */
export const slowLogQuery = (ref: string, asked: Asked) =>
  infiniteQueryOptions({
    queryKey: keyOf(ref, asked),
    queryFn: async ({ pageParam, signal, client }) => {
      const { from, kind, reveal } = asked
      const path = `/api/instances/${encodeURIComponent(ref)}/slow-log`
      const query = { from: new Date(from).toISOString(), to: pageParam, kind }
      const { queryKey } = slowLogSoFar(ref, asked)
      try {
        const response = reveal
          ? await send('POST', `${path}/reveal`, query, signal)
          : await send('GET', address(path, query), undefined, signal)
        if (!response.headers.get('content-type')?.includes('ndjson')) return await parsed(response, SlowLogAnswer)
        const onPart = (part: SlowLogSoFar) => client.setQueryData(queryKey, part)
        return await readLines(response, { answer: SlowLogAnswer, part: SoFar }, onPart)
      } finally {
        client.setQueryData(queryKey, null)
      }
    },
    // What is read stays while the same is asked for with its commands or without them; these are not kept for it.
    placeholderData: (before, query) => {
      const same = query?.queryKey.slice(0, -1).join(' ') === keyOf(ref, asked).slice(0, -1).join(' ')
      return same && before ? { ...before, pages: before.pages.map((page) => ({ ...page, texts: null })) } : undefined
    },
    initialPageParam: new Date(asked.to).toISOString(),
    getNextPageParam: (last) =>
      last.readFrom > last.from && (last.refused === null || last.parts.some(({ source }) => source === 'archive'))
        ? last.readFrom
        : undefined,
    staleTime: 120_000,
    gcTime: 120_000,
    refetchOnWindowFocus: false,
    // What was shown on demand is not asked for again by itself: each answer is on record.
    refetchOnReconnect: !asked.reveal,
  })
