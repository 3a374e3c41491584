'use client'

import { useDeferredValue, useMemo } from 'react'
import type { SlowEntry } from '@/lib/model/slow-log'
import { sentenceOf } from '@/lib/model/slow-sentence'
import { bucketMs, byNumber, countsOver, patternStats } from '@/lib/model/slow-stats'
import type { Span } from '@/lib/model/time-range'
import { areOutside } from './spans'
import type { useSlowLog } from './use-slow-log'
import type { SlowState } from './use-slow-state'

const MOST_BUCKETS = 90

/** What records come to as somebody looks at them: which are shown, of which patterns, when, and what matters. */
export function useSlowFigures(
  arrived: ReturnType<typeof useSlowLog>['arrived'],
  state: SlowState,
  /** How many the instance is known to have. */
  shards: number | null,
) {
  const { entries, span: drawn } = arrived
  const nodes = useMemo(() => [...new Set(entries.flatMap(({ node }) => node ?? []))].sort(byNumber), [entries])
  const find = useDeferredValue(state.find.trim().toLowerCase())
  const found = useMemo(
    () =>
      state.node === null && find === ''
        ? entries
        : entries.filter((one) => (state.node === null || one.node === state.node) && fits(one, find)),
    [entries, state.node, find],
  )
  const inSpans = useMemo(() => within(found, state.spans), [found, state.spans])
  const stats = useMemo(() => patternStats(inSpans), [inSpans])
  // What the drawings and the table are of is what the sentence speaks of; a filter changes it not.
  const spoken = useMemo(() => within(entries, state.spans), [entries, state.spans])
  const known = Math.max(nodes.length, shards ?? 1)
  const saidOfSpans = useMemo(
    () => sentenceOf(spoken, { span: drawn, nodes: known, stats: inSpans === spoken ? stats : undefined }),
    [spoken, inSpans, stats, drawn, known],
  )
  // When it began is of the range, whatever of it is looked at.
  const saidOfRange = useMemo(
    () => (spoken === entries ? saidOfSpans : sentenceOf(entries, { span: drawn, nodes: known })),
    [spoken, entries, saidOfSpans, drawn, known],
  )
  const isOutside = areOutside(state.spans, drawn)
  const said = isOutside ? saidOfRange : saidOfSpans
  const looked = state.pattern ?? null
  const shown = useMemo(
    () => (looked === null ? inSpans : inSpans.filter(({ patternId }) => patternId === looked)),
    [inSpans, looked],
  )
  const listed = useMemo(
    () => (state.sort === 'took' ? shown.toSorted((a, b) => b.us - a.us || b.at - a.at) : shown),
    [shown, state.sort],
  )
  const clients = useMemo(() => new Set(shown.map((one) => one.client)).size, [shown])
  const marked = looked ?? said?.id ?? null
  const markedText = marked === null ? undefined : entries.find(({ patternId }) => patternId === marked)?.pattern
  const stepMs = bucketMs(drawn, MOST_BUCKETS)
  const counts = useMemo(() => countsOver(found, drawn, stepMs, marked), [found, drawn, stepMs, marked])
  const spokenOf = looked === null ? (said?.onlyOn ?? null) : (stats.find(({ id }) => id === looked)?.nodes[0] ?? null)
  return {
    nodes,
    stats,
    said,
    saidOfRange,
    /** All spans that were chosen are of another time. */
    isOutside,
    looked,
    shown,
    /** What is shown in the order that is wished. */
    listed,
    clients,
    markedText,
    counts,
    /** Some of the marked pattern are drawn. */
    isMarked: counts.some((one) => one.marked > 0),
    stepMs,
    /** The node whose processor stands in front. */
    front: state.node ?? spokenOf,
  }
}

/** Those of any span; all of them, as they are, where there is none. */
const within = (entries: readonly SlowEntry[], spans: readonly Span[]): readonly SlowEntry[] =>
  spans.length === 0 ? entries : entries.filter(({ at }) => spans.some(({ from, to }) => at >= from && at < to))

/** A word of the command, a template, a client or what was shown of the command. */
function fits({ pattern, client, text }: SlowEntry, find: string): boolean {
  if (find === '') return true
  return `${pattern.command} ${pattern.keys.join(' ')} ${client ?? ''} ${text ?? ''}`.toLowerCase().includes(find)
}
