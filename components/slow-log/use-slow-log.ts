'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { entriesOf, joinedParts, type SlowKind, unreadOf } from '@/lib/model/slow-log'
import type { Span } from '@/lib/model/time-range'
import { slowLogQuery, slowLogSoFar } from '@/lib/queries/slow-log'

/** So many are read by themselves, the newest first; more where somebody wants them. */
const BY_ITSELF = 6_000

/** Slow commands of a span as they arrive, newest part first. */
export function useSlowLog(ref: string, span: Span, kind: SlowKind, reveal: boolean, isAsked = true) {
  const [most, setMost] = useState(BY_ITSELF)
  const query = useInfiniteQuery({ ...slowLogQuery(ref, { ...span, kind, reveal }), enabled: isAsked })
  const { data: progress = null } = useQuery(slowLogSoFar(ref, { ...span, kind, reveal }))
  const read = query.data?.pages
  // Nothing is read again while it is shown as partial: what is read anew comes whole.
  const isPart = query.isPending || query.isFetchingNextPage
  const partial = isPart ? progress?.log : undefined
  const isPartial = partial !== undefined
  const pages = useMemo(() => (partial ? [...(read ?? []), partial] : read), [read, partial])
  const { from, to } = span
  const arrived = useMemo(() => {
    const [newest, oldest] = [pages?.[0], pages?.at(-1)]
    const parts = joinedParts(pages ?? [])
    const unread = unreadOf({ from, to }, parts, newest?.archive?.holes ?? [])
    const keptTo = newest?.archive ? Date.parse(newest.archive.to) : Number.POSITIVE_INFINITY
    return {
      span: { from, to },
      kind,
      newest,
      entries: entriesOf(pages ?? []),
      /** All records from here on are there. */
      readFrom: oldest ? Math.max(from, Date.parse(oldest.readFrom)) : to,
      isWhole: !isPartial && oldest !== undefined && oldest.readFrom <= oldest.from,
      /** What its cloud is still asked for, while what is kept is there already. */
      pending: isPartial ? (unread.find((one) => one.to > keptTo) ?? null) : null,
      refused: pages?.find(({ refused }) => refused !== null)?.refused ?? null,
      parts,
      /** What nobody told, of what was read and of what is still to be read. */
      unread,
      shifted: pages?.some(({ shifted }) => shifted) ?? false,
      unreadable: pages?.reduce((sum, page) => sum + page.unreadable, 0) ?? 0,
      calls: pages?.reduce((sum, page) => sum + page.calls, 0) ?? 0,
    }
  }, [pages, isPartial, from, to, kind])
  const { hasNextPage, isFetching, fetchNextPage, isFetchNextPageError } = query
  const { length: count } = arrived.entries
  const goesOn = isAsked && hasNextPage && count < most && !isFetchNextPageError
  useEffect(() => {
    if (goesOn && !isFetching) void fetchNextPage()
  }, [goesOn, isFetching, fetchNextPage])
  return {
    query,
    /** What is known belongs to the records that it is known of: all of it changes together. */
    arrived,
    isReading: isFetching,
    /** How many calls of the part that is being read are done, while it takes long; null: it is not known. */
    progress: progress && isFetching ? { done: progress.done, of: progress.of } : null,
    /** More are there, and wait for somebody to want them. */
    waits: hasNextPage && !goesOn && !isFetching,
    readMore: () => {
      setMost(count + BY_ITSELF)
      void fetchNextPage()
    },
  }
}
