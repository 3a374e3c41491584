import { expect, test } from 'vitest'
import { gathered } from './gathered'

const never = () => new AbortController().signal

test('what is wanted at the same time is asked once, eight at a time, and each group by itself', async () => {
  const asked: string[][] = []
  const ask = async (ids: string[]) => {
    asked.push(ids)
    return ids.join('')
  }
  const ids = [...'abcdefghij']
  const answers = await Promise.all([
    ...ids.map((id) => gathered('one', id, never(), ask)),
    gathered('two', 'a', never(), ask),
  ])
  expect(asked.map((one) => one.join(''))).toEqual(['abcdefgh', 'ij', 'a'])
  expect(answers).toEqual([...Array(8).fill('abcdefgh'), 'ij', 'ij', 'a'])
})

test('a question goes on until nobody waits for it, and its failure is everybody’s', async () => {
  const signals: AbortSignal[] = []
  const ask = (_: string[], signal: AbortSignal) => {
    signals.push(signal)
    return new Promise<string>((_, reject) => signal.addEventListener('abort', () => reject(new Error('given up'))))
  }
  const [first, second, third] = [new AbortController(), new AbortController(), new AbortController()]
  const answers = Promise.allSettled([first, second].map(({ signal }, at) => gathered('group', `${at}`, signal, ask)))
  await expect.poll(() => signals.length).toBe(1)
  first.abort(new Error('left'))
  expect(signals[0]?.aborted).toBe(false)
  second.abort(new Error('left as well'))
  expect(signals[0]?.aborted).toBe(true)
  expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  // Who left before it was asked is not asked for.
  const left = gathered('group', 'x', third.signal, ask)
  third.abort(new Error('left at once'))
  await expect(left).rejects.toThrow('left at once')
  const failing = [
    gathered('bad', 'a', never(), () => Promise.reject(new Error('no'))),
    gathered('bad', 'b', never(), () => Promise.reject(new Error('no'))),
  ]
  for (const { status } of await Promise.allSettled(failing)) expect(status).toBe('rejected')
  expect(signals).toHaveLength(1)
})
