import type { Tone } from '@/components/ui/shape'
import type { BatchState, RowState } from '@/lib/model/batch'

export const BATCH_TONES: Record<BatchState, Tone> = {
  planning: 'prog',
  planned: 'info',
  waiting: 'warn',
  scheduled: 'info',
  running: 'prog',
  stopped: 'danger',
  ended: 'ok',
  withdrawn: 'off',
  rejected: 'off',
  expired: 'off',
}

type Counts = Partial<Record<RowState, number>>

const sumOf = (counts: Counts, states: readonly RowState[]) =>
  states.reduce((sum, state) => sum + (counts[state] ?? 0), 0)

/** Rows that were let go, by how far they are. Those that could not be planned or were left out are none of them. */
export function progressOf(counts: Counts) {
  const done = sumOf(counts, ['done'])
  const ordered = sumOf(counts, ['ordered'])
  const bad = sumOf(counts, ['failed', 'human'])
  const unsent = sumOf(counts, ['stopped', 'withdrawn', 'rejected', 'expired'])
  const underWay = sumOf(counts, ['ready', 'sending', 'settling', 'checking'])
  const coming = sumOf(counts, ['queued', 'scheduled'])
  return { done, ordered, bad, unsent, underWay, coming, all: done + ordered + bad + unsent + underWay + coming }
}

/** An ended batch is all right only when each of its rows is. */
export const toneOfBatch = (state: BatchState, counts: Counts): Tone =>
  state !== 'ended'
    ? BATCH_TONES[state]
    : sumOf(counts, ['failed', 'human', 'stopped']) > 0
      ? 'warn'
      : sumOf(counts, ['ordered']) > 0
        ? 'info'
        : BATCH_TONES[state]
