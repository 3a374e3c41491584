import { expect, test } from 'vitest'
import { failureTone, failureWord } from './health'

test('a failed region is called by what is wrong with it, and a refusal is graver than silence', () => {
  const told = ['wrong-key', 'denied', 'timeout', 'throttled', 'no-such-region'].map((kind) => [
    failureWord(kind),
    failureTone(kind),
  ])
  expect(told).toEqual([
    ['wrong-key', 'danger'],
    ['denied', 'danger'],
    ['silent', 'warn'],
    ['limited', 'warn'],
    ['refused', 'danger'],
  ])
})
