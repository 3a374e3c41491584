import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readLines } from '@/lib/queries/lines'
import { problem } from './problem'
import { streamed } from './streamed'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const any = { safeParse: (value: unknown) => ({ success: true as const, data: value }) }

/** Work that somebody else ends. */
function slow() {
  let tell: (part: () => object) => void = () => {}
  let end: (answer: object) => void = () => {}
  let fail: (error: unknown) => void = () => {}
  const answer = streamed((how) => {
    tell = how
    return new Promise<object>((resolve, reject) => {
      end = resolve
      fail = reject
    })
  }, 'request')
  return {
    answer,
    tell: (part: object) => tell(() => part),
    end: (one: object) => end(one),
    fail: (e: unknown) => fail(e),
  }
}
async function opened(work: ReturnType<typeof slow>): Promise<Response> {
  await vi.advanceTimersByTimeAsync(1_000)
  const answer = await work.answer
  if (!(answer instanceof Response)) throw new Error('it is no stream')
  return answer
}

test('quick work is answered as it is, and its error thrown', async () => {
  await expect(streamed(async () => ({ fine: true }), 'request')).resolves.toEqual({ fine: true })
  await expect(streamed(() => Promise.reject(problem('not-found')), 'request')).rejects.toMatchObject({
    code: 'not-found',
  })
})

test('long work tells how far it is, the newest only, and then its answer', async () => {
  const work = slow()
  work.tell({ done: 1 })
  const response = await opened(work)
  const parts: unknown[] = []
  const read = readLines(response, { answer: any, part: any }, (part) => parts.push(part))
  work.tell({ done: 2 })
  work.tell({ done: 3 })
  await vi.advanceTimersByTimeAsync(5_000)
  work.end({ all: 'there' })
  await expect(read).resolves.toEqual({ all: 'there' })
  expect(parts).toEqual([{ done: 1 }, { done: 3 }])
})

test('an error that comes late is told as any other', async () => {
  const work = slow()
  const response = await opened(work)
  work.fail(problem('not-found'))
  await expect(readLines(response, { answer: any, part: any }, () => {})).rejects.toMatchObject({
    problem: { code: 'not-found', requestId: 'request' },
  })
})

test('a stream that breaks off is no answer', async () => {
  const cut = new Response('{"part":{}}\n{"answer":{"half"')
  await expect(readLines(cut, { answer: any, part: any }, () => {})).rejects.toThrow()
})
