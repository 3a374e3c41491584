import { z } from 'zod'
import { ServiceIdSchema } from '@/lib/model/instance'
import { segmentsOf } from '../gateway/encoding'
import type { Gateway } from '../gateway/exchange'
import { FaultRequest } from '../gateway/faults'
import { type Incoming, jsonOf, valueOf } from '../gateway/incoming'
import type { Reply } from '../gateway/vendor'
import { keyFrom } from '../keys'
import { build, RUNNING } from '../world/build'
import { customerOf } from '../world/customers'
import { dropLive, listLive, makeLive } from './live'
import { isLoopback } from './loopback'

const LOOPBACK_HOST = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/

/** Requests for the control API; a vendor's host name never means it, whatever the path. */
export const isControl = (request: Incoming) =>
  (request.path === '/_emulator' || request.path.startsWith('/_emulator/')) &&
  LOOPBACK_HOST.test(request.headers.host ?? '')

const Advance = z.strictObject({ advanceMs: z.number().min(0) })
const Slow = z.strictObject({ service: ServiceIdSchema.optional(), region: z.string(), factor: z.number().min(0) })
const KeyRequest = z.strictObject({
  id: z.string().min(1),
  secret: z.string().min(1),
  owner: z.string().optional(),
  deny: z.array(z.string()).optional(),
  expires: z.union([z.string(), z.number()]).optional(),
})
const Create = z.strictObject({
  service: ServiceIdSchema,
  region: z.string(),
  owner: z.string(),
  name: z.string(),
  /** A class of that service; for Kingsoft the capacity in GB. */
  class: z.string(),
  shards: z.number().int().min(1).optional(),
  zone: z.string().optional(),
  id: z.string().optional(),
  status: z.string().optional(),
  endsInDays: z.number().optional(),
  tags: z.record(z.string(), z.string()).optional(),
  project: z.object({ id: z.string(), name: z.string() }).optional(),
  createdAt: z.number().optional(),
})
const Change = z
  .strictObject({
    name: z.string(),
    description: z.string(),
    status: z.string(),
    zone: z.string(),
    owner: z.string(),
    usedMemoryMb: z.number(),
    expiresAt: z.number(),
    tags: z.array(z.object({ key: z.string(), value: z.string() })),
  })
  .partial()

/** Of a main account; without an owner in the path, of the keys that own the whole fleet. */
const Wealth = z
  .strictObject({
    balance: z.number().min(0),
    instanceQuota: z.number().int().min(0),
    realName: z.boolean(),
    paymentMethod: z.boolean(),
    ks3Access: z.boolean(),
  })
  .partial()

const Live = z.strictObject({ instance: z.string() })

interface Own {
  reset(): Promise<void>
  about(): object
}

/** The control API under `/_emulator`: JSON in and out, for people and tests on this machine. */
export async function control(
  request: Incoming,
  address: string | undefined,
  gateway: Gateway,
  own: Own,
): Promise<Reply> {
  if (!isLoopback(request, address)) return json(403, { error: 'loopback only' })
  const [, subject = 'health', id] = segmentsOf(request.path)
  try {
    return json(200, await handle(request, gateway, own, `${request.method} ${subject}`, id))
  } catch (error) {
    if (error instanceof z.ZodError) return json(400, { error: z.prettifyError(error) })
    return json(error instanceof NotFound ? 404 : 400, { error: error instanceof Error ? error.message : 'failed' })
  }
}

class NotFound extends Error {}

async function handle(
  request: Incoming,
  gateway: Gateway,
  own: Own,
  route: string,
  id: string | undefined,
): Promise<object> {
  const { world, clock, faults, journal, keys } = gateway
  const body = jsonOf(request) ?? {}
  const query = (name: string) => valueOf(request.query, name)
  switch (route) {
    case 'GET health':
      return { ok: true, ...own.about(), now: clock.world() }
    case 'POST reset':
      await own.reset()
      return { ok: true }
    case 'GET faults':
      return { items: faults.list() }
    case 'POST faults':
      return faults.add(FaultRequest.parse(body))
    case 'DELETE faults':
      if (id === undefined) faults.clear()
      else if (!faults.remove(id)) throw new NotFound(`no fault ${id}`)
      return { ok: true }
    case 'POST clock':
      clock.advance(Advance.parse(body).advanceMs)
      return { now: clock.world() }
    case 'POST slow': {
      const { service, region, factor } = Slow.parse(body)
      gateway.slow.set(service ? `${service}/${region}` : region, factor)
      return { ok: true }
    }
    case 'DELETE slow':
      gateway.slow.clear()
      return { ok: true }
    case 'GET requests': {
      const limit = Number(query('limit') ?? 100)
      const items = journal
        .entries()
        .filter(({ service }) => !query('service') || service === query('service'))
        .filter(({ operation }) => !query('operation') || operation === query('operation'))
        .filter(({ region }) => !query('region') || region === query('region'))
        .filter(({ seq }) => seq > Number(query('after') ?? 0))
      return { items: items.slice(-limit) }
    }
    case 'DELETE requests':
      journal.clear()
      return { ok: true }
    case 'GET counters':
      return { items: journal.counters(), peaks: journal.peaks() }
    case 'GET keys':
      return { items: [...keys.values()].map(({ secret: _secret, ...key }) => key) }
    case 'POST keys': {
      const { id: keyId, ...entry } = KeyRequest.parse(body)
      keys.set(keyId, keyFrom(keyId, entry))
      return { ok: true }
    }
    case 'DELETE keys':
      if (!keys.delete(id ?? '')) throw new NotFound(`no key ${id}`)
      return { ok: true }
    case 'GET customers':
      return customerOf(world, id)
    case 'PATCH customers':
      return Object.assign(customerOf(world, id), Wealth.parse(body))
    case 'GET instances': {
      const items = world
        .all()
        .filter(({ service }) => !query('service') || service === query('service'))
        .filter(({ region }) => !query('region') || region === query('region'))
        .filter(({ owner }) => !query('owner') || owner === query('owner'))
      return { items, total: items.length }
    }
    case 'POST instances': {
      const sketch = Create.parse(body)
      return world.add(
        build({ status: RUNNING[sketch.service], createdAt: clock.world(), ...sketch }, world.random, clock.world()),
      )
    }
    case 'PATCH instances':
      return Object.assign(
        one(gateway, id),
        { pending: undefined, waiting: undefined, cycle: undefined },
        Change.parse(body),
      )
    case 'DELETE instances': {
      const { service, id: known } = one(gateway, id)
      world.remove(service, known)
      return { ok: true }
    }
    case 'GET live':
      return listLive(gateway)
    case 'POST live':
      return makeLive(gateway, one(gateway, Live.parse(body).instance))
    case 'DELETE live':
      return dropLive(gateway, one(gateway, id))
    default:
      throw new NotFound(`${route} is not part of the control API`)
  }
}

function one({ world }: Gateway, id: string | undefined) {
  const found = world.all().find((instance) => instance.id === id)
  if (!found) throw new NotFound(`no instance ${id}`)
  return found
}

const json = (status: number, body: object): Reply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})
