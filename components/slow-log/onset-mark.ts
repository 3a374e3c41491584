import type { Mark } from '@/components/monitoring/marks'
import { absolute, type Span, writeRange } from '@/lib/model/time-range'

/** When a pattern's slow commands began, and what it is. */
export interface Onset {
  at: number
  id: string
  text: string
}

/** The beginning of slow commands as a mark on a time axis, which leads to them; null: not within the span. */
export function onsetMark(ref: string, span: Span, onset: Onset | null | undefined): Mark | null {
  if (!onset || onset.at < span.from || onset.at > span.to) return null
  const search = new URLSearchParams({ tab: 'slow-log', range: writeRange(absolute(span)), pattern: onset.id })
  return {
    id: onset.id,
    kind: 'slow',
    key: `${ref} slow`,
    isOurs: false,
    from: onset.at,
    to: onset.at,
    action: null,
    word: onset.text,
    failed: false,
    href: `/instances/${encodeURIComponent(ref)}?${search}`,
    instance: null,
  }
}
