import type { Problem } from '@/lib/model/problem'

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
