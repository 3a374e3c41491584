import { afterAll, beforeAll, beforeEach } from 'vitest'
import { accountsOf } from '@/emulator/world/accounts'
import { detailsOf } from '@/emulator/world/jdcloud-details'
import { endpointsOf, networkOf } from '@/emulator/world/network'
import type { Actor } from '@/lib/bff/actor'
import { planChange } from '@/lib/changes/plan'
import type { ActionId } from '@/lib/model/action'
import { aCache, actorOf, ask, type Cache, changeStage, workThrough } from './change-stage'

export const DAY = 86_400_000
export const vpc = { network: { type: 'vpc', vpcId: 'vpc-one', subnetId: 'vsw-one' } } as const
export const classic = { network: { type: 'classic', vpcId: '', subnetId: '' } } as const
export const privateOnly = { ...vpc, publicIp: '' }
export const newer = { version: '5.0' }
export const tlsCluster = { class: 'redis.logic.sharding.2g.2db.0rodb.4proxy.default', version: '4.0', ...vpc }
export const PASSWORD = 'Planted1Passw0rd'

/** A cloud and a database for a file of tests about who may connect, and what such tests do to it. */
export function accessStage() {
  const stage = {} as { on: Awaited<ReturnType<typeof changeStage>>; operator: Actor } // filled before the first test
  beforeAll(async () => {
    stage.on = await changeStage()
    stage.operator = await actorOf('operator')
  })
  afterAll(() => stage.on.end())
  beforeEach(() => {
    stage.on.emulator.gateway.faults.clear()
    stage.on.emulator.gateway.journal.clear()
  })
  const sent = (operation: string) =>
    stage.on.emulator.gateway.journal.entries().filter((entry) => entry.operation === operation)
  const blocks = async (cache: Cache, action: ActionId, params: object = {}) => {
    const { plan } = await planChange(stage.operator, { ref: cache.ref, action, params: { ...params } })
    return plan.checks.filter(({ result }) => result === 'block').map(({ id, reason }) => reason?.code ?? id)
  }
  const run = async (cache: Cache, action: ActionId, params: object = {}) =>
    workThrough((await ask(stage.operator, { ref: cache.ref, action, params })).id)
  const lost = (operation: string, kind: 'drop-after' | 'drop-before') =>
    stage.on.emulator.gateway.faults.add({ kind, operation, count: 1 })

  const alibaba = (over: Parameters<typeof aCache>[2] = privateOnly) =>
    aCache(stage.on.emulator, 'alibaba-kvstore', over)
  const endpoints = ({ world }: Cache) => endpointsOf(world, stage.on.emulator.world.now())
  const kept = async (days: number) => {
    const cache = await alibaba()
    const expiresAt = stage.on.emulator.world.now() + days * DAY
    networkOf(cache.world).endpoints.push({
      kind: 'classic',
      prefix: 'orders-old',
      ip: '10.9.8.7',
      port: 6_379,
      expiresAt,
    })
    return cache
  }
  const account = (cache: Cache, name: string) => accountsOf(cache.world).get(name)

  /** The last prefix that was chosen: an address can be had once in the whole cloud. */
  let chosen = ''
  let count = 0
  function fresh(params: object): object {
    if (!('prefix' in params)) return params
    chosen = `orders${String(++count).padStart(4, '0')}`
    return { ...params, prefix: chosen }
  }

  const kingsoft = () => aCache(stage.on.emulator, 'kingsoft-redis', { publicIp: '' })
  const withAccount = async () => {
    const cache = await alibaba({ ...newer, ...vpc })
    await run(cache, 'account-create', { account: 'app', password: PASSWORD })
    stage.on.emulator.gateway.journal.clear()
    return cache
  }
  const jdWithAccount = async () => {
    const cache = await aCache(stage.on.emulator, 'jdcloud-redis', { version: '4.0' })
    await run(cache, 'account-create', { account: 'app', password: PASSWORD })
    stage.on.emulator.gateway.journal.clear()
    return cache
  }
  const jdAccount = ({ world }: Cache) =>
    detailsOf(world, stage.on.emulator.world.now()).accounts.find(({ name }) => name === 'app')
  return {
    stage,
    sent,
    blocks,
    run,
    lost,
    alibaba,
    endpoints,
    kept,
    account,
    fresh,
    lastPrefix: () => chosen,
    kingsoft,
    withAccount,
    jdWithAccount,
    jdAccount,
  }
}
