import { describe, expect, test } from 'vitest'
import { PROBLEMS, Problem, type ProblemCode } from '@/lib/model/problem'
import { ProviderError } from '@/lib/providers/error'
import { problem, problemResponse, toProblem } from './problem'

const codes = Object.keys(PROBLEMS) as ProblemCode[] // keys of a literal

describe('the error envelope', () => {
  test.each(codes)('%s has its status and nothing else', async (code) => {
    const response = problemResponse(problem(code, { params: { n: 1 }, cause: new Error('inside') }), 'req')
    expect(response.status).toBe(PROBLEMS[code])
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('x-request-id')).toBe('req')
    const body: { error: unknown } = await response.json()
    expect(Problem.parse(body.error)).toEqual({ code, status: PROBLEMS[code], requestId: 'req', params: { n: 1 } })
    expect(JSON.stringify(body)).not.toContain('inside')
  })

  test('a wait is told in whole seconds', () => {
    const response = problemResponse(problem('too-many-requests', { retryAfterSeconds: 1.2 }), 'req')
    expect(response.headers.get('retry-after')).toBe('2')
  })
})

describe('errors that are not ours', () => {
  const provider = (kind: 'timeout' | 'denied') =>
    new ProviderError({ kind, operation: 'a/B', code: 'C', vendorMessage: 'said', requestId: 'r', sent: true })

  const withCode = (code: string) => Object.assign(new Error('secret text'), { code })
  const cases: [string, unknown, ProblemCode][] = [
    ['a cloud that said no', provider('denied'), 'provider-failed'],
    ['a cloud that did not answer', provider('timeout'), 'provider-timeout'],
    ['a database that refuses', withCode('ECONNREFUSED'), 'database-away'],
    ['a database that shuts down', withCode('57P01'), 'database-away'],
    ['such an error inside another', new Error('Failed query', { cause: withCode('ECONNRESET') }), 'database-away'],
    ['a wrong query', withCode('42601'), 'internal'],
    ['a bug', new TypeError('x is undefined'), 'internal'],
    ['something that is no error', 'text', 'internal'],
  ]
  test.each(cases)('%s', async (_, error, code) => {
    const answer = toProblem(error)
    expect(answer.code).toBe(code)
    expect(await problemResponse(answer, 'req').text()).not.toMatch(/secret text|undefined/)
  })

  test('a refused connection to a cloud is not taken for our database', () => {
    const error = new ProviderError({
      kind: 'unreachable',
      operation: 'a/B',
      sent: false,
      cause: withCode('ECONNREFUSED'),
    })
    expect(toProblem(error)).toMatchObject({ code: 'provider-failed', extra: { provider: { kind: 'unreachable' } } })
  })
})
