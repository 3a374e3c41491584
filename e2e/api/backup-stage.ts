import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import type { Actor } from '@/lib/bff/actor'
import { readBackups } from '@/lib/changes/backups'
import { planChange } from '@/lib/changes/plan'
import type { ActionId } from '@/lib/model/action'
import type { InstanceBackups } from '@/lib/model/backup'
import { keyOf } from '@/lib/model/instance'
import type { ServiceId } from '@/lib/operation'
import { actorOf, type Cache, changeStage } from './change-stage'

export const DAY = 86_400_000
export const REDIS = ['alibaba-kvstore', 'jdcloud-redis', 'kingsoft-redis'] as const
export const alibabaCluster = { class: 'redis.logic.sharding.2g.2db.0rodb.4proxy.default', version: '5.0' } as const
export const old = () => ({ createdAt: Date.now() - 40 * DAY })
export const named = (service: ServiceId) => (service === 'alibaba-kvstore' ? {} : { name: 'before_release' })
export const keyFor = ({ ref }: Cache) => keyOf(ref) ?? expect.unreachable()

/** A cloud and a database for a file of tests about backups, and what such tests ask of them. */
export function backupStage() {
  const stage = {} as { on: Awaited<ReturnType<typeof changeStage>>; operator: Actor; viewer: Actor } // filled before the first test
  beforeAll(async () => {
    stage.on = await changeStage()
    stage.operator = await actorOf('operator')
    stage.viewer = await actorOf('viewer')
  })
  afterAll(() => stage.on.end())
  beforeEach(() => {
    stage.on.emulator.gateway.faults.clear()
    stage.on.emulator.gateway.journal.clear()
  })
  const read = (cache: Cache, actor = stage.viewer): Promise<InstanceBackups> => {
    const now = Date.now()
    return readBackups(actor, keyFor(cache), { from: new Date(now - 14 * DAY), to: new Date(now + DAY) })
  }
  const setsOf = async (cache: Cache) => (await read(cache)).sets ?? expect.unreachable()
  const sent = (operation: string) =>
    stage.on.emulator.gateway.journal.entries().filter((entry) => entry.operation === operation)
  const checksOf = async (cache: Cache, action: ActionId, params: Record<string, unknown>) => {
    const { plan } = await planChange(stage.operator, { ref: cache.ref, action, params })
    return plan.checks
  }
  return { stage, read, setsOf, sent, checksOf }
}
