import type { Schema } from './check'
import { ApiProblem, Misunderstood, Unreachable } from './problem'

/**
 * Reads an answer that comes in lines (`lib/bff/streamed.ts`): tells `onPart` how far it is and resolves with the answer.
 * Throws `ApiProblem` when it ended with one, `Unreachable` when it broke off, `Misunderstood`.
 */
export async function readLines<T, P>(
  response: Response,
  { answer, part }: { answer: Schema<T>; part: Schema<P> },
  onPart: (part: P) => void,
): Promise<T> {
  if (!response.body) throw new Unreachable('no answer')
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw cause instanceof DOMException && cause.name === 'AbortError' ? cause : new Unreachable('cut off', { cause })
    })
    const lines = (rest + (value ?? '')).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const told = objectOf(line)
      if ('error' in told) {
        const { Problem } = await import('@/lib/model/problem')
        const problem = Problem.safeParse(told.error)
        throw problem.success ? new ApiProblem(problem.data) : new Misunderstood('no problem')
      }
      if ('answer' in told) return known(answer, told.answer)
      if ('part' in told) onPart(known(part, told.part))
    }
    if (done) throw new Unreachable('cut off')
  }
}

function objectOf(line: string): object {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value === 'object' && value !== null) return value
  } catch {
    // Not JSON: said below.
  }
  throw new Misunderstood('a line of no JSON')
}

function known<T>(schema: Schema<T>, value: unknown): T {
  const result = schema.safeParse(value)
  if (!result.success) throw new Misunderstood(result.error.message)
  return result.data
}
