import type { Problem } from '@/lib/model/problem'
import type { Kind } from '@/lib/operation'

/** What a route answered instead of what was asked. The interface shows it with `ProblemBanner` or `useProblemText`. */
export class ApiProblem extends Error {
  override name = 'ApiProblem'
  constructor(readonly problem: Problem) {
    super(`${problem.status} ${problem.code} (${problem.requestId})`)
  }
}

/** The browser got no answer that the console gave: no connection, or something between answered instead. */
export class Unreachable extends Error {
  override name = 'Unreachable'
}

/** The console answered with something this page does not understand; a newer version is probably running. */
export class Misunderstood extends Error {
  override name = 'Misunderstood'
}

/** Somebody stopped waiting for it. */
export class Cancelled extends Error {
  override name = 'Cancelled'
}

/** Whether a failed call may have been done all the same: a write whose answer was lost on its way to us, or to here. */
export const mayBeDone = (kind: Kind, error: unknown): boolean =>
  kind !== 'read' && (!(error instanceof ApiProblem) || error.problem.params?.outcome === 'unknown')
