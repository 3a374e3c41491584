import { expect, test } from 'vitest'
import type { JobRun } from './job'
import { startRunner } from './runner'

function queue(runs: JobRun[], concurrency: number) {
  return { name: 'queue', concurrency, claim: async () => runs.shift() }
}
const quiet = { scanMs: 60_000, log: () => {} }

test('all due work is done, never more at a time than the source allows', async () => {
  let active = 0
  let most = 0
  let done = 0
  let finished = () => {}
  const all = new Promise<void>((resolve) => {
    finished = resolve
  })
  const runs = Array.from({ length: 12 }, () => ({
    async run() {
      active += 1
      most = Math.max(most, active)
      await new Promise((next) => setImmediate(next))
      active -= 1
      done += 1
      if (done === 12) finished()
    },
  }))
  const runner = startRunner({ sources: [queue(runs, 3)], ...quiet })
  await all
  await runner.stop(1_000)
  expect(most).toBe(3)
})

test('a run that fails is logged and does not stop the others', async () => {
  const lines: string[] = []
  let reached = () => {}
  const second = new Promise<void>((resolve) => {
    reached = resolve
  })
  const runs: JobRun[] = [
    { label: 'one', run: () => Promise.reject(new Error('the cloud said no')) },
    { label: 'two', run: async () => reached() },
  ]
  const runner = startRunner({ sources: [queue(runs, 1)], scanMs: 60_000, log: (line) => lines.push(line) })
  await second
  await runner.stop(1_000)
  expect(lines).toEqual(['queue one failed: Error: the cloud said no'])
})

test('stopping tells what runs, waits for it, and claims nothing more', async () => {
  let ended = false
  let started = () => {}
  const running = new Promise<void>((resolve) => {
    started = resolve
  })
  const runs: JobRun[] = [
    {
      run: (signal) =>
        new Promise((done) => {
          signal.addEventListener('abort', () => {
            ended = true
            done()
          })
          started()
        }),
    },
    { run: () => Promise.reject(new Error('must not start')) },
  ]
  const runner = startRunner({ sources: [queue(runs, 1)], ...quiet })
  await running
  await runner.stop(5_000)
  expect(ended).toBe(true)
  expect(runs).toHaveLength(1)
})
