import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { inventoryRow } from '@/e2e/api/facts'
import { addAccount } from '@/lib/accounts/testing'
import { launchSettings, storeNewKey } from '@/lib/cli/launch-settings'
import { closeDatabase, db } from '@/lib/db/client'
import { startEmbedded } from '@/lib/db/embedded'
import { migrateDatabase } from '@/lib/db/migrate'
import { inventory } from '@/lib/db/schema'
import { setEnv } from '@/lib/env'
import { refOf } from '@/lib/model/instance'
import type { SlowRecord } from '@/lib/providers/slow-logs'
import { keepSlow, keptRecords, slowKey } from '@/lib/slow-log/archive/keep'
import { readFleetSlow } from '@/lib/slow-log/fleet/read'
import { deploymentSecret } from '@/lib/vault/deployment'
import { median, percentile } from './measure'
import type { Line } from './report'

const ROWS = 1_000_000
const INSTANCES = 20
/** As many are kept at once as the job keeps. */
const AT_ONCE = 2_000
const DAY_MS = 86_400_000
const WEEK_MS = 7 * DAY_MS
const QUERIES = 40

const COMMANDS = [
  'HGETALL cart:#:items',
  'GET session:#',
  'ZRANGEBYSCORE rank:# 0 500 WITHSCORES',
  'MGET sku:#:price sku:#:stock sku:#:name',
  'EVALSHA 6b1bf486c81ceb7edf3c093f4c48582e38c0e791 2 stock:#:lock stock:#',
  'SMEMBERS tag:#:members',
  'LRANGE feed:# 0 -1',
  'KEYS session:*',
] as const

/** Records of one instance over a week, oldest first: the same for the same number. */
function* recordsOf(instance: number, count: number, from: number): Generator<SlowRecord> {
  let state = instance * 7_919 + 13
  const draw = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
  for (let n = 0; n < count; n++) {
    const template = COMMANDS[Math.floor(draw() ** 2 * COMMANDS.length)] ?? COMMANDS[0]
    yield {
      at: from + Math.floor((n / count) * (WEEK_MS / 1_000)) * 1_000,
      us: Math.round(10_000 + 9_000 / (1.01 - draw())),
      command: template.replaceAll('#', () => String(100_000 + Math.floor(draw() * 899_999))),
      node: `db-${Math.floor(draw() * 8)}`,
      client: `10.0.${instance}.${Math.floor(draw() * 12)}`,
      account: null,
      database: 0,
    }
  }
}

const timed = async (run: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await run()
  return performance.now() - start
}

/** Keeping a million slow commands as the job keeps them against COPY of the same rows, and the fleet's page of a week. */
export async function benchStore(): Promise<Line[]> {
  const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-bench-'))
  await chmod(folder, 0o711)
  const { env, newKey } = launchSettings({ QUARTERDECK_DATA_DIR: folder, NODE_ENV: 'production' })
  const embedded = await startEmbedded(folder)
  // What is measured against takes longer than the console lets a query take.
  const direct = new pg.Client({ connectionString: embedded.url })
  try {
    env.databaseUrl = embedded.url
    setEnv(env)
    await migrateDatabase(embedded.url)
    if (newKey) await storeNewKey(folder, newKey)
    await deploymentSecret()
    const account = await addAccount()
    const from = Math.floor((Date.now() - WEEK_MS) / 3_600_000) * 3_600_000
    const archives: number[] = []
    for (let n = 0; n < INSTANCES; n++) {
      const row = inventoryRow(account.id, 'cn-hangzhou', `r-bench${n}`)
      await db().insert(inventory).values(row)
      const ref = refOf({ service: 'alibaba-kvstore', accountId: account.id, region: 'cn-hangzhou', id: `r-bench${n}` })
      const { rows } = await db().execute<{ id: number }>(sql`
        insert into slow_archives (ref, kind, account_id, kept_from, kept_to, fill_from)
        values (${ref}, 'db', ${account.id}, to_timestamp(${from / 1_000}), now(), to_timestamp(${from / 1_000})) returning id`)
      archives.push(rows[0]?.id ?? 0)
    }
    const key = await slowKey()
    const commands = archives.map((_, n) => [...recordsOf(n, ROWS / INSTANCES, from)])
    const ingestMs = await timed(async () => {
      for (const [n, archive] of archives.entries()) {
        const all = commands[n] ?? []
        for (let at = 0; at < all.length; at += AT_ONCE) {
          const lease = { archive, fence: 0 }
          await keepSlow(lease, { from, to: from }, keptRecords(key, all.slice(at, at + AT_ONCE)), {
            dueAt: new Date(),
          })
        }
      }
    })
    const { rows: counted } = await db().execute<{ count: number }>(
      sql`select count(*)::int as count from slow_records`,
    )
    if (counted[0]?.count !== ROWS) throw new Error(`${counted[0]?.count} rows are kept, not ${ROWS}`)
    const shared = join(folder, 'copied')
    await mkdir(shared)
    await chmod(shared, 0o777)
    const file = `'${join(shared, 'rows')}'`
    await direct.connect()
    await direct.query(`copy slow_records to ${file}`)
    await direct.query('create table copied (like slow_records including all)')
    await direct.query('alter table copied add foreign key (archive) references slow_archives (id)')
    const copyMs = await timed(() => direct.query(`copy copied from ${file}`))
    await direct.query('vacuum analyze slow_records')
    await direct.query('vacuum analyze slow_hours')
    const [page, plain]: [number[], number[]] = [[], []]
    for (let n = 0; n < QUERIES; n++) {
      page.push(await timed(() => readFleetSlow({ kind: 'all' }, { q: '', hours: 168, kind: 'db' })))
      if (n % 4 === 0)
        plain.push(
          await timed(() =>
            direct.query(`select archive, pattern, client, count(*), sum(us), max(us), min(at), max(at) from slow_records
              group by 1, 2, 3 order by 5 desc limit 500`),
          ),
        )
    }
    const perSecond = (ms: number) => (ROWS / ms) * 1_000
    const rest = { workload: 'slow-log' }
    return [
      { ...rest, what: 'commands read, patterned and kept', value: perSecond(ingestMs), unit: 'rows/s' },
      { ...rest, what: 'COPY of the same rows', value: perSecond(copyMs), unit: 'rows/s' },
      {
        ...rest,
        what: 'keeping / COPY, time',
        value: ingestMs / copyMs,
        unit: 'x',
        note: 'keeping also makes patterns, digests and hourly sums, in transactions of 2,000',
      },
      { ...rest, what: 'top patterns of 7 days, 1,000,000 rows, p95', value: percentile(page, 95), unit: 'ms' },
      {
        ...rest,
        what: 'the page / the same sums from the rows, medians',
        value: median(page) / median(plain),
        unit: 'x',
        goal: 1,
      },
    ]
  } finally {
    await direct.end()
    await closeDatabase()
    await embedded.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
