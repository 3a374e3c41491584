import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Answer, Client } from '@/e2e/api/http'
import { foundIn } from '@/e2e/api/planted'
import { type Console, startConsole } from '@/e2e/api/server'
import { drain } from '@/e2e/api/stage'
import { keysFrom } from '@/emulator/keys'
import { type Emulator, startEmulator } from '@/emulator/server'
import { db } from '@/lib/db/client'
import { inventory, throttles } from '@/lib/db/schema'
import { env, setEnv } from '@/lib/env'
import { closePools } from '@/lib/http/send'
import { sources } from '@/lib/jobs/sources'

/** Planted through the built console, as a browser would; `e2e/api/canary.test.ts` has the failing ways in detail. */
const PLANTED = {
  working: 'cnry-hworking-5d1f0a',
  wrong: 'cnry-hwrongsec-0c93fe',
  rotated: 'cnry-hrotated-77be21',
  invalid: 'cnry-hinvalid-e41b6a',
  broken: 'cnry-hbrokenjs-90aa7d',
  databaseAway: 'cnry-hdbfails-4410cc',
  wrongPassword: 'cnry-hwrongpass-6ab2e0 staple',
  inQuery: 'cnry-hinquery-18d2ee',
  keyId: 'CNRYHTTPKEYAAA',
}
const MARKER = 'visible-marker-http'

let emulator: Emulator
let deck: Console
const seen: string[] = []

beforeAll(async () => {
  const keys = { [`LTAI${PLANTED.keyId}0001`]: PLANTED.working, [`LTAI${PLANTED.keyId}0002`]: PLANTED.rotated }
  emulator = await startEmulator({ pace: 'instant', keys: keysFrom(keys) })
  deck = await startConsole({ QUARTERDECK_PROVIDER_GATEWAY: emulator.url })
  setEnv({ ...env(), providerGateway: emulator.url })
})
afterAll(async () => {
  await closePools()
  await deck.close()
  await emulator.stop()
})

const keep = (answer: Answer) => {
  seen.push(`${JSON.stringify(answer.headers)} ${answer.text}`)
  return answer
}
const account = (name: string, accessKeySecret: string) => ({
  name: `${MARKER} ${name}`,
  provider: 'alibaba',
  scheme: 'alibaba-rpc',
  services: ['alibaba-kvstore'],
  regions: ['cn-hangzhou'],
  environment: 'production',
  team: 'payments',
  accessKeyId: `LTAI${PLANTED.keyId}0001`,
  accessKeySecret,
})

test('planted secrets are in no page, answer or line of the log', async () => {
  const admin = await deck.as('admin')
  keep(await deck.anybody().signIn(admin.email, PLANTED.wrongPassword))
  await db().delete(throttles)
  const post = async (body: unknown) => keep(await admin.post('/api/accounts', body))
  const made = await post(account('right', PLANTED.working))
  expect(made.status).toBe(201)
  const wrong = await post(account('wrong', PLANTED.wrong))
  expect(wrong.status).toBe(201)
  expect((await post(account('invalid', `${PLANTED.invalid} `.padEnd(300, 'x')))).status).toBe(400)
  expect((await post(`{"accessKeySecret":"${PLANTED.broken}`)).status).toBe(400)
  await db().execute(sql`alter table credentials rename to credentials_away`)
  expect((await post(account('away', PLANTED.databaseAway))).status).toBe(500)
  await db().execute(sql`alter table credentials_away rename to credentials`)
  const keys = { accessKeyId: `LTAI${PLANTED.keyId}0002`, accessKeySecret: PLANTED.rotated }
  keep(await admin.post(`/api/accounts/${made.json.id}/keys`, keys))
  for (const source of sources) await drain(source)

  const [instance] = await db().select({ ref: inventory.ref }).from(inventory).limit(1)
  const pages = [
    ...['/', '/instances', `/instances/${instance?.ref}`, '/accounts', '/accounts/new'],
    ...[`/accounts/${made.json.id}`, `/accounts/${made.json.id}/edit`, `/accounts/${wrong.json.id}`],
    ...['/users', '/audit', '/settings', '/me', '/me/sessions', '/nothing-here'],
  ]
  for (const path of pages) await both(admin, path)
  for (const path of ['/api/accounts', '/api/clouds', '/api/instances', '/api/audit', '/api/audit/export']) {
    keep(await admin.get(path))
  }
  // What somebody put into an address by mistake is not written into a log.
  keep(await admin.get(`/api/accounts?accessKeySecret=${PLANTED.inQuery}`))
  keep(await admin.get(`/api/instances/none?secret=${PLANTED.inQuery}`))

  const all = seen.join('\n')
  expect(all.includes(MARKER)).toBe(true)
  expect(foundIn(all, PLANTED)).toEqual([])
  expect(deck.log()).toContain('"level":"error"')
  expect(foundIn(deck.log(), PLANTED)).toEqual([])
})

/** A page as HTML, and as what a browser asks for when it moves there. */
async function both(client: Client, path: string): Promise<void> {
  expect(keep(await client.get(path)).status).toBeLessThan(500)
  keep(await client.get(path, { headers: { rsc: '1' } }))
}
