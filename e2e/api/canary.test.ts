import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FAULT_KINDS } from '@/emulator/gateway/faults'
import { probeSource } from '@/lib/accounts/probe'
import { checkPassword } from '@/lib/auth/sign-in'
import { db } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { env } from '@/lib/env'
import { sources } from '@/lib/jobs/sources'
import type { AccountCreate } from '@/lib/model/account'
import { type ApiRoute, apiRoutes, type Method, person, type Sent, send } from './in-process'
import { PASSWORD } from './password'
import { foundIn } from './planted'
import { drain, type Stage, stage } from './stage'

/**
 * Strings that are planted wherever a secret can come in, right and wrong ones, on good ways and on failing ones.
 * None of them may be found anywhere afterwards, neither as it is nor in a usual coding.
 */
const SECRETS = {
  working: 'cnry-working-5d1f0a',
  rotated: 'cnry-rotated-77be21',
  wrong: 'cnry-wrongsec-0c93fe',
  invalid: 'cnry-invalid-e41b6a',
  unknownField: 'cnry-unkfield-1f3c58',
  brokenJson: 'cnry-brokenjs-90aa7d',
  wrongType: 'cnry-textbody-b27e44',
  databaseAway: 'cnry-dbfails-4410cc',
  conflict: 'cnry-conflict-2ee8b9',
  refused: 'cnry-refused-8d6f03',
  password: 'cnry-password-31c7ad staple',
  wrongPassword: 'cnry-wrongpass-6ab2e0 staple',
  nextPassword: 'cnry-nextpass-f2087b staple',
  invitePassword: 'cnry-invitepw-55d19e staple',
}
/** The middle of key ids: their last four characters are shown on purpose, the rest is not. */
const KEY_IDS = { workingId: 'CNRYKEYAAA', rotatedId: 'CNRYKEYBBB', wrongId: 'CNRYKEYCCC' }
/** Planted where it is meant to be seen, so that the search is known to look there. */
const MARKER = 'visible-marker-93ab'

let on: Stage
let routes: ApiRoute[]
const answers: string[] = []
const logged: string[] = []
const original = { out: process.stdout.write, err: process.stderr.write, console: { ...console } }

beforeAll(async () => {
  on = await stage({
    [`LTAI${KEY_IDS.workingId}0001`]: SECRETS.working,
    [`LTAI${KEY_IDS.rotatedId}0002`]: SECRETS.rotated,
    // The right secret of this one is not the one that is planted.
    [`LTAI${KEY_IDS.wrongId}0003`]: 'the-right-one',
  })
  routes = await apiRoutes()
  listen()
})
afterAll(async () => {
  Object.assign(process.stdout, { write: original.out })
  Object.assign(process.stderr, { write: original.err })
  Object.assign(console, original.console)
  await on.end()
})

function listen() {
  const keep = (...parts: unknown[]) => {
    logged.push(
      parts.map((part) => (part instanceof Error ? `${part.stack} ${JSON.stringify(part)}` : String(part))).join(' '),
    )
    return true
  }
  Object.assign(process.stdout, { write: keep })
  Object.assign(process.stderr, { write: keep })
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) console[name] = keep
}

async function ask(
  method: Method,
  path: string,
  sent: Sent,
): Promise<{ status: number; text: string; headers: Headers }> {
  const route = routes.find((each) => each.path === path)
  if (!route) throw new Error(`no ${path}`)
  const response = await send(route, method, sent)
  const text = await response.text()
  answers.push(`${JSON.stringify([...response.headers])} ${text}`)
  return { status: response.status, text, headers: response.headers }
}

const account = (over: Partial<AccountCreate>) => ({
  name: `${MARKER} ${over.name ?? 'one'}`,
  provider: 'alibaba',
  scheme: 'alibaba-rpc',
  services: ['alibaba-kvstore'],
  regions: ['cn-hangzhou'],
  environment: 'production',
  team: 'payments',
  accessKeyId: `LTAI${KEY_IDS.workingId}0001`,
  accessKeySecret: SECRETS.working,
  ...Object.fromEntries(Object.entries(over).filter(([key]) => key !== 'name')),
})
const idIn = (text: string): string => JSON.parse(text).id

describe('planted secrets', () => {
  test('accounts of every cloud, right and wrong keys, rotation, and every failing way', {
    timeout: 120_000,
  }, async () => {
    const { cookie } = await person('admin')
    const viewer = await person('viewer')
    const post = (body: unknown, who = cookie) => ask('POST', '/api/accounts', { cookie: who, body })
    const made = await post(account({}))
    expect(made.status).toBe(201)
    const clouds = [
      ['jdcloud', 'jdcloud2', 'jdcloud-redis', 'cn-north-1'],
      ['kingsoft', 'kingsoft-query', 'kingsoft-redis', 'cn-beijing-6'],
      ['kingsoft', 'kingsoft-aws4', 'kingsoft-memcached', 'cn-beijing-6'],
      ['alibaba', 'alibaba-acs3', 'alibaba-kvstore', 'cn-hangzhou'],
      ['alibaba', 'alibaba-rpc', 'alibaba-kvstore', 'cn-hangzhou'],
    ] as const
    const ids: string[] = [idIn(made.text)]
    for (const [i, [provider, scheme, service, region]] of clouds.entries()) {
      const cloud = { provider, scheme, services: [service], regions: [region] }
      const wrong = { accessKeyId: `LTAI${KEY_IDS.wrongId}0003`, accessKeySecret: SECRETS.wrong }
      ids.push(idIn((await post(account({ ...cloud, name: `right ${i}` }))).text))
      ids.push(idIn((await post(account({ ...cloud, ...wrong, name: `wrong ${i}` }))).text))
    }
    for (const source of sources) await drain(source)

    // Errors of every kind while the key is in use.
    for (const kind of FAULT_KINDS) {
      // hang and latency end by time alone and tell nothing that the others do not.
      if (kind === 'hang' || kind === 'latency') continue
      on.emulator.gateway.faults.clear()
      // One operation is enough to fail in each way, but clock and key are looked at before it is known.
      const operation = kind === 'clock-skew' || kind === 'expired-key' ? undefined : 'DescribeRegions'
      on.emulator.gateway.faults.add({ kind, minutes: 60, operation })
      await ask('POST', '/api/accounts/[id]/probe', { cookie, values: { id: ids[0] ?? '' } })
      await drain(probeSource)
      await ask('GET', '/api/accounts/[id]/probe', { cookie, values: { id: ids[0] ?? '' } })
    }
    on.emulator.gateway.faults.clear()

    const keys = { accessKeyId: `LTAI${KEY_IDS.rotatedId}0002`, accessKeySecret: SECRETS.rotated }
    for (const body of [
      { ...keys, accessKeySecret: SECRETS.wrong },
      keys,
      { ...keys, secret: SECRETS.unknownField },
      { ...keys, accessKeySecret: `${SECRETS.invalid} with a space` },
    ]) {
      await ask('POST', '/api/accounts/[id]/keys', { cookie, values: { id: ids[0] ?? '' }, body })
      await drain(probeSource)
    }
    expect((await ask('GET', '/api/accounts/[id]', { cookie, values: { id: ids[0] ?? '' } })).text).toContain('0002')

    expect((await post(account({ accessKeySecret: SECRETS.conflict }))).status).toBe(409)
    expect((await post(account({ accessKeySecret: `${SECRETS.invalid}\n` }))).status).not.toBe(500)
    expect((await post({ ...account({ name: 'x' }), password: SECRETS.unknownField })).status).toBe(400)
    expect((await post(account({ name: 'y', accessKeySecret: SECRETS.refused }), viewer.cookie)).status).toBe(403)
    const raw = [
      { type: 'application/json', text: `{"accessKeySecret": "${SECRETS.brokenJson}` },
      { type: 'text/plain', text: JSON.stringify(account({ accessKeySecret: SECRETS.wrongType })) },
    ]
    for (const each of raw) expect((await ask('POST', '/api/accounts', { cookie, raw: each })).status).toBeLessThan(500)

    await db().execute(sql`alter table credentials rename to credentials_away`)
    const failed = await post(account({ name: 'db', accessKeySecret: SECRETS.databaseAway }))
    await db().execute(sql`alter table credentials_away rename to credentials`)
    expect(failed.status).toBe(500)

    for (const path of [
      '/api/accounts',
      '/api/instances',
      '/api/clouds',
      '/api/overview',
      '/api/audit',
      '/api/audit/export',
    ])
      await ask('GET', path, { cookie })
  })

  test('passwords: sign-in, change, invitation, set-up', async () => {
    const admin = await person('admin')
    // What next-auth calls; its own handler needs Next around it and is asked in the suite that has one.
    const from = { address: '192.0.2.9', userAgent: MARKER, requestId: newId() }
    for (const password of [SECRETS.wrongPassword, PASSWORD]) {
      answers.push(JSON.stringify(Object.keys(await checkPassword(admin.email, password, from))))
    }
    expect(answers.slice(-2)).toEqual(['["refused"]', '["person"]'])
    const change = (current: string, next: string) =>
      ask('PUT', '/api/me/password', { cookie: admin.cookie, body: { current, next } })
    expect((await change(SECRETS.wrongPassword, SECRETS.nextPassword)).status).toBe(400)
    const changed = await change(PASSWORD, SECRETS.password)
    expect(changed.status).toBe(204)
    const again = changed.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const invite = { email: `${MARKER}@example.com`, name: 'New', role: 'viewer', scope: { kind: 'all' } }
    const invited = await ask('POST', '/api/users', { cookie: again, body: invite })
    answers.pop() // the link is meant for this answer, and for nothing else
    const token: string = new URL(JSON.parse(invited.text).link).hash.slice(1)
    Object.assign(SECRETS, { inviteToken: token })
    const accept = (password: string) => ask('POST', '/api/invites/accept', { body: { token, password } })
    expect((await accept('short')).status).toBe(400)
    expect((await accept(SECRETS.invitePassword)).status).toBe(200)
    expect((await accept(SECRETS.invitePassword)).status).toBe(410)
    const setup = { token: 'none', email: 'a@example.com', name: 'A', password: SECRETS.nextPassword }
    expect((await ask('POST', '/api/setup', { body: setup })).status).toBe(409)
  })

  describe('are in', () => {
    const found = (place: string) => foundIn(place, { ...SECRETS, ...KEY_IDS })

    test('no answer', () => {
      const all = answers.join('\n')
      expect(all.includes(MARKER)).toBe(true)
      expect(found(all)).toEqual([])
    })

    test('no line of the log', () => {
      const all = logged.join('\n')
      // The database that failed was logged, so there was something to search.
      expect(all.includes('"level":"error"')).toBe(true)
      expect(found(all)).toEqual([])
    })

    test('no column of the database, the audit log included', async () => {
      const { rows: tables } = await db().execute<{ name: string }>(sql`
        select format('%I.%I', schemaname, tablename) as name from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema')`)
      const texts: string[] = []
      for (const { name } of tables) {
        // Bytes come as hex, of which the codings know; a second time as the text they may be.
        const { rows } = await db().execute<{ row: string }>(sql`select t::text as row from ${sql.raw(name)} t`)
        texts.push(...rows.map(({ row }) => `${name} ${row}`))
      }
      const all = texts.join('\n')
      expect(tables.length).toBeGreaterThan(10)
      expect(all.includes(MARKER)).toBe(true)
      expect(texts.filter((text) => text.startsWith('public.credentials ')).length).toBeGreaterThan(5)
      expect(found(all)).toEqual([])
    })

    test('no address, header or parameter that left for a cloud', () => {
      const sent = JSON.stringify(on.emulator.gateway.journal.entries())
      expect(on.emulator.gateway.journal.entries().length).toBeGreaterThan(50)
      expect(foundIn(sent, SECRETS)).toEqual([])
    })

    test('no environment of a child process', () => {
      const { masterKeys } = env()
      expect(masterKeys.length).toBeGreaterThan(0)
      expect(foundIn(JSON.stringify(process.env), SECRETS)).toEqual([])
    })
  })
})
