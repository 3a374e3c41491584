import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectPath } from './project'
import { type Counts, type Outcome, playwrightCounts, summary, vitestCounts } from './test-counts'
import { provideTools, TOOLS } from './test-tools'

const say = (line: string) => process.stdout.write(`test: ${line}\n`)

/** What touches SQL: it runs a second time on the PostgreSQL of the system, the oldest version that we support. */
const DATABASE_SUITE = ['lib/db', 'lib/audit', 'lib/vault', 'lib/inventory', 'lib/http', 'lib/auth']

const bin = (name: string) => projectPath('node_modules/.bin', name)

/** Tests must not see the settings of whoever runs them. */
function environment(extra: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const clean = { ...process.env }
  for (const name of Object.keys(clean))
    if (/^(QUARTERDECK_|OIDC_|NEXTAUTH_)|^(DATABASE_URL|HOST|PORT|NODE_ENV|FORCE_COLOR)$/.test(name)) delete clean[name]
  return { ...clean, NEXT_TELEMETRY_DISABLED: '1', NO_COLOR: '1', ...extra }
}

function run(command: string, args: string[], extra: Partial<NodeJS.ProcessEnv> = {}): Promise<number> {
  return new Promise((done) => {
    const env = environment({ NODE_ENV: undefined, ...extra } as NodeJS.ProcessEnv) // Next narrows NODE_ENV; here it is unset
    const child = spawn(command, args, { cwd: projectPath(), env, stdio: ['ignore', 'inherit', 'inherit'] })
    child.once('error', (error) => {
      say(error.message)
      done(1)
    })
    child.once('exit', (code) => done(code ?? 1))
  })
}

const total: Counts = { passed: 0, failed: 0, skipped: 0 }
/** Of every step: told again at the end, where a log that was cut still has it. */
const failures: string[] = []

/** Runs one step, adds what it counted, and says how it went. Returns whether nothing failed. */
async function step(name: string, work: () => Promise<Outcome>): Promise<boolean> {
  say(`${name} ...`)
  const started = performance.now()
  const counts = await work()
  failures.push(...counts.failures.map((failure) => `${name}: ${failure}`))
  total.passed += counts.passed
  total.failed += counts.failed
  total.skipped += counts.skipped
  say(`${name}: ${summary(counts)} (${Math.round((performance.now() - started) / 1000)} s)`)
  return counts.failed === 0
}

const single = async (exitCode: Promise<number>): Promise<Outcome> => {
  const code = await exitCode
  if (code === 0) return { passed: 1, failed: 0, skipped: 0, failures: [] }
  return { passed: 0, failed: 1, skipped: 0, failures: [`it ended with ${code}`] }
}

const reports = mkdtempSync(join(tmpdir(), 'quarterdeck-reports-'))

async function vitest(name: string, filters: string[], extra: Partial<NodeJS.ProcessEnv> = {}): Promise<Outcome> {
  const file = join(reports, `${name}.json`)
  const args = ['run', ...filters, '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]
  return vitestCounts(file, await run(bin('vitest'), args, extra))
}

/** Parts of the pages' tests that run beside each other. */
const LANES = 2

/**
 * Pages in Chromium, each lane on a demo of its own, as many as a small machine has cores: with more of them everything
 * waits for its turn, and comes near what a test waits for. Files are dealt out in turn, so that those of
 * one subject, which wait alike, are in all of them; which file meets which is the same each time.
 */
async function playwright(chromium: string): Promise<Outcome> {
  const files = readdirSync(projectPath('e2e'))
    .filter((name) => name.endsWith('.e2e.ts'))
    .sort()
  const lane = async (which: number): Promise<Outcome> => {
    const file = join(reports, `playwright-${which}.json`)
    const extra = { PLAYWRIGHT_JSON_OUTPUT_FILE: file, PLAYWRIGHT_JSON_OUTPUT_NAME: file, CHROMIUM_PATH: chromium }
    // A filter matches anywhere in a path: the folder keeps one name from being the end of another.
    const mine = files.filter((_, index) => index % LANES === which).map((name) => `/${name}`)
    const output = ['--output', projectPath('test-results', String(which))]
    const args = ['test', ...mine, '--config', 'e2e/playwright.config.ts', '--reporter=line,json', ...output]
    const outcome = playwrightCounts(file, await run(bin('playwright'), args, extra))
    say(`pages, part ${which + 1} of ${LANES}: ${summary(outcome)}`)
    return outcome
  }
  const lanes = await Promise.all(Array.from({ length: LANES }, (_, which) => lane(which)))
  return lanes.reduce((sum, counts) => ({
    passed: sum.passed + counts.passed,
    failed: sum.failed + counts.failed,
    skipped: sum.skipped + counts.skipped,
    failures: [...sum.failures, ...counts.failures],
  }))
}

async function main(): Promise<void> {
  const missing = provideTools(say)
  const lacks = (...names: string[]) => missing.some((tool) => names.includes(tool.name))
  for (const tool of missing) {
    total.skipped += 1
    say(`skipped: ${tool.use} (${tool.name} is missing)`)
  }
  const path = (name: string) => TOOLS.find((tool) => tool.name === name)?.find()
  await step('types', () => single(run(bin('tsc'), ['--noEmit'])))
  await step('lint', () => single(run(bin('biome'), ['ci', '.', '--diagnostic-level=error'])))
  const built = await step('build', () => single(run(bin('tsx'), ['lib/cli/build.ts'])))
  await step('unit, contract and API tests', () => vitest('vitest', []))
  const postgres = path('postgresql')
  // They share nothing, and both wait for processes and timers a good part of their time.
  await Promise.all([
    built && step('API over HTTP', () => vitest('http', ['--config=vitest.api.config.ts'])),
    postgres &&
      step(`database suite on ${postgres}`, () =>
        vitest('database', [...DATABASE_SUITE, '--exclude=lib/db/embedded.test.ts'], {
          QUARTERDECK_TEST_POSTGRES: postgres,
        }),
      ),
  ])
  const chromium = path('chromium')
  if (built && chromium && !lacks('fonts') && existsSync(projectPath('e2e/playwright.config.ts')))
    await step('pages in Chromium', () => playwright(chromium))
}

await main()
rmSync(reports, { recursive: true, force: true })
for (const failure of failures) say(`failed: ${failure}`)
const skipFails = process.env.CI === 'true' && total.skipped > 0
if (skipFails) say('a skip fails because CI is true')
process.stdout.write(`${summary(total)}\n`)
process.exit(total.failed > 0 || skipFails ? 1 : 0)
