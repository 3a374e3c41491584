import { describe, expect, test } from 'vitest'
import { Coalesce } from './coalesce'

function gate() {
  let open: (value: string) => void = () => {}
  let fail: (error: Error) => void = () => {}
  const promise = new Promise<string>((resolve, reject) => {
    open = resolve
    fail = reject
  })
  return { promise, open, fail }
}

describe('joining identical reads', () => {
  test('two callers with one key cost one run, another key its own', async () => {
    const calls = new Coalesce<string>()
    const { promise, open } = gate()
    let runs = 0
    const work = () => {
      runs += 1
      return promise
    }
    const all = [calls.run('a', undefined, work), calls.run('a', undefined, work), calls.run('b', undefined, work)]
    open('answer')
    expect(await Promise.all(all)).toEqual(['answer', 'answer', 'answer'])
    expect(runs).toBe(2)
  })

  test('nothing is kept after the run ended, failed or not', async () => {
    const calls = new Coalesce<number>()
    let runs = 0
    const work = async () => {
      runs += 1
      if (runs === 1) throw new Error('first')
      return runs
    }
    await expect(calls.run('a', undefined, work)).rejects.toThrow('first')
    expect(await calls.run('a', undefined, work)).toBe(2)
    expect(await calls.run('a', undefined, work)).toBe(3)
  })

  test('one caller leaving does not cancel the others; the last one leaving cancels the run', async () => {
    const calls = new Coalesce<string>()
    const { promise, open } = gate()
    let inner: AbortSignal | undefined
    const work = (signal: AbortSignal) => {
      inner = signal
      return promise
    }
    const one = new AbortController()
    const two = new AbortController()
    const first = calls.run('a', one.signal, work)
    const second = calls.run('a', two.signal, work)
    one.abort(new Error('gone'))
    await expect(first).rejects.toThrow('gone')
    expect(inner?.aborted).toBe(false)
    two.abort(new Error('gone too'))
    await expect(second).rejects.toThrow('gone too')
    expect(inner?.aborted).toBe(true)

    const third = calls.run('a', undefined, async () => 'fresh')
    expect(await third).toBe('fresh')
    open('late')
  })
})
