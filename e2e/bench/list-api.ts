import { Pool } from 'undici'
import { addAccounts, LARGE_ACCOUNTS, type Stage, startStage } from './console'
import { cpuSecondsOf, interleave, median, percentile } from './measure'
import type { Line } from './report'

const CLIENTS = 50
const REQUESTS = 600
const LIST = `/api/instances?${new URLSearchParams({ q: 'memory:>1GB -status:error orders', sort: '-memory', limit: '100' })}`
/** Signed in, role checked, one row read: as near to nothing as an authenticated handler gets. */
const TRIVIAL = '/api/me'

interface Run {
  p95: number
  webCpuMs: number
  allCpuMs: number
}

async function load(stage: Stage, path: string): Promise<Run> {
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
    for (const path of [LIST, TRIVIAL]) await load(stage, path)
    const runs: { list: Run[]; trivial: Run[] } = { list: [], trivial: [] }
    await interleave(rounds, {
      list: async () => runs.list.push(await load(stage, LIST)),
      trivial: async () => runs.trivial.push(await load(stage, TRIVIAL)),
    })
    const of = (name: keyof typeof runs, field: keyof Run) => median(runs[name].map((run) => run[field]))
    const ratio = (field: keyof Run) => of('list', field) / of('trivial', field)
    return [
      {
        workload: 'list-api',
        what: 'trivial handler, CPU of the web process',
        value: of('trivial', 'webCpuMs'),
        unit: 'ms',
      },
      {
        workload: 'list-api',
        what: 'list of 10,000, CPU of the web process',
        value: of('list', 'webCpuMs'),
        unit: 'ms',
      },
      {
        workload: 'list-api',
        what: 'list / trivial, CPU of the web process',
        value: ratio('webCpuMs'),
        unit: 'x',
        goal: 2.5,
      },
      { workload: 'list-api', what: 'list / trivial, CPU with the database', value: ratio('allCpuMs'), unit: 'x' },
      { workload: 'list-api', what: 'trivial handler, p95 at 50 clients', value: of('trivial', 'p95'), unit: 'ms' },
      { workload: 'list-api', what: 'list of 10,000, p95 at 50 clients', value: of('list', 'p95'), unit: 'ms' },
      { workload: 'list-api', what: 'list / trivial, p95 at 50 clients', value: ratio('p95'), unit: 'x', goal: 2.5 },
    ]
  } finally {
    await stage.stop()
  }
}
