'use client'

import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo } from 'react'
import type { Instance } from '@/lib/model/instance'
import { keptWithin } from '@/lib/model/kept'
import type { SlowKind } from '@/lib/model/slow-log'
import { onsetOf, type SlowSentence } from '@/lib/model/slow-sentence'
import type { Span } from '@/lib/model/time-range'
import { collectionQuery } from '@/lib/queries/collection'
import { useSlowLog } from './use-slow-log'

const DAY_MS = 86_400_000
/** A range as short as this is what one opens at an alarm. */
const SHORT_MS = 6 * 3_600_000
const NEVER: Span = { from: 0, to: 0 }

/**
 * When the pattern of a sentence began (ms), where that was before the short range that the sentence is of, within a day;
 * null: it did not, or it is not known. Read from what is kept here, no cloud is asked.
 */
export function useEarlierOnset(row: Instance, span: Span, kind: SlowKind, said: SlowSentence | null): number | null {
  const isOpen = said !== null && said.began === null && span.to - span.from <= SHORT_MS
  const { data: collection } = useQuery({ ...collectionQuery(row.ref), enabled: isOpen })
  const { to } = span
  const day = useMemo(
    () => (isOpen && collection?.on ? keptWithin({ from: to - DAY_MS, to }, collection) : NEVER),
    [isOpen, collection, to],
  )
  const log = useSlowLog(row.ref, day, kind, false, day.from < day.to)
  const arrived = useDeferredValue(log.arrived)
  const id = said?.id
  const onset = useMemo(() => {
    if (!arrived.isWhole || arrived.span.from !== day.from) return null
    return onsetOf(
      arrived.entries.filter(({ patternId }) => patternId === id),
      day,
    )
  }, [arrived, day, id])
  return isOpen && onset !== null && onset < span.from ? onset : null
}
