import { and } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { planChange } from '@/lib/changes/plan'
import { alibabaCluster, backupStage, named, old, REDIS } from './backup-stage'
import { aCache, ask, workThrough } from './change-stage'

const { stage, setsOf, sent, checksOf } = backupStage()

const RESTORES = {
  'alibaba-kvstore': 'RestoreInstance',
  'jdcloud-redis': 'restoreInstance',
  'kingsoft-redis': 'RestoreSnapshot',
}

describe('restoring over the instance', () => {
  test.each(REDIS)('of %s names what is lost, is typed, and brings the set’s data back', async (service) => {
    const cache = await aCache(stage.on.emulator, service)
    await workThrough((await ask(stage.operator, { ref: cache.ref, action: 'backup', params: named(service) })).id)
    const set = (await setsOf(cache)).find(({ type }) => type === 'manual') ?? expect.unreachable()
    const planned = await planChange(stage.operator, { ref: cache.ref, action: 'restore', params: { backup: set.id } })
    expect(planned.kind).toBe('destructive')
    expect(planned.plan.consequences.map(({ id }) => id)).toEqual(['data-overwritten'])
    expect(planned.plan.checks.find(({ id }) => id === 'source-backup')).toMatchObject({ result: 'ok' })
    expect(planned.plan.checks.find(({ id }) => id === 'newer-data')).toMatchObject({
      result: 'warn',
      params: { known: 'yes', hours: 0, since: set.startedAt },
    })
    const { id } = await ask(stage.operator, { ref: cache.ref, action: 'restore', params: { backup: set.id } })
    expect(await workThrough(id)).toMatchObject({ state: 'done', sends: 1 })
    expect(sent(RESTORES[service])).toHaveLength(1)
  })

  test('of KVStore says how many keys there are, and were in the minute before the set', async () => {
    for (const kind of [{}, alibabaCluster]) {
      const cache = await aCache(stage.on.emulator, 'alibaba-kvstore', { ...kind, ...old() })
      const set = (await setsOf(cache)).find(({ status }) => status === 'done') ?? expect.unreachable()
      const checks = await checksOf(cache, 'restore', { backup: set.id })
      const { params } = checks.find(({ id }) => id === 'keys-then') ?? expect.unreachable()
      expect(params).toMatchObject({ known: 'yes', now: expect.any(Number), then: expect.any(Number) })
      const starts = sent('DescribeHistoryMonitorValues')
        .filter((entry) => String(entry.params.MonitorKeys).startsWith('Redis_Basic_Monitor'))
        .map((entry) => entry.params.EndTime)
      // The minute of the set itself may have been measured after writes that the set has not.
      const before = new Date(Date.parse(set.startedAt) - 60_000).toISOString()
      expect(starts).toContain(`${before.slice(0, 19)}Z`)
      stage.on.emulator.gateway.journal.clear()
    }
  })

  test('says of the others that no call of theirs tells how many keys there are, and of Kingsoft who is connected', async () => {
    for (const [service, untold] of [
      ['jdcloud-redis', ['keys-then']],
      ['kingsoft-redis', ['keys-then', 'clients-now']],
    ] as const) {
      const cache = await aCache(stage.on.emulator, service, old())
      const [set] = (await setsOf(cache)).filter(({ status }) => status === 'done')
      const checks = await checksOf(cache, 'restore', { backup: set?.id ?? expect.unreachable() })
      expect(checks.filter(({ params }) => params?.known === 'never').map(({ id }) => id)).toEqual(untold)
    }
  })

  test.each(REDIS)('of %s from a set that is not there is not possible', async (service) => {
    const cache = await aCache(stage.on.emulator, service)
    const backup = service === 'alibaba-kvstore' ? '999999999999' : 'not-there'
    const checks = await checksOf(cache, 'restore', { backup })
    expect(checks.filter(({ result }) => result === 'block').map(({ id, reason }) => reason?.code ?? id)).toEqual([
      service === 'kingsoft-redis' ? 'no-such-backup' : 'source-backup',
    ])
  })

  test('of a cluster is found by the id of any of its files', async () => {
    const cache = await aCache(stage.on.emulator, 'alibaba-kvstore', { ...alibabaCluster, ...old() })
    const set = (await setsOf(cache)).find(({ status }) => status === 'done') ?? expect.unreachable()
    const checks = await checksOf(cache, 'restore', { backup: set.parts.at(-1)?.id })
    expect(checks.find(({ id }) => id === 'source-backup')).toMatchObject({ result: 'ok' })
  })

  test('from a file of KS3 says that it must be allowed first', async () => {
    const cache = await aCache(stage.on.emulator, 'kingsoft-redis')
    const planned = await planChange(stage.operator, {
      ref: cache.ref,
      action: 'restore-file',
      params: { bucket: 'kept', object: 'one.rdb' },
    })
    expect(planned.plan.consequences.map(({ id }) => id)).toEqual(['data-overwritten', 'ks3-granted-first'])
    expect(planned.plan.checks.find(({ id }) => id === 'newer-data')).toMatchObject({ result: 'unknown' })
  })
})
