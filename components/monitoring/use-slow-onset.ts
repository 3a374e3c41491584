'use client'

import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { onsetMark } from '@/components/slow-log/onset-mark'
import { useSlowLog } from '@/components/slow-log/use-slow-log'
import { useKeysText } from '@/components/slow-log/words'
import type { Collection } from '@/lib/model/collection'
import type { Instance } from '@/lib/model/instance'
import { keptWithin } from '@/lib/model/kept'
import { sentenceOf } from '@/lib/model/slow-sentence'
import type { Span } from '@/lib/model/time-range'
import type { Mark } from './marks'

const DAY_MS = 86_400_000

interface OnsetReading {
  collection: Collection | undefined
  /** The page shows them anyway. */
  isShown: boolean
  /** Read what is kept here and nothing else: its cloud is not asked for the newest minutes. */
  isKeptOnly?: boolean
}

/**
 * When slow commands began within a span, as a mark; null: they did not, or it is not known. Only of instances whose
 * slow commands are kept here, and where the page shows them anyway: for a mark alone no cloud is asked each minute.
 */
export function useSlowOnset(
  row: Instance,
  whole: Span,
  { collection, isShown, isKeptOnly = false }: OnsetReading,
): Mark | null {
  const keysText = useKeysText()
  const isKept = collection?.on === true && collection.collects.slowLog
  const span = useMemo(() => (isKeptOnly ? keptWithin(whole, collection) : whole), [isKeptOnly, whole, collection])
  const isAsked = (isKept || isShown) && span.from < span.to && whole.to - whole.from <= DAY_MS
  const log = useSlowLog(row.ref, span, 'db', false, isAsked)
  const arrived = useDeferredValue(log.arrived)
  const found = useMemo(() => {
    if (!arrived.isWhole) return undefined
    const nodes = new Set(arrived.entries.map(({ node }) => node)).size
    const said = sentenceOf(arrived.entries, { span, nodes })
    return said?.began == null
      ? null
      : { at: said.began, id: said.id, text: `${said.pattern.command} ${keysText(said.pattern)}` }
  }, [arrived, span, keysText])
  // While a span that moved on is read, what was found of the last one stays.
  const [kept, setKept] = useState(found)
  useEffect(() => {
    if (found !== undefined) setKept(found)
  }, [found])
  const onset = found === undefined ? kept : found
  return useMemo(() => onsetMark(row.ref, whole, onset), [onset, whole, row.ref])
}
