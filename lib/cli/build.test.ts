import { expect, test } from 'vitest'
import { buildSteps } from './build'

test('the steps of a build are told once each, however its output is cut', () => {
  const told: string[] = []
  const follow = buildSteps((line) => told.push(line))
  const output = `▲ Next.js 16.4.6 (Turbopack)
✓ Running next.config.js took 90ms
  Creating an optimized production build ...
✓ Compiled successfully in 12.3s
  Running TypeScript ...
  Finished TypeScript in 8.1s ...
  Collecting page data using 1 worker ...
  Generating static pages using 1 worker (0/20) ...
  Generating static pages using 1 worker (5/20)
✓ Generating static pages using 1 worker (20/20) in 300ms
  Finalizing page optimization ...
Route (app)
`
  for (let at = 0; at < output.length; at += 7) follow(output.slice(at, at + 7))
  expect(told).toEqual([
    'creating an optimized production build',
    'compiled successfully',
    'running TypeScript',
    'finished TypeScript',
    'collecting page data',
    'generating static pages',
    'finalizing page optimization',
  ])
})
