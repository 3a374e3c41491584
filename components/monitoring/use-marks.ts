'use client'

import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Marks } from '@/lib/model/mark'
import type { Span } from '@/lib/model/time-range'
import { lastOver } from '@/lib/queries/last-over'
import { marksQuery } from '@/lib/queries/monitoring'
import { type Mark, marksOf } from './marks'

interface Marked {
  ref: string
  name: string
}

/** Marks of instances over a span, with what their clouds did not tell. */
export function useMarks(
  instances: readonly Marked[],
  span: Span,
): { marks: Mark[]; refused: Marks['refused']; tellsPlanned: boolean; isReading: boolean; isKnown: boolean } {
  const client = useQueryClient()
  const told = useQueries({
    queries: instances.map(({ ref }) => {
      const query = marksQuery(ref, span)
      return { ...query, placeholderData: () => lastOver<Marks>(client, query) }
    }),
    combine: (all) => ({ answers: all.map(({ data }) => data), isReading: all.some(({ isFetching }) => isFetching) }),
  })
  const { answers, isReading } = told
  const marks = useMemo(
    () =>
      instances
        .flatMap(({ ref, name }, at) =>
          marksOf(ref, span.to, answers[at]?.items ?? [], instances.length > 1 ? name : null),
        )
        .filter(({ from, to }) => to >= span.from && from <= span.to)
        .sort((a, b) => a.from - b.from),
    [instances, answers, span],
  )
  return {
    marks,
    refused: answers.flatMap((answer) => answer?.refused ?? []),
    tellsPlanned: answers.some((answer) => answer?.tellsPlanned),
    isReading,
    isKnown: answers.some((answer) => answer !== undefined),
  }
}
