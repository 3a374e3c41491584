import type { MetricPanel, MetricUnit, Monitoring } from '@/lib/model/metric'
import type { Dense, Joined, Joining } from '@/lib/model/series'
import type { Span } from '@/lib/model/time-range'
import type { Target } from './actions'
import type { Call } from './contract'
import { ProviderError } from './error'

export interface MetricQuestion {
  span: Span
  /** Ids of `Monitoring`, or typed names. */
  ids: readonly string[]
  /** Each node by itself, as far as the metric is told of nodes. */
  byNode: boolean
}

export interface MetricRead {
  id: string
  node: string | null
  others: number
  unit: MetricUnit
  /** What it is where it was made of several nodes; null: it was told as it is. */
  joined: Joined | null
  /** How lines of single nodes become one. */
  joins: Joining
  dense: Dense
}

export interface FailedCall {
  span: Span
  error: ProviderError
}

/** Told after each call: how many are done, of how many, and what is known until then. */
export type Watch = (done: number, of: number, sofar: () => MetricRead[]) => void

/** What a service tells of an instance over time. */
export interface Monitor {
  /** Panels whose lines are kept where collection is on; absent: nothing is kept. */
  keeps?(target: Target): MetricPanel[]
  /** What can be charted. That the cloud does not name the nodes is told beside the rest. */
  describe(call: Call, target: Target, signal?: AbortSignal): Promise<Monitoring>
  /**
   * Values of a span, by as many calls as the cloud's limits want. Calls that fail leave their stretch unread; throws
   * the first `ProviderError` when every one failed, and what is no failure of a cloud.
   */
  read(
    call: Call,
    target: Target,
    question: MetricQuestion,
    how: { signal?: AbortSignal; watch?: Watch },
  ): Promise<{ series: MetricRead[]; failed: FailedCall[]; calls: number }>
}

/** Nothing can be charted. */
export const NO_MONITORING: Monitoring = {
  offered: 'none',
  operation: null,
  reachDays: null,
  panels: [],
  groups: [],
  nodes: [],
  nodesRefused: null,
}

/**
 * Carries out calls side by side and tells what each did; `failed` are refusals of the cloud. Throws the first of them
 * when all failed, what the person cancelled, and what is no failure of a cloud.
 */
export async function allSides<T>(
  work: readonly { span: Span; run: () => Promise<T> }[],
  onDone: (count: number) => void = () => {},
): Promise<{ done: T[]; failed: FailedCall[] }> {
  let count = 0
  const settled = await Promise.allSettled(work.map(({ run }) => run().finally(() => onDone(++count))))
  const done: T[] = []
  const failed: FailedCall[] = []
  settled.forEach((one, at) => {
    if (one.status === 'fulfilled') done.push(one.value)
    else if (one.reason instanceof ProviderError && one.reason.kind !== 'cancelled')
      failed.push({ span: work[at]?.span ?? { from: 0, to: 0 }, error: one.reason })
    else throw one.reason
  })
  const [first] = failed
  if (first && done.length === 0) throw first.error
  return { done, failed }
}
