import type { SlowLog, SlowRow } from '@/lib/model/slow-log'
import { contextOf } from './browser'
import { addAccounts, LARGE_ACCOUNTS, startStage } from './console'
import { median } from './measure'
import { coldLoad, launch } from './page'
import type { Line } from './report'
import { benchStore } from './slow-log-store'

const RECORDS = 6_000
const GOALS = { shownMs: 300, longestMs: 100, nodes: 3_000 }
const COMMANDS = ['HGETALL', 'GET', 'MGET', 'EVALSHA', 'SMEMBERS', 'ZRANGEBYSCORE', 'LRANGE', 'DEL', 'SUNION', 'HMGET']

declare global {
  interface Window {
    longTasks: { start: number; ms: number }[]
  }
}

/** Six thousand records of thirty patterns in one answer, as the archive gives them. */
function anAnswer(from: number, to: number): SlowLog {
  const patterns = Array.from({ length: 30 }, (_, n) => ({
    command: COMMANDS[n % COMMANDS.length] ?? 'GET',
    keys: [`part${Math.floor(n / COMMANDS.length)}:*:items`],
    others: 0,
    known: true,
  }))
  const rows = Array.from({ length: RECORDS }, (_, n): SlowRow => {
    const draw = Math.abs(Math.sin(n * 12.9898) * 43_758.5453) % 1
    const at = to - 1_000 - Math.floor((n / RECORDS) * (to - from - 2_000))
    return [at, 10_000 + Math.round(9_000 / (1.01 - draw)), Math.floor(draw ** 2 * 30), n % 8, n % 40, -1, 0, 1]
  })
  return {
    at: new Date(to).toISOString(),
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    kind: 'db',
    kinds: ['db', 'proxy'],
    operation: 'alibaba-kvstore/DescribeSlowLogRecords',
    keptFrom: new Date(from).toISOString(),
    resolutionUs: 1_000,
    readFrom: new Date(from).toISOString(),
    shifted: false,
    unreadable: 0,
    refused: null,
    archive: { from: new Date(from).toISOString(), to: new Date(to).toISOString(), holes: [], failed: null },
    parts: [{ from: new Date(from).toISOString(), to: new Date(to).toISOString(), source: 'archive' }],
    calls: 0,
    patterns,
    nodes: Array.from({ length: 8 }, (_, n) => `db-${n}`),
    clients: Array.from({ length: 40 }, (_, n) => `10.0.0.${n}`),
    accounts: [],
    rows,
    texts: null,
  }
}

/** Workload: 6,000 slow commands on the page, a million in the archive. */
export async function benchSlowLog(rounds: number): Promise<Line[]> {
  const stored = await benchStore()
  const stage = await startStage(['--profile', 'large', '--latency', '1', '--quotas', 'off'])
  const browser = await launch()
  try {
    await addAccounts(stage, [{ ...LARGE_ACCOUNTS[0], regions: ['cn-hangzhou'] }])
    const query = encodeURIComponent('status:running engine:redis architecture:cluster')
    const { items } = await stage.get<{ items: { ref: string }[] }>(`/api/instances?q=${query}&limit=1`)
    const ref = items[0]?.ref
    if (!ref) throw new Error('the fleet has no cluster that runs')
    const found = { shown: [] as number[], longest: [] as number[], nodes: [] as number[], listed: [] as number[] }
    for (let round = 0; round < rounds; round++) {
      const context = await contextOf(browser, stage)
      await context.addInitScript(() => {
        window.longTasks = []
        new PerformanceObserver((list) => {
          for (const { startTime, duration } of list.getEntries())
            window.longTasks.push({ start: startTime, ms: duration })
        }).observe({ type: 'longtask', buffered: true })
      })
      await context.route(/\/api\/instances\/[^/]+\/slow-log\?/, async (route) => {
        const asked = new URL(route.request().url()).searchParams
        await route.fulfill({ json: anAnswer(Date.parse(asked.get('from') ?? ''), Date.parse(asked.get('to') ?? '')) })
      })
      const url = `${stage.url}/instances/${encodeURIComponent(ref)}?tab=slow-log`
      const { page, load } = await coldLoad(context, url, 'tr[data-pattern]')
      const came = await page.evaluate(
        () =>
          performance.getEntriesByType('resource').findLast(({ name }) => name.includes('/slow-log?'))?.startTime ?? 0,
      )
      const longest = (since: number) =>
        page.evaluate(
          (start) =>
            window.longTasks
              .filter((one) => one.start + one.ms >= start)
              .reduce((most, { ms }) => Math.max(most, ms), 0),
          since,
        )
      found.shown.push(load.firstRowMs - came)
      found.longest.push(await longest(came))
      const before = await page.evaluate(() => performance.now())
      await page.getByRole('button', { name: /^Entries/ }).click()
      await page.waitForTimeout(500)
      found.listed.push(await longest(before))
      found.nodes.push(await page.evaluate(() => document.querySelectorAll('*').length))
      await context.close()
    }
    const rest = { workload: 'slow-log' }
    const note = `${RECORDS} records in one answer`
    return [
      { ...rest, what: 'asked to shown', value: median(found.shown), unit: 'ms', goal: GOALS.shownMs, note },
      { ...rest, what: 'longest task from then on', value: median(found.longest), unit: 'ms', goal: GOALS.longestMs },
      { ...rest, what: 'longest task of listing them', value: median(found.listed), unit: 'ms', goal: GOALS.longestMs },
      { ...rest, what: 'DOM nodes', value: Math.max(...found.nodes), unit: '', goal: GOALS.nodes },
      ...stored,
    ]
  } finally {
    await browser.close()
    await stage.stop()
  }
}
