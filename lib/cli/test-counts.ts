import { existsSync, readFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'
import { z } from 'zod'

export interface Counts {
  passed: number
  failed: number
  skipped: number
}

/** How a run of tests went. */
export interface Outcome extends Counts {
  /** What failed: where, and the beginning of why. Empty too when a run ended badly without a word. */
  failures: string[]
}

const Vitest = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number().default(0),
  testResults: z.array(
    z.object({
      name: z.string().default(''),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({
          status: z.string().default(''),
          fullName: z.string().default(''),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
})

const Failure = z.object({ message: z.string().default('') })
interface Suite {
  title: string
  specs: z.infer<typeof Spec>[]
  suites: Suite[]
}
const Spec = z.object({
  title: z.string(),
  ok: z.boolean(),
  tests: z.array(
    z.object({
      results: z.array(
        z.object({
          errors: z.array(Failure).default([]),
          attachments: z.array(z.object({ name: z.string(), path: z.string().optional() })).default([]),
        }),
      ),
    }),
  ),
})
const Suite: z.ZodType<Suite> = z.lazy(() =>
  z.object({ title: z.string(), specs: z.array(Spec).default([]), suites: z.array(Suite).default([]) }),
)
const Playwright = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(Failure).default([]),
  suites: z.array(Suite).default([]),
})

const NO_REPORT: Outcome = { passed: 0, failed: 1, skipped: 0, failures: ['it ended without a report'] }

/** Tests of a vitest JSON report; a file that did not load counts as one failure. */
export function vitestCounts(file: string, exitCode: number): Outcome {
  const report = read(file, Vitest)
  if (!report) return NO_REPORT
  const unloaded = report.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  )
  return atLeastOne(exitCode, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: [
      ...unloaded.map((suite) => told(suite.name, suite.message)),
      ...report.testResults.flatMap((suite) =>
        suite.assertionResults
          .filter(({ status }) => status === 'failed')
          .map((one) => told(`${suite.name} › ${one.fullName}`, one.failureMessages?.[0])),
      ),
    ],
  })
}

/** Tests of a Playwright JSON report; errors outside tests count as failures. */
export function playwrightCounts(file: string, exitCode: number): Outcome {
  const report = read(file, Playwright)
  if (!report) return NO_REPORT
  const { expected, unexpected, flaky, skipped } = report.stats
  return atLeastOne(exitCode, {
    passed: expected + flaky,
    failed: unexpected + report.errors.length,
    skipped,
    failures: [
      ...report.errors.map(({ message }) => told('outside of tests', message)),
      ...report.suites.flatMap((suite) => failedSpecs(suite, [])),
    ],
  })
}

function failedSpecs(suite: Suite, above: string[]): string[] {
  const path = [...above, suite.title]
  const own = suite.specs
    .filter(({ ok }) => !ok)
    .map(({ title, tests }) => {
      const last = tests.at(-1)?.results.at(-1)
      const seen = last?.attachments.find(({ name }) => name === 'error-context')?.path
      return [told([...path, title].join(' › '), last?.errors[0]?.message), ...(seen ? shown(seen) : [])].join('\n    ')
    })
  return [...own, ...suite.suites.flatMap((one) => failedSpecs(one, path))]
}

/** The lines of a message that say most: its first ones. */
const told = (where: string, message = ''): string =>
  [
    where,
    ...stripVTControlCharacters(message)
      .split('\n')
      .filter((line) => line.trim())
      .slice(0, 8),
  ].join('\n    ')

const SHOWN_LINES = 60

/** What the page had when a test failed, its main part where it is told whole: elsewhere nobody can look at it later. */
function shown(file: string): string[] {
  const page = existsSync(file) && /^```yaml\n([\s\S]*?)^```/m.exec(readFileSync(file, 'utf8'))
  if (!page) return []
  const lines = (page[1] ?? '').trimEnd().split('\n')
  const main = Math.max(
    0,
    lines.findIndex((line) => /^- main\b/.test(line)),
  )
  return lines.slice(main, main + SHOWN_LINES).map((line) => line.slice(0, 160))
}

/** A run that ended badly has failed, even when no single test says so. */
const atLeastOne = (exitCode: number, outcome: Outcome): Outcome =>
  exitCode !== 0 && outcome.failed === 0 ? { ...outcome, failed: 1 } : outcome

function read<T>(file: string, schema: z.ZodType<T>): T | undefined {
  if (!existsSync(file)) return undefined
  const parsed = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  return parsed.success ? parsed.data : undefined
}

/** The last line of `npm test`. */
export const summary = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
