import { expect, test } from 'vitest'
import type { Problem } from '@/lib/model/problem'
import { ApiProblem, Misunderstood, mayBeDone, Unreachable } from './problem'

const failed = (outcome?: string): ApiProblem => {
  const problem: Problem = {
    code: 'provider',
    status: 502,
    requestId: 'r-1',
    ...(outcome ? { params: { outcome } } : {}),
  }
  return new ApiProblem(problem)
}

test('a write may have been done when no answer tells, on either way; a read never leaves anything open', () => {
  expect(mayBeDone('write', failed('unknown'))).toBe(true)
  expect(mayBeDone('destructive', new Unreachable())).toBe(true)
  expect(mayBeDone('write', new Misunderstood())).toBe(true)
  expect(mayBeDone('write', failed('failed'))).toBe(false)
  expect(mayBeDone('destructive', failed())).toBe(false)
  expect(mayBeDone('read', new Unreachable())).toBe(false)
})
