import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServerUser } from './binaries'
import { startOf } from './folder-lock'

/** Where one embedded server keeps its things, below the data folder. */
export interface Place {
  /** Owned by the server's user, mode 0700. */
  home: string
  data: string
  log: string
  binaries: string
  passwordFile: string
  portFile: string
  lockFile: string
}

export function placeIn(dataDir: string): Place {
  const home = join(dataDir, 'postgres')
  return {
    home,
    data: join(home, 'data'),
    log: join(dataDir, 'postgres.log'),
    binaries: join(dataDir, 'postgres-programs'),
    passwordFile: join(dataDir, 'database.password'),
    portFile: join(dataDir, 'database.port'),
    lockFile: join(dataDir, 'launcher.lock'),
  }
}

/** Makes the data folder. Others may pass through it (the server's user must) but not list it. Throws a clear Error. */
export function prepareFolder(dataDir: string, place: Place, user: ServerUser | undefined): void {
  // A strict umask would close the folders on the way to the server's user.
  const umask = process.umask(0o022)
  try {
    mkdirSync(dataDir, { recursive: true, mode: user ? 0o711 : 0o700 })
    mkdirSync(place.home, { recursive: true, mode: 0o700 })
    if (user) chownSync(place.home, user.uid, user.gid)
  } catch (error) {
    throw new Error(
      `The data folder ${dataDir} cannot be made or written: ${error instanceof Error ? error.message : error}`,
    )
  } finally {
    process.umask(umask)
  }
  const reached = spawnSync('/bin/sh', ['-c', 'cd "$1" && test -w .', 'sh', place.home], {
    ...user,
    cwd: '/',
    stdio: 'ignore',
  })
  if (reached.status !== 0)
    throw new Error(
      `The data folder ${dataDir} cannot be entered by the user PostgreSQL runs as (uid ${user?.uid ?? process.getuid?.()}): open its parent folders or set QUARTERDECK_DATA_DIR`,
    )
}

/** The server's password, made on first use; only this process's user can read the file. */
export function passwordOf(place: Place): string {
  if (!existsSync(place.passwordFile))
    writeFileSync(place.passwordFile, randomBytes(24).toString('hex'), { mode: 0o600, flag: 'wx' })
  return readFileSync(place.passwordFile, 'utf8').trim()
}

/** Major version of the data that is there, if any. */
export function dataVersion(place: Place): string | undefined {
  const file = join(place.data, 'PG_VERSION')
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
}

/** The environment of PostgreSQL's programs: nothing of ours, which holds secrets. */
export function serverEnv(): NodeJS.ProcessEnv {
  return { LC_ALL: 'C', PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV }
}

/** Makes the cluster if there is none. A crash in the middle leaves nothing that looks finished. */
export function initialise(place: Place, bin: string, user: ServerUser | undefined, password: string): void {
  if (dataVersion(place)) return
  const fresh = join(place.home, 'data.new')
  const secret = join(place.home, 'password.new')
  writeFileSync(secret, `${password}\n`, { mode: 0o600 })
  if (user) chownSync(secret, user.uid, user.gid)
  try {
    // Systems without the C.UTF-8 locale have PostgreSQL's own since version 17.
    const locales = [
      ['--locale=C.UTF-8'],
      ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      ['--locale=C'],
    ]
    let problem = ''
    for (const locale of locales) {
      rmSync(fresh, { recursive: true, force: true })
      const made = spawnSync(
        join(bin, 'initdb'),
        ['-D', fresh, '-U', 'quarterdeck', '-A', 'scram-sha-256', '--pwfile', secret, '-E', 'UTF8', ...locale],
        { ...user, cwd: place.home, encoding: 'utf8', env: serverEnv() },
      )
      if (made.status === 0) {
        renameSync(fresh, place.data)
        return
      }
      problem = (made.stderr || made.error?.message || '').trim()
    }
    throw new Error(`PostgreSQL's initdb failed: ${problem.split('\n').slice(-2).join(' ')}`)
  } finally {
    rmSync(secret, { force: true })
  }
}

/** Pid of a server that runs on this data folder, left over from a launcher that was killed. */
export function leftover(place: Place): number | undefined {
  const file = join(place.data, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  if (pid > 0 && startOf(pid) && isPostmaster(pid, place)) return pid
  // The pid now belongs to something else: PostgreSQL would refuse to start because of it.
  rmSync(file, { force: true })
  return undefined
}

function isPostmaster(pid: number, place: Place): boolean {
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === place.data
    } catch {
      return false
    }
  }
  const ps = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  return ps.stdout.includes(place.data)
}

/** Stops a server by pid: sessions are ended and everything is written (SIGINT); after 10 s the hard way. */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const [signal, waitMs] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    for (let waited = 0; waited < waitMs; waited += 50) {
      if (!startOf(pid)) return
      await sleep(50)
    }
  }
}
