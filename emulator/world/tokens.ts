import { perWorld } from './attached'
import type { World } from './world'

interface Remembered {
  parameters: string
  answer: object
}
const state = perWorld(() => new Map<string, Remembered>())

/**
 * Work that is done once per idempotency token: the same request again gets the first answer, the same token with other
 * parameters gets `mismatch`. Without a token the work is done every time. Work that failed is not remembered.
 */
export function once<A extends object>(
  world: World,
  request: { owner: string | undefined; operation: string; token: string | undefined; input: object },
  mismatch: () => Error,
  work: () => A,
): A {
  const { owner = '', operation, token, input } = request
  if (!token) return work()
  const name = JSON.stringify([owner, operation, token])
  const parameters = JSON.stringify(Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1)))
  const before = state(world).get(name)
  if (before && before.parameters !== parameters) throw mismatch()
  if (before) return before.answer as A // remembered below, from work of the same operation
  const answer = work()
  state(world).set(name, { parameters, answer })
  return answer
}
