import { describe, expect, test } from 'vitest'
import { settingsOf } from '@/emulator/world/kingsoft-cache'
import { networkOf } from '@/emulator/world/network'
import { planChange } from '@/lib/changes/plan'
import type { ServiceId } from '@/lib/operation'
import { accessStage, DAY, privateOnly, tlsCluster, vpc } from './access-stage'
import { stepsOf } from './access-steps'
import { aCache, ask, workThrough } from './change-stage'

const access = accessStage()
const { stage, sent, blocks, run, lost, alibaba, kingsoft, fresh } = access
const STEPS = stepsOf(access)

describe('ends as its cloud says', () => {
  test.each(STEPS)('%s %s %j, and also when the answer is lost', async (_, action, given, make, happened) => {
    const cache = await make()
    const params = fresh(given)
    for (const [kind, state, finding] of [
      ['drop-before', 'failed', 'not-as-wanted'],
      ['drop-after', 'done', 'as-wanted'],
    ] as const) {
      const { id, operation } = await ask(stage.operator, { ref: cache.ref, action, params })
      lost(operation.slice(operation.indexOf('/') + 1), kind)
      expect(await workThrough(id), kind).toMatchObject({ state, sends: 1, evidence: { finding } })
      expect(Boolean(happened(cache)), kind).toBe(kind === 'drop-after')
    }
    // What was wanted is so now, or is not possible twice.
    expect(await blocks(cache, action, params)).not.toEqual([])
  })

  test('a certificate is renewed, and TLS switched off again', async () => {
    const cache = await alibaba(tlsCluster)
    const { tls } = networkOf(cache.world)
    Object.assign(tls, { enabled: true, expiresAt: stage.on.emulator.world.now() + 20 * DAY })
    const before = tls.expiresAt
    expect(await run(cache, 'tls', { tls: 'renew' })).toMatchObject({
      state: 'done',
      evidence: { finding: 'as-wanted' },
    })
    expect(tls.expiresAt).toBeGreaterThan(before)
    expect(sent('ModifyInstanceSSL').map(({ params }) => params.SSLEnabled)).toEqual(['Update'])
    expect(await run(cache, 'tls', { tls: 'off' })).toMatchObject({ state: 'done' })
    expect(tls.enabled).toBe(false)
    expect(await blocks(cache, 'tls', { tls: 'renew' })).toEqual(['tls-off'])
  })

  test('Open wants a password, Close lets the VPC in without one', async () => {
    const cache = await alibaba({ ...privateOnly, passwordFree: false })
    await run(cache, 'vpc-password', { required: false })
    await run(cache, 'vpc-password', { required: true })
    expect(sent('ModifyInstanceVpcAuthMode').map(({ params }) => params.VpcAuthMode)).toEqual(['Close', 'Open'])
  })

  test('both public addresses of Kingsoft come and go together', async () => {
    const cache = await kingsoft()
    await run(cache, 'add-node')
    expect(await run(cache, 'public-on', { of: 'both' })).toMatchObject({ state: 'done' })
    expect(Object.keys(settingsOf(cache.world).eips).toSorted()).toEqual(['master', 'readonly'])
    expect(await run(cache, 'public-off', { of: 'read-only' })).toMatchObject({ state: 'done' })
    expect(sent('DeallocateEip').map(({ params }) => params.InsType)).toEqual(['2'])
  })
})

test.each<[string, ServiceId, string, 'warn' | 'ok']>([
  ['open', 'alibaba-kvstore', '0.0.0.0/0', 'warn'],
  ['closed', 'alibaba-kvstore', '10.0.0.0/8', 'ok'],
  ['open', 'kingsoft-redis', '0.0.0.0/0', 'warn'],
  ['closed', 'kingsoft-redis', '10.0.0.0/8', 'ok'],
])(
  'before a public address is added, it is said whether the lists are %s: %s %s',
  async (_, service, securityIps, result) => {
    const cache = await aCache(stage.on.emulator, service, { publicIp: '', securityIps })
    const params = service === 'alibaba-kvstore' ? { prefix: 'ordersnext' } : {}
    const { plan } = await planChange(stage.operator, { ref: cache.ref, action: 'public-on', params })
    expect(plan.checks.find(({ id }) => id === 'list-open')).toMatchObject({ result })
  },
)
