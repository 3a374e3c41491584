import { Pool } from 'undici'
import { addAccounts, LARGE_ACCOUNTS, type Stage, startStage } from './console'
import { cpuSecondsOf, interleave, median, percentile } from './measure'
import type { Line } from './report'

const CLIENTS = 50
const REQUESTS = 600
const list = (q: string) => `/api/instances?${new URLSearchParams({ q, sort: '-memory', limit: '100' })}`
const QUESTION = 'memory:>1GB -status:error orders'
/** What an open page asks again and again: answered from memory while nothing changes. */
const same = () => list(QUESTION)
let asked = 0
/** A question that nobody asked before, each time. */
const fresh = () => list(`${QUESTION} -never${asked++}`)
/** Signed in, role checked, a constant answered: as near to nothing as an authenticated handler gets. */
const trivial = () => '/api/providers'

interface Run {
  p95: number
  webCpuMs: number
  allCpuMs: number
}

async function load(stage: Stage, pathOf: () => string): Promise<Run> {
  const { web, postgres } = await stage.pids()
  const cpu = () => ({
    web: cpuSecondsOf(web),
    database: postgres.reduce((sum, pid) => sum + safely(pid), 0),
  })
  const pool = new Pool(stage.url, { connections: CLIENTS })
  const before = cpu()
  const times: number[] = []
  let left = REQUESTS
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      while (left-- > 0) {
        const path = pathOf()
        const started = performance.now()
        const { statusCode, body } = await pool.request({ method: 'GET', path, headers: { cookie: stage.cookie } })
        await body.dump({ limit: 10_000_000 })
        if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`)
        times.push(performance.now() - started)
      }
    }),
  )
  const after = cpu()
  await pool.close()
  const webCpuMs = ((after.web - before.web) * 1000) / REQUESTS
  return {
    p95: percentile(times, 95),
    webCpuMs,
    allCpuMs: webCpuMs + ((after.database - before.database) * 1000) / REQUESTS,
  }
}

/** A database backend may have ended since it was listed. */
function safely(pid: number): number {
  try {
    return cpuSecondsOf(pid)
  } catch {
    return 0
  }
}

/** Workload c: the list over 10,000 rows with session, role, filter and sort, against a handler that does nothing. */
export async function benchListApi(rounds: number): Promise<Line[]> {
  const stage = await startStage(['--profile', 'large', '--latency', '1', '--quotas', 'off'])
  try {
    await addAccounts(stage, LARGE_ACCOUNTS)
    const paths = { same, fresh, trivial }
    const runs: Record<keyof typeof paths, Run[]> = { same: [], fresh: [], trivial: [] }
    for (const path of Object.values(paths)) await load(stage, path)
    await interleave(rounds, {
      same: async () => runs.same.push(await load(stage, same)),
      fresh: async () => runs.fresh.push(await load(stage, fresh)),
      trivial: async () => runs.trivial.push(await load(stage, trivial)),
    })
    const of = (name: keyof typeof runs, field: keyof Run) => median(runs[name].map((run) => run[field]))
    const line = (what: string, value: number, unit: string, goal?: number): Line => ({
      workload: 'list-api',
      what,
      value,
      unit,
      goal,
    })
    return [
      line('trivial handler, CPU of the web process', of('trivial', 'webCpuMs'), 'ms'),
      line('trivial handler, p95 at 50 clients', of('trivial', 'p95'), 'ms'),
      ...(['same', 'fresh'] as const).flatMap((name) => {
        const what = name === 'same' ? 'list, same question' : 'list, always a new question'
        const ratio = (field: keyof Run) => of(name, field) / of('trivial', field)
        return [
          line(`${what}, CPU of the web process`, of(name, 'webCpuMs'), 'ms'),
          line(`${what} / trivial, CPU of the web process`, ratio('webCpuMs'), 'x', 2.5),
          line(`${what} / trivial, CPU with the database`, ratio('allCpuMs'), 'x'),
          line(`${what}, p95 at 50 clients`, of(name, 'p95'), 'ms'),
          line(`${what} / trivial, p95 at 50 clients`, ratio('p95'), 'x', 2.5),
        ]
      }),
    ]
  } finally {
    await stage.stop()
  }
}
