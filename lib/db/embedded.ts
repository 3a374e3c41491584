import { type ChildProcess, spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { freePort, isFree } from '@/lib/cli/port'
import { postgresBinaries, type ServerUser, serverUser } from './binaries'
import {
  dataVersion,
  initialise,
  leftover,
  type Place,
  passwordOf,
  placeIn,
  prepareFolder,
  serverEnv,
  stopPostmaster,
} from './cluster'
import { lockFolder } from './folder-lock'

export interface Embedded {
  url: string
  /** Process id of the server. */
  pid: number
  /** Resolves when the server ended, wanted or not. */
  exited: Promise<void>
  /** Starts a server that ended again, on the same port if it is still free. `url` may change. */
  restart(): Promise<void>
  /** Stops the server, everything written, and gives up the folder. */
  stop(): Promise<void>
}

/**
 * Runs a PostgreSQL of its own on a data folder: loopback only, no unix socket, its own password, an unprivileged
 * user when this process is root. A server left by a killed launcher is stopped cleanly first. Throws FolderInUse
 * when another launcher holds the folder, Error with one clear line when it cannot run.
 */
export async function startEmbedded(dataDir: string): Promise<Embedded> {
  const user = serverUser()
  prepareFolder(dataDir, placeIn(dataDir), user)
  // PostgreSQL works in the real folder; symbolic links would hide a leftover server from us.
  const place = placeIn(realpathSync(dataDir))
  const unlock = lockFolder(place.lockFile, dataDir)
  try {
    const left = leftover(place)
    if (left) await stopPostmaster(left)
    const bin = postgresBinaries(user, place.binaries, dataVersion(place))
    const password = passwordOf(place)
    initialise(place, bin, user, password)
    let stopped = false
    const start = (keepPort: number) => launch(place, bin, user, password, keepPort, () => stopped)
    let server = await start(0)
    let starting: Promise<Server> | undefined
    await createDatabase(server.url)
    const embedded: Embedded = {
      url: withDatabase(server.url, DATABASE),
      pid: server.pid,
      exited: server.exited,
      async restart() {
        starting = start(5)
        server = await starting
        embedded.url = withDatabase(server.url, DATABASE)
        embedded.pid = server.pid
        embedded.exited = server.exited
      },
      async stop() {
        stopped = true
        // A server that is just being started again must not outlive us: its start gives up and ends it.
        await starting?.catch(() => {})
        await stopPostmaster(server.pid)
        await server.exited
        unlock()
      },
    }
    return embedded
  } catch (error) {
    unlock()
    throw error
  }
}

const DATABASE = 'quarterdeck'

interface Server {
  url: string
  pid: number
  exited: Promise<void>
}

/**
 * `keepPort`: for how many attempts to insist on the port of last time, because others hold its address. `givenUp`: asked
 * while waiting; once true, nothing is left running and it throws.
 */
async function launch(
  place: Place,
  bin: string,
  user: ServerUser | undefined,
  password: string,
  keepPort: number,
  givenUp: () => boolean,
): Promise<Server> {
  let problem = ''
  for (let attempt = 0; attempt < 10 && !givenUp(); attempt += 1) {
    // After kill -9 the old server's children need a moment to notice and end.
    if (attempt > 0) await sleep(200 * attempt)
    const port = await choosePort(place, attempt > keepPort)
    if (port === undefined) continue
    const url = `postgres://quarterdeck:${password}@127.0.0.1:${port}/postgres`
    const child = spawnServer(place, bin, user, port)
    let ended = false
    const exited = new Promise<void>((done) => {
      child.once('exit', () => {
        ended = true
        done()
      })
      child.once('error', (error) => {
        problem = error.message
        ended = true
        done()
      })
    })
    if (await answers(url, () => ended || givenUp())) {
      writeFileSync(place.portFile, String(port))
      return { url, pid: child.pid ?? 0, exited }
    }
    if (!ended && child.pid) await stopPostmaster(child.pid)
    problem ||= lastLines(place.log)
  }
  throw new Error(`PostgreSQL did not start on ${place.home}: ${problem} (see ${place.log})`)
}

function spawnServer(place: Place, bin: string, user: ServerUser | undefined, port: number): ChildProcess {
  if (existsSync(place.log) && statSync(place.log).size > 8_000_000) renameSync(place.log, `${place.log}.1`)
  const log = openSync(place.log, 'a', 0o600)
  try {
    return spawn(
      join(bin, 'postgres'),
      [
        ...['-D', place.data, '-p', String(port), '-h', '127.0.0.1', '-k', ''],
        ...['-c', 'shared_buffers=64MB', '-c', 'max_connections=100', '-c', 'timezone=UTC', '-c', 'log_timezone=UTC'],
        // Statements can hold people's data: the log says what failed, not with which values.
        ...['-c', 'log_min_error_statement=panic', '-c', 'log_parameter_max_length_on_error=0'],
      ],
      // In a group of its own: Ctrl-C in a terminal goes to the launcher, which stops the server last.
      {
        ...user,
        cwd: place.home,
        detached: true,
        stdio: ['ignore', log, log],
        env: serverEnv(),
      },
    )
  } finally {
    closeSync(log)
  }
}

/** The port of last time when it is free, so that tools keep their settings; else a random one. */
async function choosePort(place: Place, anyPort: boolean): Promise<number | undefined> {
  const last = existsSync(place.portFile) ? Number(readFileSync(place.portFile, 'utf8')) : 0
  if (last > 0 && (await isFree(last))) return last
  return last > 0 && !anyPort ? undefined : freePort()
}

async function answers(url: string, ended: () => boolean): Promise<boolean> {
  // Recovery after a crash replays what was written since the last checkpoint, which can take a while.
  for (const until = performance.now() + 120_000; performance.now() < until && !ended(); await sleep(25)) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
    client.on('error', () => {})
    try {
      await client.connect()
      await client.end()
      return !ended()
    } catch {
      await client.end().catch(() => {})
    }
  }
  return false
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`create database ${DATABASE} template template0 encoding 'UTF8'`)
  } finally {
    await client.end()
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

function lastLines(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').slice(-2).join(' ') : ''
}
