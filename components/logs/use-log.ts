'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { type LogsQuestion, logsQuery } from '@/lib/queries/diagnostics'

/** So many lines are read by themselves, the newest first; more where somebody wants them. */
const BY_ITSELF = 2_000

/** A log of a span as it arrives, newest part first. */
export function useLog(ref: string, question: LogsQuestion) {
  const [most, setMost] = useState(BY_ITSELF)
  const query = useInfiniteQuery(logsQuery(ref, question))
  const pages = query.data?.pages
  const lines = useMemo(() => (pages ?? []).flatMap((page) => page.lines), [pages])
  const commands = useMemo(() => (pages ?? []).flatMap((page) => page.commands), [pages])
  const count = lines.length + commands.length
  const { hasNextPage, isFetching, fetchNextPage, isFetchNextPageError } = query
  const goesOn = hasNextPage && count < most && !isFetchNextPageError
  useEffect(() => {
    if (goesOn && !isFetching) void fetchNextPage()
  }, [goesOn, isFetching, fetchNextPage])
  const oldest = pages?.at(-1)
  return {
    query,
    newest: pages?.[0],
    lines,
    commands,
    count,
    /** All lines from here on are there. */
    readFrom: oldest ? Math.max(question.from, Date.parse(oldest.readFrom)) : question.to,
    isWhole: oldest !== undefined && oldest.readFrom <= oldest.from,
    refused: oldest?.refused ?? null,
    shifted: pages?.some(({ shifted }) => shifted) ?? false,
    unreadable: pages?.reduce((sum, page) => sum + page.unreadable, 0) ?? 0,
    calls: pages?.reduce((sum, page) => sum + page.calls, 0) ?? 0,
    isReading: isFetching,
    /** More are there, and wait for somebody to want them. */
    waits: hasNextPage && !goesOn && !isFetching,
    readMore: () => {
      setMost(count + BY_ITSELF)
      void fetchNextPage()
    },
  }
}
