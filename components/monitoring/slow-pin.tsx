'use client'

import { useEffect } from 'react'
import type { Collection } from '@/lib/model/collection'
import type { Instance } from '@/lib/model/instance'
import type { Span } from '@/lib/model/time-range'
import type { Mark } from './marks'
import { useSlowOnset } from './use-slow-onset'

interface SlowPinProps {
  row: Instance
  span: Span
  collection: Collection
  onFound: (ref: string, mark: Mark | null) => void
}

/** Looks for when slow commands of one instance began, in what is kept of them; draws nothing itself. */
export function SlowPin({ row, span, collection, onFound }: SlowPinProps) {
  const mark = useSlowOnset(row, span, { collection, isShown: false, isKeptOnly: true })
  useEffect(() => onFound(row.ref, mark), [row.ref, mark, onFound])
  useEffect(() => () => onFound(row.ref, null), [row.ref, onFound])
  return null
}
