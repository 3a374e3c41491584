import { setTimeout as sleep } from 'node:timers/promises'
import { BEHAVIOURS } from '../behaviours'
import { VENDORS } from '../vendors'
import { sameText } from './digest'
import { type Exchange, found, type Gateway, type Step } from './exchange'
import type { Fault } from './faults'
import { identify } from './identify'
import { coerce } from './parameters'
import { Refusal } from './refusal'

const SKEW_MS = 15 * 60_000

/** Which service is meant: by host, else by shape. */
export const identifyService: Step = (exchange) => {
  const target = identify(exchange.request)
  if (!target) return
  exchange.target = target
  exchange.vendor = VENDORS[target.service]
  exchange.entry.service = target.service
}

/** Key, time, signature, nonce, in this order; a nonce counts as used only by a request that was signed rightly. */
export const verifySignature: Step = (exchange, gateway) => {
  const target = found(exchange.target, 'service')
  const claim = found(exchange.vendor, 'vendor').claim(exchange.request, target)
  exchange.claim = claim
  exchange.entry.scheme = claim.scheme
  exchange.entry.accessKeyId = claim.accessKeyId
  const key = gateway.keys.get(claim.accessKeyId)
  exchange.entry.owner = key?.owner
  const who = { service: target.service, owner: key?.owner, accessKeyId: claim.accessKeyId }
  for (const skew of strike(exchange, gateway, ['clock-skew'], who)) exchange.now += (skew.minutes ?? 30) * 60_000

  if (!key) throw new Refusal('unknown-key', claim.accessKeyId)
  if (strike(exchange, gateway, ['expired-key'], who).length > 0 || (key.expires ?? Infinity) <= exchange.now)
    throw new Refusal('expired-key', claim.accessKeyId)
  if (Number.isNaN(claim.signedAt)) throw new Refusal('bad-timestamp')
  if (Math.abs(exchange.now - claim.signedAt) > SKEW_MS) throw new Refusal('expired-timestamp')
  const { signature, text } = claim.expected(key)
  if (!sameText(signature, claim.signature)) throw new Refusal('wrong-signature', text)
  if (claim.nonce !== undefined && !gateway.nonces.take(key.id, claim.nonce, exchange.now))
    throw new Refusal('nonce-used')
  exchange.key = key
}

/** The row of the table, and the region that the call is about. */
export const findOperation: Step = (exchange) => {
  const target = found(exchange.target, 'service')
  const vendor = found(exchange.vendor, 'vendor')
  const { operation, params } = vendor.locate(exchange.request, BEHAVIOURS[target.service].table)
  exchange.operation = operation
  exchange.params = params
  exchange.entry.operation = operation.name
  exchange.region = vendor.regionOf(target, found(exchange.claim, 'signature'), params, operation)
  exchange.entry.region = exchange.region
}

/** What this key may not do, whatever is asked. */
export const authorise: Step = (exchange, gateway) => {
  const key = found(exchange.key, 'key')
  const operation = found(exchange.operation, 'operation')
  const named = `${operation.service}/${operation.name}`
  const struck = strike(exchange, gateway, ['denied'], callOf(exchange))
  if (struck.length > 0 || key.deny.includes(operation.name) || key.deny.includes(named))
    throw new Refusal('denied', operation.name)
}

/** Checks and converts the parameters with the row's own schema. */
export const parseInput: Step = (exchange) => {
  const operation = found(exchange.operation, 'operation')
  const vendor = found(exchange.vendor, 'vendor')
  const params = found(exchange.params, 'parameters')
  for (const name of vendor.required(operation))
    if (params[name] === undefined || params[name] === '') throw new Refusal('missing-parameter', name)
  const parsed = operation.request.safeParse(coerce(operation.request, params))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const name = issue?.path.join('.') || 'request'
    const given = issue?.path.reduce<unknown>(
      (at, step) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[step] : undefined), // walked step by step
      coerce(operation.request, params),
    )
    throw new Refusal(given === undefined ? 'missing-parameter' : 'invalid-parameter', name)
  }
  exchange.input = parsed.data
  vendor.checkRegion(exchange.region, found(exchange.target, 'service'))
}

/** Sliding windows per main account, region and operation; a throttling fault looks the same. */
export const throttle: Step = (exchange, gateway) => {
  const operation = found(exchange.operation, 'operation')
  const key = found(exchange.key, 'key')
  if (strike(exchange, gateway, ['throttling'], callOf(exchange)).length > 0) throw new Refusal('throttled')
  const call = {
    service: operation.service,
    operation: operation.name,
    owner: key.owner ?? `key ${key.id}`,
    region: exchange.region ?? '',
  }
  if (gateway.quotasOn && !gateway.quotas.admit(call, gateway.clock.gateway())) {
    exchange.entry.faults.push('quota')
    throw new Refusal('throttled')
  }
}

/** The time that a call takes, and what goes wrong before any work is done. */
export const injectFault: Step = async (exchange, gateway) => {
  const [low, high] = gateway.latency
  const { service } = found(exchange.target, 'service')
  const region = exchange.region ?? ''
  const factor = gateway.slow.get(`${service}/${region}`) ?? gateway.slow.get(region) ?? 1
  let delayMs = (low + gateway.random.next() * (high - low)) * factor
  for (const fault of strike(exchange, gateway, ['latency'], callOf(exchange))) delayMs += fault.ms ?? 1_000
  await pause(delayMs)

  for (const fault of strike(exchange, gateway, ['hang', 'drop-before', 'server-error'], callOf(exchange))) {
    if (fault.kind === 'hang') await hang(exchange, fault.ms)
    else if (fault.kind === 'drop-before') exchange.drop = true
    else if ((fault.status ?? 500) === 500) throw new Refusal('internal')
    else if (fault.status === 503) throw new Refusal('unavailable')
    else exchange.reply = proxyPage(fault.status ?? 502)
  }
}

/** The work itself. Servers behind live instances are looked at before, and have done their part when it is over. */
export const behave: Step = async (exchange, gateway) => {
  const operation = found(exchange.operation, 'operation')
  const behaviour = BEHAVIOURS[operation.service].behaviours[operation.name]
  if (!behaviour) throw new Refusal('not-emulated', operation.name)
  const { request, region = '' } = exchange
  const scene = {
    world: gateway.world,
    owner: found(exchange.key, 'key').owner,
    region,
    host: request.headers.host ?? '',
    requestId: exchange.requestId,
  }
  await gateway.plane?.look(exchange.input)
  const isChange = operation.kind !== 'read' && operation.target !== undefined
  if (isChange && strike(exchange, gateway, ['ignored'], callOf(exchange)).length > 0) {
    exchange.body = {}
    return
  }
  const work = () => behaviour(scene, exchange.input)
  const stuck = strike(exchange, gateway, ['stuck'], callOf(exchange)).length > 0
  exchange.body = await (stuck ? gateway.world.neverEnding(work) : work())
  await gateway.plane?.follow(exchange.input)
  if (strike(exchange, gateway, ['drop-after'], callOf(exchange)).length > 0) exchange.drop = true
}

/** The vendor's envelope, and answers that come out spoilt. */
export const encode: Step = (exchange, gateway) => {
  const { request, requestId, operation } = exchange
  const body = found(exchange.body, 'answer')
  const reply = found(exchange.vendor, 'vendor').success(body, { request, requestId, operation })
  exchange.reply = reply
  const spoilt = ['truncated', 'html', 'empty', 'wrong-json', 'wrong-status'] as const
  for (const fault of strike(exchange, gateway, spoilt, callOf(exchange))) {
    if (fault.kind === 'truncated') reply.body = reply.body.slice(0, Math.floor(reply.body.length / 2))
    else if (fault.kind === 'empty') reply.body = ''
    else if (fault.kind === 'wrong-json') reply.body = JSON.stringify({ hello: ['world'] })
    else if (fault.kind === 'html') Object.assign(reply, proxyPage(200))
    else reply.status = fault.status ?? 500
  }
}

/** Waits that must not keep the process alive. */
const pause = async (ms: number) => {
  if (ms > 0) await sleep(ms, undefined, { ref: false })
}

/** Says nothing until the client goes away, or for `ms`. */
async function hang(exchange: Exchange, ms: number | undefined): Promise<void> {
  const gone = new Promise<void>((done) => {
    exchange.raw.once('close', done)
  })
  await (ms === undefined ? gone : Promise.race([gone, pause(ms)]))
  if (exchange.raw.closed || ms === undefined) exchange.drop = true
}

const callOf = (exchange: Exchange) => ({
  service: found(exchange.target, 'service').service,
  operation: exchange.operation?.name,
  region: exchange.region,
  owner: exchange.key?.owner,
  accessKeyId: exchange.key?.id,
})

function strike(
  exchange: Exchange,
  gateway: Gateway,
  kinds: readonly Fault['kind'][],
  target: Parameters<Gateway['faults']['hit']>[1],
): Fault[] {
  const struck = gateway.faults.hit(kinds, target)
  for (const fault of struck) exchange.entry.faults.push(fault.kind)
  return struck
}

const proxyPage = (status: number) => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: `<html><head><title>${status}</title></head><body><center><h1>${status}</h1></center></body></html>`,
})
