'use client'

import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Marks } from '@/lib/model/mark'
import type { Span } from '@/lib/model/time-range'
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
): { marks: Mark[]; refused: Marks['refused']; tellsPlanned: boolean; isReading: boolean } {
  const told = useQueries({
    queries: instances.map(({ ref }) => ({ ...marksQuery(ref, span), placeholderData: keepPreviousData })),
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
  }
}
