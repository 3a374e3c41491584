import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { desc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createAccount } from '@/lib/accounts/accounts'
import { db } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { accounts, audit, credentials } from '@/lib/db/schema'
import { testDatabase } from '@/lib/db/testing'
import { env, setEnv } from '@/lib/env'
import { closePools } from '@/lib/http/send'
import type { Role, Scope } from '@/lib/model/access'
import { AccountCreate } from '@/lib/model/account'
import { customerData, operations, secret } from '@/lib/operation'
import { type Actor, systemActor } from './actor'
import { doorFor, execute } from './execute'

/** Rows of a service that needs nothing but these: a read and a write whose fields are marked. */
const op = operations('jdcloud-redis', 'v1', {
  look: {
    method: 'GET',
    path: '/v1/regions/{regionId}/things',
    kind: 'read',
    group: 'test',
    summary: { en: 'Look', zh: '查看' },
    request: z.strictObject({ regionId: z.string(), page: z.number().optional() }),
    response: z.looseObject({
      result: z.looseObject({
        name: z.string(),
        password: secret(z.string()).optional(),
        command: customerData(z.string()).optional(),
      }),
    }),
  },
  change: {
    method: 'POST',
    path: '/v1/regions/{regionId}/things/{thingId}',
    kind: 'destructive',
    once: true,
    group: 'test',
    summary: { en: 'Change', zh: '修改' },
    target: 'thingId',
    request: z.strictObject({ regionId: z.string(), thingId: z.string(), password: secret(z.string()) }),
    response: z.looseObject({ result: z.looseObject({}).optional() }),
  },
})

const CANARY = 'canary-password-4711'
const KEY = { accessKeyId: 'JDC_CANARYKEYID0042', accessKeySecret: 'canary-secret-0815' }

let drop: () => Promise<void>
let cloud: Server
let seen: IncomingMessage[] = []
let answer: (request: IncomingMessage, response: ServerResponse) => unknown
const ok = (result: object) => (_: IncomingMessage, response: ServerResponse) =>
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ requestId: 'jd-req-1', result }))

beforeAll(async () => {
  drop = (await testDatabase()).drop
  cloud = createServer((request, response) => {
    seen.push(request)
    answer(request, response)
  })
  await new Promise<void>((done) => cloud.listen(0, '127.0.0.1', done))
  const { port } = cloud.address() as AddressInfo // a TCP server that listens
  setEnv({ ...env(), providerGateway: `http://127.0.0.1:${port}` })
})
afterAll(async () => {
  await closePools()
  cloud.closeAllConnections()
  await new Promise((done) => cloud.close(done))
  await drop()
})

let accountId: string
beforeEach(async () => {
  await db().delete(accounts)
  const account = await createAccount(
    systemActor('test', newId()),
    AccountCreate.parse({
      ...KEY,
      name: 'jd',
      provider: 'jdcloud',
      scheme: 'jdcloud2',
      services: ['jdcloud-redis'],
      regions: ['cn-north-1'],
      environment: 'production',
      team: 'payments',
    }),
  )
  accountId = account.id
  seen = []
  answer = ok({ name: 'one' })
})

const actor = (role: Role, scope: Scope = { kind: 'all' }): Actor => ({
  kind: 'user',
  id: `id-of-${role}`,
  label: `${role}@example.com`,
  role,
  scope,
  address: '192.0.2.7',
  requestId: newId(),
})
const bound = (who: Actor, signal?: AbortSignal) =>
  ({ actor: who, accountId, region: 'cn-north-1', lane: 'interactive', signal }) as const
const look = (who: Actor, signal?: AbortSignal, page?: number) =>
  execute(op.look, { regionId: 'cn-north-1', page }, bound(who, signal))
const change = (who: Actor, signal?: AbortSignal) =>
  execute(op.change, { regionId: 'cn-north-1', thingId: 'thing-1', password: CANARY }, bound(who, signal))
const recordOf = async (who: Actor) =>
  (await db().select().from(audit).where(eq(audit.requestId, who.requestId)).orderBy(audit.seq)) ?? []

describe('reads', () => {
  test('a viewer in scope gets the answer with the request id of the cloud; nothing goes on record', async () => {
    const who = actor('viewer')
    expect(await look(who)).toMatchObject({ data: { result: { name: 'one' } }, requestId: 'jd-req-1' })
    expect(await recordOf(who)).toEqual([])
  })

  test('secrets and customer data of an answer are masked, what no schema names stays', async () => {
    answer = ok({ name: 'one', password: CANARY, command: 'SET user:42 canary', extra: 7 })
    const { data } = await look(actor('admin'))
    expect(JSON.stringify(data)).not.toMatch(/canary/i)
    expect(data.result).toMatchObject({ name: 'one', extra: 7 })
  })

  test('two identical reads at the same moment cost one call; other rights make it two', async () => {
    const together = async (...people: Actor[]) => {
      // The doors first: what is compared is calls of one moment, not how fast the database admits each.
      const doors = await Promise.all(people.map((who) => doorFor(bound(who))))
      await Promise.all(doors.map(({ call }) => call(op.look, { regionId: 'cn-north-1' }, { region: 'cn-north-1' })))
    }
    await together(actor('viewer'), actor('viewer'))
    expect(seen).toHaveLength(1)
    await together(actor('viewer'), actor('operator'), actor('viewer', mine))
    expect(seen).toHaveLength(4)
  })

  test('input that the row does not know is refused before anything is sent', async () => {
    const input = { regionId: 'cn-north-1', surprise: 1 }
    await expect(execute(op.look, input, bound(actor('viewer')))).rejects.toMatchObject({ code: 'bad-input' })
    expect(seen).toHaveLength(0)
  })

  test('a browser that goes away cancels the call', async () => {
    const gone = new AbortController()
    answer = () => gone.abort()
    await expect(look(actor('viewer'), gone.signal, 9)).rejects.toMatchObject({ kind: 'cancelled' })
  })
})

const mine: Scope = { kind: 'some', accounts: [], environments: ['production'], teams: [] }
const theirs: Scope = { kind: 'some', accounts: [], environments: ['test'], teams: [] }

describe('refusals', () => {
  test('an account out of scope: refused, on record, nothing sent', async () => {
    const who = actor('admin', theirs)
    await expect(look(who)).rejects.toMatchObject({ code: 'forbidden-scope', extra: { recorded: true } })
    expect(await recordOf(who)).toMatchObject([{ outcome: 'denied', accountId, details: { code: 'forbidden-scope' } }])
    expect(seen).toHaveLength(0)
  })

  test('a viewer may not write: refused, on record with the target, without the password, nothing sent', async () => {
    const who = actor('viewer')
    await expect(change(who)).rejects.toMatchObject({ code: 'forbidden-role' })
    const record = await recordOf(who)
    expect(record).toMatchObject([{ outcome: 'denied', action: 'operation:jdcloud-redis/change', target: 'thing-1' }])
    expect(JSON.stringify(record)).not.toContain(CANARY)
    expect(seen).toHaveLength(0)
  })

  test('a job of ours may read and may not write', async () => {
    const job = { ...systemActor('sync', newId()) }
    expect(await look(job)).toMatchObject({ requestId: 'jd-req-1' })
    await expect(change(job)).rejects.toMatchObject({ code: 'forbidden-role' })
  })

  test('a paused account and one whose credentials do not open are not called', async () => {
    await db().update(accounts).set({ paused: true })
    await expect(look(actor('viewer'))).rejects.toMatchObject({ code: 'account-paused' })
    await db().update(accounts).set({ paused: false })
    await db()
      .update(credentials)
      .set({ sealed: Buffer.alloc(64, 1) })
    await expect(look(actor('viewer'))).rejects.toMatchObject({ code: 'account-locked' })
    expect(seen).toHaveLength(0)
  })
})

describe('writes', () => {
  test('are on record before they are sent, and again with the outcome; the password is in neither', async () => {
    const who = actor('operator')
    let before: { outcome: string }[] = []
    answer = async (request, response) => {
      before = await recordOf(who)
      ok({})(request, response)
    }
    await change(who)
    expect(before).toMatchObject([{ outcome: 'started' }])
    const record = await recordOf(who)
    expect(record).toMatchObject([
      { outcome: 'started', action: 'operation:jdcloud-redis/change', target: 'thing-1', accountId },
      { outcome: 'succeeded', providerRequestId: 'jd-req-1', target: 'thing-1' },
    ])
    expect(record[1]?.details).toMatchObject({ started: record[0]?.seq })
    expect(JSON.stringify(record)).not.toContain(CANARY)
  })

  test('a write that the cloud refused has failed; one without an answer is unknown, and is not sent again', async () => {
    answer = (_, response) =>
      response
        .writeHead(400)
        .end(JSON.stringify({ requestId: 'jd-req-2', error: { code: 400, status: 'INVALID_ARGUMENT', message: 'no' } }))
    const refused = actor('operator')
    await expect(change(refused)).rejects.toMatchObject({ kind: 'invalid-input' })
    expect((await recordOf(refused)).at(-1)).toMatchObject({ outcome: 'failed', providerRequestId: 'jd-req-2' })

    seen = []
    answer = (request) => request.socket.destroy()
    const dropped = actor('operator')
    await expect(change(dropped)).rejects.toMatchObject({ kind: 'dropped' })
    expect((await recordOf(dropped)).at(-1)).toMatchObject({ outcome: 'unknown', details: { error: 'dropped' } })
    expect(seen).toHaveLength(1)

    const gone = new AbortController()
    answer = () => gone.abort()
    const left = actor('operator')
    await expect(change(left, gone.signal)).rejects.toMatchObject({ kind: 'cancelled' })
    expect((await recordOf(left)).at(-1)).toMatchObject({ outcome: 'unknown' })
  })

  test('what cannot be put on record is not sent', async () => {
    await db().execute(sql`alter table audit rename to audit_away`)
    try {
      await expect(change(actor('operator'))).rejects.toThrow()
    } finally {
      await db().execute(sql`alter table audit_away rename to audit`)
    }
    expect(seen).toHaveLength(0)
  })
})

test('an error that quotes the key is passed on without it', async () => {
  answer = (_, response) =>
    response.writeHead(403).end(
      JSON.stringify({
        requestId: 'jd-req-3',
        error: {
          code: 403,
          status: 'PERMISSION_DENIED',
          message: `key ${KEY.accessKeyId}, secret ${KEY.accessKeySecret}`,
        },
      }),
    )
  const error = await look(actor('viewer')).catch((caught: unknown) => caught)
  expect(error).toMatchObject({ code: 'PERMISSION_DENIED', requestId: 'jd-req-3' })
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/CANARYKEY|canary-secret/)
})

test('a service that the account does not have is not called', async () => {
  await db().update(accounts).set({ services: [] })
  await expect(look(actor('admin'))).rejects.toMatchObject({ code: 'not-found' })
  await expect(doorFor({ ...bound(actor('admin')), accountId: 'none' })).rejects.toMatchObject({ code: 'not-found' })
  expect((await db().select().from(audit).orderBy(desc(audit.seq)).limit(1))[0]?.outcome).not.toBe('started')
})
