import type { Browser } from '@playwright/test'
import pg from 'pg'
import { type SlowPattern, slowPatternId } from '@/lib/model/slow-log'
import { contextOf } from './browser'
import { addAccounts, LARGE_ACCOUNTS, type Stage, startStage } from './console'
import { median } from './measure'
import { coldLoad, launch } from './page'
import type { Line } from './report'
import { benchStore } from './slow-log-store'

const RECORDS = 6_000
const PATTERNS = 30
const GOALS = { shownMs: 300, longestMs: 100, nodes: 3_000 }
const COMMANDS = ['HGETALL', 'GET', 'MGET', 'EVALSHA', 'SMEMBERS', 'ZRANGEBYSCORE', 'LRANGE', 'DEL', 'SUNION', 'HMGET']

interface Listed {
  ref: string
  key: { accountId: string }
}

declare global {
  interface Window {
    longTasks: { start: number; ms: number }[]
  }
}

const MINUTE_MS = 60_000

/** Six thousand records of thirty patterns and the last three hours, kept for an instance: they come in one answer. */
async function fill(stage: Stage, { ref, key: { accountId } }: Listed): Promise<void> {
  const client = new pg.Client({ connectionString: stage.databaseUrl })
  await client.connect()
  try {
    const now = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS
    // What is kept of the last minutes is asked of the cloud once more: there is nothing of it.
    const [from, to] = [now - 170 * MINUTE_MS, now - 15 * MINUTE_MS]
    const time = (ms: number) => new Date(ms).toISOString()
    const { rows } = await client.query<{ id: number }>(
      `insert into slow_archives (ref, kind, account_id, kept_from, kept_to, fill_from, due_at)
        values ($1, 'db', $2, $3, $4, $3, now() + interval '1 day') returning id`,
      [ref, accountId, time(now - 86_400_000), time(now)],
    )
    const patterns = Array.from(
      { length: PATTERNS },
      (_, n): SlowPattern => ({
        command: COMMANDS[n % COMMANDS.length] ?? 'GET',
        keys: [`part${Math.floor(n / COMMANDS.length)}:*:items`],
        others: 0,
        known: true,
      }),
    )
    const kept = await client.query<{ id: number }>(
      'insert into slow_patterns (name, pattern) select * from unnest($1::text[], $2::jsonb[]) returning id',
      [patterns.map(slowPatternId), patterns.map((one) => JSON.stringify(one))],
    )
    const draws = Array.from({ length: RECORDS }, (_, n) => Math.abs(Math.sin(n * 12.9898) * 43_758.5453) % 1)
    await client.query(
      `insert into slow_records (archive, at, digest, nth, us, pattern, keys, node, client, account, database)
        select $1, to_timestamp(at / 1000.0), n, 0, us, pattern, 1, 'db-' || n % 8, '10.0.0.' || n % 40, null, 0
        from unnest($2::bigint[], $3::bigint[], $4::int[]) with ordinality as told (at, us, pattern, n)`,
      [
        rows[0]?.id,
        draws.map((_, n) => to - Math.floor((n / RECORDS) * (to - from))),
        draws.map((draw) => 10_000 + Math.round(9_000 / (1.01 - draw))),
        draws.map((draw) => kept.rows[Math.floor(draw ** 2 * PATTERNS)]?.id),
      ],
    )
  } finally {
    await client.end()
  }
}

/** One opening of the tab in a browser without anything kept, until its list of entries is drawn as well. */
async function opened(browser: Browser, stage: Stage, { ref }: Listed) {
  const context = await contextOf(browser, stage)
  await context.addInitScript(() => {
    window.longTasks = []
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) window.longTasks.push({ start: startTime, ms: duration })
    }).observe({ type: 'longtask', buffered: true })
  })
  const url = `${stage.url}/instances/${encodeURIComponent(ref)}?tab=slow-log`
  const { page, load } = await coldLoad(context, url, 'tr[data-pattern]')
  const { asked, came } = await page.evaluate(() => {
    const all = performance.getEntriesByType('resource') as PerformanceResourceTiming[] // what that type's entries are
    const own = all.find(({ name }) => name.includes('/slow-log?'))
    return { asked: own?.startTime ?? 0, came: own?.responseEnd ?? 0 }
  })
  const entries = page.getByRole('button', { name: /^Entries/ })
  const told = await entries.textContent()
  if (!/ 6,\d{3}$/.test(told ?? '')) throw new Error(`not all records are shown: ${told}`)
  const longest = (since: number) =>
    page.evaluate(
      (start) =>
        window.longTasks.filter((one) => one.start + one.ms >= start).reduce((most, { ms }) => Math.max(most, ms), 0),
      since,
    )
  const found = { asked: load.firstRowMs - asked, shown: load.firstRowMs - came, longest: await longest(came) }
  const before = await page.evaluate(() => performance.now())
  await entries.click()
  await page.waitForTimeout(500)
  const listed = await longest(before)
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length)
  await context.close()
  return { ...found, listed, nodes }
}

/** A cluster that runs. */
async function aCluster(stage: Stage): Promise<Listed> {
  await addAccounts(stage, [{ ...LARGE_ACCOUNTS[0], regions: ['cn-hangzhou'] }])
  const query = encodeURIComponent('status:running engine:redis architecture:cluster')
  const { items } = await stage.get<{ items: Listed[] }>(`/api/instances?q=${query}&limit=1`)
  if (!items[0]) throw new Error('the fleet has no cluster that runs')
  return items[0]
}

/** Workload: 6,000 slow commands on the page, a million in the archive. */
export async function benchSlowLog(rounds: number): Promise<Line[]> {
  const stored = await benchStore()
  const stage = await startStage(['--profile', 'large', '--latency', '1', '--quotas', 'off'])
  const browser = await launch()
  try {
    const instance = await aCluster(stage)
    await fill(stage, instance)
    const found: Awaited<ReturnType<typeof opened>>[] = []
    for (let round = 0; round < rounds; round++) found.push(await opened(browser, stage, instance))
    const of = (what: keyof (typeof found)[number]) => median(found.map((one) => one[what]))
    const rest = { workload: 'slow-log' }
    const note = `${RECORDS} records in one answer`
    return [
      { ...rest, what: 'asked to shown, with the reading of the archive', value: of('asked'), unit: 'ms', note },
      { ...rest, what: 'data to shown', value: of('shown'), unit: 'ms', goal: GOALS.shownMs, note },
      { ...rest, what: 'longest task from then on', value: of('longest'), unit: 'ms', goal: GOALS.longestMs },
      { ...rest, what: 'longest task of listing them', value: of('listed'), unit: 'ms', goal: GOALS.longestMs },
      {
        ...rest,
        what: 'DOM nodes',
        value: Math.max(...found.map(({ nodes }) => nodes)),
        unit: '',
        goal: GOALS.nodes,
      },
      ...stored,
    ]
  } finally {
    await browser.close()
    await stage.stop()
  }
}
