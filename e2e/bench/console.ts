import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@/lib/cli/port'
import { placeIn } from '@/lib/db/cluster'
import { startUntil, stopChild } from './stage'

/** The built console with a local cloud beside it and one admin signed in. */
export interface Stage {
  url: string
  emulator: string
  cookie: string
  /** Of the console's own database, for what no cloud could have told yet. */
  databaseUrl: string
  /** Pids of the console's processes; `postgres` holds the server and all its children. */
  pids(): Promise<{ web: number; worker: number; postgres: number[] }>
  get<T>(path: string): Promise<T>
  send<T>(method: string, path: string, body?: unknown): Promise<T>
  stop(): Promise<void>
}

/** Accounts of the large fleet: one for each cloud, six regions each. Keys are the emulator's documented ones. */
export const LARGE_ACCOUNTS = [
  {
    name: 'alibaba',
    provider: 'alibaba',
    scheme: 'alibaba-acs3',
    services: ['alibaba-kvstore'],
    regions: ['cn-hangzhou', 'cn-shanghai', 'cn-beijing', 'cn-shenzhen', 'cn-hongkong', 'ap-southeast-1'],
    accessKeyId: 'testid',
    accessKeySecret: 'testsecret',
  },
  {
    name: 'jdcloud',
    provider: 'jdcloud',
    scheme: 'jdcloud2',
    services: ['jdcloud-redis'],
    regions: ['cn-north-1', 'cn-south-1', 'cn-east-2', 'cn-east-1', 'cn-southwest-1', 'cn-northwest-1'],
    accessKeyId: 'testid',
    accessKeySecret: 'testsecret',
  },
  {
    name: 'kingsoft',
    provider: 'kingsoft',
    scheme: 'kingsoft-aws4',
    services: ['kingsoft-redis', 'kingsoft-memcached'],
    regions: ['cn-beijing-6', 'cn-shanghai-2', 'cn-guangzhou-1', 'cn-hongkong-2', 'ap-singapore-1', 'eu-east-1'],
    projectIds: ['0', '103217', '103305'],
    accessKeyId: 'testid',
    accessKeySecret: 'testsecret',
  },
].map((account) => ({ environment: 'prod', team: 'bench', ...account }))

/** Starts both with an empty database. `emulator` are options of its command line. */
export async function startStage(emulator: string[]): Promise<Stage> {
  const cloud = await startUntil(
    'node_modules/.bin/tsx',
    ['emulator/main.ts', '--port', '0', ...emulator],
    /"url":"([^"]+)"/,
  )
  const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-bench-'))
  await chmod(folder, 0o711)
  const port = await freePort()
  const app = await startUntil('node', ['dist/start.js'], /(http:\/\/[^\s]+)\/setup#(\S+)/, {
    env: {
      QUARTERDECK_DATA_DIR: folder,
      QUARTERDECK_PROVIDER_GATEWAY: cloud.match[1] ?? '',
      PORT: String(port),
      DATABASE_URL: '',
      NODE_ENV: 'production',
    },
  })
  const url = app.match[1] ?? ''
  const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', origin: url }
  const setup = await fetch(`${url}/api/setup`, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      token: app.match[2],
      email: 'bench@haitang.example',
      name: 'Bench',
      password: 'harbour-lantern-quartz-91',
    }),
  })
  if (!setup.ok) throw new Error(`the first admin could not be made: ${await setup.text()}`)
  const cookie = setup.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ')

  async function send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(url + path, {
      method,
      headers: { ...headers, cookie },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    const text = await response.text()
    // Long work is answered in lines, the answer in the last.
    if (response.headers.get('content-type')?.includes('ndjson'))
      return JSON.parse(text.trimEnd().split('\n').at(-1) ?? '').answer
    return (text ? JSON.parse(text) : undefined) as T // the caller knows the route's answer
  }

  return {
    url,
    emulator: cloud.match[1] ?? '',
    cookie,
    databaseUrl: await databaseUrlOf(folder),
    pids: () => pidsBelow(app.child.pid ?? 0),
    get: (path) => send('GET', path),
    send,
    async stop() {
      await stopChild(app.child)
      await stopChild(cloud.child)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function databaseUrlOf(folder: string): Promise<string> {
  const place = placeIn(folder)
  const [port, password] = await Promise.all([place.portFile, place.passwordFile].map((file) => readFile(file, 'utf8')))
  return `postgres://quarterdeck:${password?.trim()}@127.0.0.1:${port?.trim()}/quarterdeck`
}

async function pidsBelow(root: number) {
  const processes: { pid: number; parent: number; command: string }[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const stat = await readFile(`/proc/${name}/stat`, 'utf8')
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
      const command = (await readFile(`/proc/${name}/cmdline`, 'utf8')).replaceAll('\0', ' ')
      processes.push({ pid: Number(name), parent, command })
    } catch {
      // It ended while we looked.
    }
  }
  const below = new Set([root])
  for (let grown = true; grown; ) {
    grown = false
    for (const p of processes) {
      if (below.has(p.parent) && !below.has(p.pid)) {
        below.add(p.pid)
        grown = true
      }
    }
  }
  const mine = processes.filter((p) => below.has(p.pid))
  const one = (part: string) => mine.find((p) => p.command.includes(part))?.pid ?? 0
  return {
    web: one('web.js'),
    worker: one('worker.js'),
    postgres: mine.filter((p) => /postgres/.test(p.command) && !/node /.test(p.command)).map((p) => p.pid),
  }
}

/** Adds the accounts and waits until every region of theirs was read. */
export async function addAccounts(stage: Stage, accounts: readonly object[]): Promise<string[]> {
  const ids: string[] = []
  for (const account of accounts) ids.push((await stage.send<{ id: string }>('POST', '/api/accounts', account)).id)
  await untilRead(stage, ids)
  return ids
}

/** Waits until no reading of these accounts runs and every region was read at least once. */
export async function untilRead(stage: Stage, ids: readonly string[]): Promise<void> {
  for (let i = 0; i < 600; i++) {
    const { shards } = await stage.get<{ shards: { accountId: string; state: string }[] }>('/api/clouds')
    const mine = shards.filter((s) => ids.includes(s.accountId))
    if (mine.length > 0 && mine.every((s) => s.state === 'ok')) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('the regions were not read in two minutes')
}
