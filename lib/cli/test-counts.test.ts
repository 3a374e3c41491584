import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { playwrightCounts, summary, vitestCounts } from './test-counts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quarterdeck-counts-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function report(value: unknown): string {
  const file = join(folder, 'report.json')
  writeFileSync(file, JSON.stringify(value))
  return file
}
const vitest = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 0, testResults: [] }

test('a run without a report has failed', () => {
  const failed = { passed: 0, failed: 1, skipped: 0, failures: ['it ended without a report'] }
  expect(vitestCounts(join(folder, 'none.json'), 0)).toEqual(failed)
  expect(playwrightCounts(join(folder, 'none.json'), 0)).toEqual(failed)
})

test('a test file that did not load counts as a failure', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'passed', assertionResults: [{}] },
  ]
  expect(vitestCounts(report({ ...vitest, testResults }), 1).failed).toBe(1)
})

test('a run that ended badly has failed even when every test passed', () => {
  expect(vitestCounts(report(vitest), 1)).toMatchObject({ passed: 5, failed: 1, skipped: 0 })
  expect(vitestCounts(report(vitest), 0)).toMatchObject({ passed: 5, failed: 0, skipped: 0 })
})

test('failures outside the tests of a browser run count', () => {
  const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }
  expect(playwrightCounts(report({ stats, errors: [{}] }), 1)).toMatchObject({ passed: 4, failed: 2, skipped: 2 })
})

test('what failed is told with where and why', () => {
  const failure = { status: 'failed', fullName: 'a plan is priced', failureMessages: ['expected 1\n\n  to be 2'] }
  const testResults = [
    { name: 'plan.test.ts', status: 'failed', assertionResults: [{ status: 'passed', fullName: 'other' }, failure] },
    { name: 'broken.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
  ]
  expect(vitestCounts(report({ ...vitest, testResults }), 1).failures).toEqual([
    'broken.test.ts\n    no such module',
    'plan.test.ts › a plan is priced\n    expected 1\n      to be 2',
  ])
  const spec = (ok: boolean, title: string) => ({
    ok,
    title,
    tests: [{ results: [{ errors: ok ? [] : [{ message: 'it never came' }] }] }],
  })
  const inner = { title: 'a viewer', specs: [spec(true, 'looks'), spec(false, 'waits')] }
  const suites = [{ title: 'costs.e2e.ts', specs: [], suites: [inner] }]
  const stats = { expected: 1, unexpected: 1, flaky: 0, skipped: 0 }
  const errors = [{ message: 'the demo did not start' }]
  expect(playwrightCounts(report({ stats, suites, errors }), 1).failures).toEqual([
    'outside of tests\n    the demo did not start',
    'costs.e2e.ts › a viewer › waits\n    it never came',
  ])
})

test('what the page had is told with a test that failed on it', () => {
  const path = join(folder, 'error-context.md')
  writeFileSync(
    path,
    ['# Page', '```yaml', '- banner:', '- main:', '  - heading "Rename" [level=1]', '```', '# Test source'].join('\n'),
  )
  const results = [
    { errors: [{ message: '\u001b[2mit never came\u001b[22m' }], attachments: [{ name: 'error-context', path }] },
  ]
  const suites = [{ title: 'changes.e2e.ts', specs: [{ ok: false, title: 'waits', tests: [{ results }] }] }]
  const stats = { expected: 0, unexpected: 1, flaky: 0, skipped: 0 }
  expect(playwrightCounts(report({ stats, suites }), 1).failures).toEqual([
    'changes.e2e.ts › waits\n    it never came\n    - main:\n      - heading "Rename" [level=1]',
  ])
})

test('the last line names skips only when there are some', () => {
  expect(summary({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed')
  expect(summary({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped')
})
