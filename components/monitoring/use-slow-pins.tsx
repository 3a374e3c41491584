'use client'

import { useQueries } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import type { Span } from '@/lib/model/time-range'
import { collectionQuery } from '@/lib/queries/collection'
import type { Mark } from './marks'
import type { Compared } from './use-compared'

// The slow log is read where something of one is kept, and nowhere else.
const SlowPin = dynamic(() => import('./slow-pin').then((module) => module.SlowPin), { ssr: false })

/** What is kept grows every five minutes: how far is asked of this console. */
const AGAIN_MS = 60_000

/**
 * When slow commands began, a mark per instance of which they are kept here, named where there are several. `readers`
 * stand somewhere on the page and draw nothing.
 */
export function useSlowPins(compared: readonly Compared[], span: Span): { pins: Mark[]; readers: ReactNode } {
  const [found, setFound] = useState<ReadonlyMap<string, Mark>>(new Map())
  const onFound = useCallback((ref: string, mark: Mark | null) => {
    setFound((before) => {
      if ((before.get(ref) ?? null) === mark) return before
      const next = new Map(before)
      if (mark) next.set(ref, mark)
      else next.delete(ref)
      return next
    })
  }, [])
  const collections = useQueries({
    queries: compared.map(({ ref, row }) => ({
      ...collectionQuery(ref),
      enabled: row?.engine === 'redis',
      refetchInterval: AGAIN_MS,
    })),
  })
  const pins = useMemo(
    () =>
      compared.flatMap(({ ref, name }): Mark[] => {
        const mark = found.get(ref)
        return mark ? [{ ...mark, instance: compared.length > 1 ? name : null }] : []
      }),
    [compared, found],
  )
  const readers = compared.map(({ ref, row }, at) => {
    const collection = collections[at]?.data
    if (!row || !collection?.on || !collection.slowLog) return null
    return <SlowPin key={ref} row={row} span={span} collection={collection} onFound={onFound} />
  })
  return { pins, readers }
}
