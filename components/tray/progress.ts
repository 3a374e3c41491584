import type { ChangeState } from '@/lib/model/change'
import type { TrayItem } from '@/lib/model/tray'

export const STAGES = ['planned', 'approved', 'sent', 'works', 'ended'] as const
export type Stage = (typeof STAGES)[number]

export interface Mark {
  stage: Stage
  /** `unknown`: it may have got there, nobody knows. `stopped`: it ended here. `unsent`: it never got there. */
  is: 'done' | 'now' | 'later' | 'unknown' | 'stopped' | 'unsent'
  at: string | null
}

/** Not sent, and not about to be. */
const WAITS: readonly ChangeState[] = ['waiting', 'scheduled', 'queued']

/** How many of the four steps after planning are behind a running change: no cloud tells more than its step. */
const BEHIND: Partial<Record<ChangeState, number>> = { ready: 1, sending: 1, settling: 2, checking: 2 }

/** Steps that are behind, of `STAGES.length - 1`; 0 for what is not under way. */
export const stepsBehind = (state: ChangeState): number => BEHIND[state] ?? 0

/** The timeline of a change from what its row says. A second person stands in it only where one is asked. */
export function marksOf(item: TrayItem): Mark[] {
  const { state, createdAt, sentAt, endedAt, approvedBy } = item
  const asksSecond = state === 'waiting' || approvedBy !== null || state === 'rejected'
  const is = (stage: Stage): Mark['is'] => {
    if (stage === 'planned') return 'done'
    if (stage === 'approved') return state === 'waiting' ? 'now' : state === 'rejected' ? 'stopped' : 'done'
    if (stage === 'sent') return sentAt ? 'done' : endedAt ? 'unsent' : WAITS.includes(state) ? 'later' : 'now'
    if (stage === 'works') {
      if (state === 'settling') return 'now'
      if (state === 'checking') return 'unknown'
      if (state === 'human') return 'unknown'
      return state === 'done' ? 'done' : state === 'failed' ? 'stopped' : 'later'
    }
    return state === 'done' ? 'done' : 'later'
  }
  const at: Record<Stage, string | null> = {
    planned: createdAt,
    approved: null,
    sent: sentAt,
    works: null,
    ended: endedAt,
  }
  return STAGES.filter((stage) => stage !== 'approved' || asksSecond).map((stage) => ({
    stage,
    is: is(stage),
    at: at[stage],
  }))
}

/** Nobody knows whether it happened. */
export const isUnknown = ({ state, finding }: Pick<TrayItem, 'state' | 'finding'>): boolean =>
  state === 'checking' || (state === 'human' && (finding === 'cannot-tell' || finding === 'taken-unread'))

/** Where a change is looked at; a batch is on a page of its own. */
export const hrefOf = ({ id, batchId }: Pick<TrayItem, 'id' | 'batchId'>): string =>
  batchId === null ? `/changes/${id}` : `/changes/batch/${batchId}`
