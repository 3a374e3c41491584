import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

export interface Tool {
  name: string
  /** Debian's package. */
  packages: string[]
  /** What cannot be tested without it. */
  use: string
  find(): string | undefined
}

function onPath(...names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(':').filter(Boolean)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file))
}

/** The `bin` folder of the newest PostgreSQL of the system. */
function systemPostgres(): string | undefined {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  const bin = versions.map((version) => join(root, version, 'bin')).find((folder) => existsSync(join(folder, 'initdb')))
  const initdb = onPath('initdb')
  return bin ?? (initdb && join(initdb, '..'))
}

function hasFont(folder: string): boolean {
  if (!existsSync(folder)) return false
  return readdirSync(folder, { recursive: true }).some((file) => /\.(ttf|otf|ttc)$/i.test(String(file)))
}

/** The same Chromium without a window's pages of its own: each new page takes it a quarter of the time. */
const HEADLESS = 'chromium-headless-shell'

/** Programs that tests use and npm does not bring. */
export const TOOLS: Tool[] = [
  {
    name: 'chromium',
    packages: ['chromium'],
    use: 'the pages in a browser',
    find: () =>
      process.env.CHROMIUM_PATH ??
      onPath(HEADLESS, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'),
  },
  {
    name: 'fonts',
    packages: ['fonts-dejavu-core'],
    use: 'the pages in a browser',
    find: () => ['/usr/share/fonts', '/usr/local/share/fonts', '/System/Library/Fonts'].find(hasFont),
  },
  {
    name: 'postgresql',
    packages: ['postgresql'],
    use: 'the database suite on a separate PostgreSQL',
    find: systemPostgres,
  },
  {
    name: 'redis-server',
    packages: ['redis-server'],
    use: 'real Redis behind the emulator',
    find: () => onPath('redis-server'),
  },
  {
    name: 'memcached',
    packages: ['memcached'],
    use: 'real Memcached behind the emulator',
    find: () => onPath('memcached'),
  },
]

const canInstall = () => process.getuid?.() === 0 && onPath('apt-get') !== undefined

/** Returns whether it could install all of them. */
function install(packages: readonly string[], say: (line: string) => void): boolean {
  say(`installing ${packages.join(' ')}`)
  const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const
  spawnSync('apt-get', ['update', '-qq'], options)
  return spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options).status === 0
}

/** Finds every tool; as root on Debian installs what is missing. Returns those that are still missing. */
export function provideTools(say: (line: string) => void): Tool[] {
  // By itself: where a release has no such package, the browser below does as well.
  if (canInstall() && !process.env.CHROMIUM_PATH && !onPath(HEADLESS) && !install([HEADLESS], say))
    say(`no ${HEADLESS} here: the pages are looked at in Chromium with its window`)
  const missing = TOOLS.filter((tool) => !tool.find())
  if (missing.length === 0) return []
  if (canInstall())
    install(
      missing.flatMap((tool) => tool.packages),
      say,
    )
  const still = missing.filter((tool) => !tool.find())
  if (still.length > 0) say(`to run everything: apt-get install ${still.flatMap((tool) => tool.packages).join(' ')}`)
  return still
}
