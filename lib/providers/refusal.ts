import { ProviderError } from './error'

/** Kinds of failure that come again however often one asks: they are told in place. */
const REFUSALS: readonly ProviderError['kind'][] = [
  'denied',
  'unsupported',
  'invalid-input',
  'not-found',
  'wrong-state',
]

/** What came, or the refusal of a cloud. Throws everything else. */
export async function orRefusal<T>(asked: Promise<T>): Promise<{ told: T } | { refusal: ProviderError }> {
  try {
    return { told: await asked }
  } catch (error) {
    if (error instanceof ProviderError && REFUSALS.includes(error.kind)) return { refusal: error }
    throw error
  }
}
