import pg from 'pg'
import { Pool } from 'undici'
import { contextOf } from './browser'
import { addAccounts, LARGE_ACCOUNTS, type Stage, startStage } from './console'
import { interleave, median, percentile, sleep } from './measure'
import { coldLoad, floorOf, interactions, launch } from './page'
import type { Line } from './report'

const CLIENTS = 20
const REQUESTS = 300
const MONTHS = 12
const LIMIT_MS = 100
const DIMENSIONS = ['team', 'provider', 'environment', 'account', 'region', 'engine', 'architecture', 'charge']

/** Signed in, role checked, a constant answered: as near to nothing as an authenticated handler gets. */
const trivial = () => '/api/providers'
/** What an open page asks again and again. */
const same = () => '/api/costs?by=team&range=year'
let asked = 0
/** A question that nobody asked before, each time: everything is summed anew. */
const fresh = () => `/api/costs?by=tag&tag=never-${asked++}&range=year`

/**
 * Prices of now for the whole fleet, and twelve months of history with another price each month: no cloud was asked for so
 * long. The console itself makes the present from the prices.
 */
async function makeHistory(stage: Stage): Promise<number> {
  const client = new pg.Client({ connectionString: stage.databaseUrl })
  await client.connect()
  try {
    await client.query(`
      insert into price_readings (ref, account_id, about, read_at, next_at)
      select ref, account_id, array_to_string(array[facts ->> 'class', memory_mb::text, facts ->> 'shards', region, zone,
        charge_type], '|', ''), now(), now() + interval '1 day' from inventory where service = 'alibaba-kvstore'
      on conflict (ref) do update set next_at = excluded.next_at, requested_at = null`)
    await client.query(`
      insert into price_facts (ref, account_id, asked, about, operation, order_type, amount, original, discount, currency, unit,
        count, coupons, promotions)
      select i.ref, i.account_id, a.asked, r.about, 'DescribePrice', upper(left(a.asked, 3)),
        round((i.memory_mb / 1024.0 * case when i.charge_type = 'subscription' then 46 else 0.09 end)::numeric, 3),
        round((i.memory_mb / 1024.0 * case when i.charge_type = 'subscription' then 50 else 0.1 end)::numeric, 3), 0, 'CNY',
        case when i.charge_type = 'subscription' then 'month' else 'hour' end, 1, '[]', '[]'
      from inventory as i join price_readings as r on r.ref = i.ref
        cross join (values ('purchase'), ('renewal')) as a(asked)
      where i.memory_mb is not null and (a.asked = 'purchase' or i.charge_type = 'subscription')
      on conflict do nothing`)
    await untilKept(client)
    await client.query(
      `insert into cost_spans (ref, account_id, provider, service, region, instance_id, name, engine, architecture, charge_type,
        class, memory_mb, tags, ends_at, expired, since, until, source, amount, original, currency, unit, count, monthly, monthly_list)
      select ref, account_id, provider, service, region, instance_id, name, engine, architecture, charge_type, class, memory_mb,
        tags, ends_at, expired, since - make_interval(months => m), since - make_interval(months => m - 1), source,
        amount + m, original + m, currency, unit, count, monthly + m, monthly_list + m
      from cost_spans cross join generate_series(1, $1::int) as m where until is null`,
      [MONTHS],
    )
    const { rows } = await client.query<{ count: string }>('select count(*) from cost_spans')
    return Number(rows[0]?.count)
  } finally {
    await client.end()
  }
}

/** Until the console made stretches of cost from the prices. */
async function untilKept(client: pg.Client): Promise<void> {
  for (let at = 0; at < 300; at++) {
    const { rows } = await client.query<{ done: boolean }>(`
      select count(*) filter (where s.source = 'quote') = count(*) and count(*) > 0 as done
      from inventory as i join price_facts as f on f.ref = i.ref and f.asked = 'purchase'
        left join cost_spans as s on s.ref = i.ref and s.until is null where i.gone_at is null`)
    if (rows[0]?.done) return
    await sleep(200)
  }
  throw new Error('the costs were not kept in a minute')
}

/** A rate card with an amount for every size that the fleet has of clouds that tell no prices. */
async function saveRates(stage: Stage): Promise<void> {
  const template = await fetch(`${stage.url}/api/rate-card/template`, { headers: { cookie: stage.cookie } })
  const [head = '', ...rows] = (await template.text())
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/)
  const at = head.split(',').findIndex((name) => name.includes('amount'))
  const csv = [
    head,
    ...rows.map((row, place) =>
      row
        .split(',')
        .map((cell, column) => (column === at ? `${(place % 90) + 10}.5` : cell))
        .join(','),
    ),
  ]
  const answer = await stage.send<{ saved: number | null }>('POST', '/api/rate-card/import', {
    version: 0,
    validFrom: '2026-01-01',
    csv: csv.join('\n'),
    mode: 'replace',
    leaveOut: true,
  })
  if (answer.saved === null) throw new Error('the rate card was not saved')
}

async function load(stage: Stage, pathOf: () => string): Promise<number> {
  const pool = new Pool(stage.url, { connections: CLIENTS })
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
  await pool.close()
  return percentile(times, 95)
}

/** One after another, so that it is the work that is timed and not the queue. */
async function alone(stage: Stage, pathOf: () => string): Promise<number> {
  const times: number[] = []
  for (let at = 0; at < 10; at++) {
    const started = performance.now()
    await stage.get(pathOf())
    times.push(performance.now() - started)
  }
  return median(times)
}

/** The cost page over 10,000 instances and twelve months: its answer against a handler that does nothing, and its controls. */
export async function benchCosts(rounds: number): Promise<Line[]> {
  const stage = await startStage(['--profile', 'large', '--latency', '1', '--quotas', 'off'])
  const browser = await launch()
  try {
    await addAccounts(stage, LARGE_ACCOUNTS)
    await saveRates(stage)
    const spans = await makeHistory(stage)
    const page = await stage.get<{ counts: { all: number; counted: number } }>(same())
    const times = await interleave(rounds, {
      same: () => load(stage, same),
      trivial: () => load(stage, trivial),
    })
    const summed = await alone(stage, fresh)
    const choices: number[] = []
    const floor: number[] = []
    for (let round = 0; round < rounds; round++) {
      const context = await contextOf(browser, stage)
      const { page: tab } = await coldLoad(context, `${stage.url}/costs`, '[data-reading]')
      const by = tab.getByRole('combobox', { name: 'Told apart by' })
      const chart = tab.getByRole('group', { name: /Run rate over time/ })
      choices.push(
        ...(await interactions(tab, [
          ...DIMENSIONS.map((one) => () => by.selectOption(one)),
          () => chart.focus(),
          ...DIMENSIONS.map(() => () => tab.keyboard.press('ArrowLeft')),
        ])),
      )
      floor.push(...(await floorOf(tab)).keys)
      await context.close()
    }
    const line = (what: string, value: number, unit: string, more: Partial<Line> = {}): Line => ({
      workload: 'costs',
      what,
      value,
      unit,
      ...more,
    })
    return [
      line('instances in the totals', page.counts.counted, '', {
        note: `of ${page.counts.all}, ${spans} stretches of cost`,
      }),
      line(`trivial handler, p95 at ${CLIENTS} clients`, median(times.trivial), 'ms'),
      line(`cost page, p95 at ${CLIENTS} clients`, median(times.same), 'ms'),
      line('cost page / trivial, p95', median(times.same) / median(times.trivial), 'x', { goal: 2.5 }),
      line('cost page, summed anew, one at a time', summed, 'ms', { note: 'a question that nobody asked before' }),
      line('choosing and going through the curve to paint, p98', percentile(choices, 98), 'ms', { goal: LIMIT_MS }),
      line('keystroke to paint p98, a field without script', percentile(floor, 98), 'ms'),
    ]
  } finally {
    await browser.close()
    await stage.stop()
  }
}
