'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { entriesOf, joinedParts, type SlowKind, unreadOf } from '@/lib/model/slow-log'
import type { Span } from '@/lib/model/time-range'
import { slowLogQuery } from '@/lib/queries/slow-log'

/** So many are read by themselves, the newest first; more where somebody wants them. */
const BY_ITSELF = 6_000

/** Slow commands of a span as they arrive, newest part first. */
export function useSlowLog(ref: string, span: Span, kind: SlowKind, reveal: boolean, isAsked = true) {
  const [most, setMost] = useState(BY_ITSELF)
  const query = useInfiniteQuery({ ...slowLogQuery(ref, { ...span, kind, reveal }), enabled: isAsked })
  const pages = query.data?.pages
  const entries = useMemo(() => entriesOf(pages ?? []), [pages])
  const { hasNextPage, isFetching, fetchNextPage, isFetchNextPageError } = query
  const goesOn = isAsked && hasNextPage && entries.length < most && !isFetchNextPageError
  useEffect(() => {
    if (goesOn && !isFetching) void fetchNextPage()
  }, [goesOn, isFetching, fetchNextPage])
  const newest = pages?.[0]
  const oldest = pages?.at(-1)
  const isWhole = oldest !== undefined && oldest.readFrom <= oldest.from
  const parts = useMemo(() => joinedParts(pages ?? []), [pages])
  const { from, to } = span
  const holes = newest?.archive?.holes
  return {
    query,
    newest,
    entries,
    /** What is known of a beginning belongs to the records that it is known of: the two change together. */
    arrived: useMemo(() => ({ entries, isWhole }), [entries, isWhole]),
    /** All records from here on are there. */
    readFrom: oldest ? Math.max(span.from, Date.parse(oldest.readFrom)) : span.to,
    isWhole,
    refused: pages?.find(({ refused }) => refused !== null)?.refused ?? null,
    parts,
    /** What nobody told, of what was read and of what is still to be read. */
    unread: useMemo(() => unreadOf({ from, to }, parts, holes ?? []), [from, to, parts, holes]),
    shifted: pages?.some(({ shifted }) => shifted) ?? false,
    unreadable: pages?.reduce((sum, page) => sum + page.unreadable, 0) ?? 0,
    calls: pages?.reduce((sum, page) => sum + page.calls, 0) ?? 0,
    isReading: isFetching,
    /** More are there, and wait for somebody to want them. */
    waits: hasNextPage && !goesOn && !isFetching,
    readMore: () => {
      setMost(entries.length + BY_ITSELF)
      void fetchNextPage()
    },
  }
}
