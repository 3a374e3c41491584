import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { packStatic } from './pack'
import { projectPath } from './project'
import { failWith } from './until-stopped'

const SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  'proxy.ts',
  'next.config.js',
  'postcss.config.mjs',
  'package-lock.json',
]
const STAMP = 'dist/build.json'

/** Digest of everything a build is made of. */
export function sourceStamp(): string {
  const hash = createHash('sha256')
  const add = (path: string) => {
    hash.update(path).update(readFileSync(projectPath(path)))
  }
  const walk = (folder: string) => {
    for (const entry of readdirSync(projectPath(folder), { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) walk(path)
      else if (!/\.test\.tsx?$|\.md$/.test(entry.name)) add(path)
    }
  }
  for (const source of SOURCES) {
    if (!existsSync(projectPath(source))) continue
    if (/\.\w+$/.test(source)) add(source)
    else walk(source)
  }
  return hash.digest('hex')
}

/** Whether `.next` and `dist` were built from the sources as they are. */
export function isBuilt(): boolean {
  if (!existsSync(projectPath(STAMP)) || !existsSync(projectPath('.next/BUILD_ID'))) return false
  const { stamp }: { stamp?: string } = JSON.parse(readFileSync(projectPath(STAMP), 'utf8'))
  return stamp === sourceStamp()
}

/** Builds pages and programs. `say` gets a line per step; what the tools print is shown only when they fail. */
export async function buildAll(say: (line: string) => void): Promise<void> {
  const started = performance.now()
  const stamp = sourceStamp()
  say('bundling the programs')
  await bundlePrograms()
  say('building the pages (half a minute or so)')
  await nextBuild(stamp.slice(0, 16), (line) => say(`  ${line} (${seconds(started)} s so far)`))
  say('packing scripts and styles')
  await packStatic(projectPath('.next/static'))
  mkdirSync(projectPath('dist'), { recursive: true })
  writeFileSync(projectPath(STAMP), JSON.stringify({ stamp }))
  say(`built in ${seconds(started)} s`)
}

const seconds = (since: number) => Math.round((performance.now() - since) / 1000)

/** Bundles launcher, web server, worker and commands into `dist`; what they import from npm stays outside. */
export async function bundlePrograms(): Promise<void> {
  rmSync(projectPath('dist'), { recursive: true, force: true })
  await build({
    entryPoints: {
      start: projectPath('lib/cli/start.ts'),
      web: projectPath('lib/server/main.ts'),
      worker: projectPath('lib/cli/worker.ts'),
      audit: projectPath('lib/cli/audit.ts'),
      keys: projectPath('lib/cli/keys.ts'),
    },
    outdir: projectPath('dist'),
    absWorkingDir: projectPath(),
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    conditions: ['react-server'],
    alias: { 'server-only': projectPath('node_modules/server-only/empty.js') },
    logLevel: 'warning',
  })
}

/** What of Next's output is a step of the way. */
const STEP =
  /^\W*((?:Creating|Compiled|Running|Finished|Collecting|Generating|Finalizing|Linting)\b.*?)(?: in [\d.]+ ?m?s| took .*)?(?: \.\.\.)?\s*$/
const QUIET_MS = 10_000

/** Tells each step once, and that it still builds when a step takes long. */
export function buildSteps(tell: (line: string) => void): (text: string) => void {
  const told = new Set<string>()
  let rest = ''
  return (text) => {
    const lines = (rest + text).split(/[\n\r]/)
    rest = lines.pop() ?? ''
    for (const line of lines) {
      // A line is coloured only in a terminal, and counts pages while they are made.
      const step = STEP.exec(line)?.[1]
        ?.replace(/ using \d+ workers?.*$/, '')
        .replace(/ \(\d+\/\d+\).*$/, '')
      if (!step || step.includes('next.config') || told.has(step)) continue
      told.add(step)
      tell(step.charAt(0).toLowerCase() + step.slice(1))
    }
  }
}

function nextBuild(id: string, tell: (line: string) => void): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [projectPath('node_modules/next/dist/bin/next'), 'build'], {
      cwd: projectPath(),
      env: { ...process.env, NODE_ENV: 'production', CONSOLE_BUILD: id, NEXT_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const follow = buildSteps((line) => {
      still.refresh()
      tell(line)
    })
    const still = setInterval(() => tell('still at it'), QUIET_MS)
    child.once('close', () => clearInterval(still))
    const keep = (chunk: Buffer) => {
      output += chunk
      follow(chunk.toString())
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', failed)
    child.once('exit', (code) => (code === 0 ? done() : failed(new Error(`next build failed:\n${output}`))))
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await buildAll((line) => process.stdout.write(`build: ${line}\n`)).catch(failWith)
