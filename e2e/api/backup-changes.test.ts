import { and } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { policyOf, startBackup } from '@/emulator/world/backups'
import { customerOf } from '@/emulator/world/customers'
import { addBackup } from '@/emulator/world/kingsoft-backups'
import { settingsOf } from '@/emulator/world/kingsoft-cache'
import { planChange } from '@/lib/changes/plan'
import type { ServiceId } from '@/lib/operation'
import { alibabaCluster, backupStage, named, REDIS } from './backup-stage'
import { aCache, ask, workThrough } from './change-stage'

const { stage, read, setsOf, sent, checksOf } = backupStage()

describe('a backup by hand', () => {
  test.each(REDIS)('of %s is made, and its end is read from the list', async (service) => {
    const cache = await aCache(stage.on.emulator, service)
    const { id } = await ask(stage.operator, { ref: cache.ref, action: 'backup', params: named(service) })
    expect(await workThrough(id)).toMatchObject({ state: 'done', evidence: { finding: 'as-wanted' } })
    expect((await setsOf(cache)).filter(({ type }) => type === 'manual')).toHaveLength(1)
  })

  test.each([
    ['alibaba-kvstore', 'CreateBackup'],
    ['jdcloud-redis', 'createBackup'],
    ['kingsoft-redis', 'CreateSnapshot'],
  ] as const)('of %s whose answer is lost is found out, and sent once', async (service, operation) => {
    for (const [kind, state, made] of [
      ['drop-after', 'done', 1],
      ['drop-before', 'failed', 0],
    ] as const) {
      const cache = await aCache(stage.on.emulator, service)
      const { id } = await ask(stage.operator, { ref: cache.ref, action: 'backup', params: named(service) })
      stage.on.emulator.gateway.faults.add({ kind, operation, count: 1 })
      expect(await workThrough(id)).toMatchObject({ state, sends: 1 })
      expect((await setsOf(cache)).filter(({ type }) => type === 'manual')).toHaveLength(made)
    }
  })

  test('of a KVStore cluster ends with the answer; a lost one wants a person', async () => {
    const cache = await aCache(stage.on.emulator, 'alibaba-kvstore', alibabaCluster)
    expect(await workThrough((await ask(stage.operator, { ref: cache.ref, action: 'backup' })).id)).toMatchObject({
      state: 'done',
      evidence: { finding: 'answered' },
    })
    const other = await aCache(stage.on.emulator, 'alibaba-kvstore', alibabaCluster)
    const { id } = await ask(stage.operator, { ref: other.ref, action: 'backup' })
    stage.on.emulator.gateway.faults.add({ kind: 'drop-after', operation: 'CreateBackup', count: 1 })
    expect(await workThrough(id)).toMatchObject({ state: 'human', sends: 1 })
  })

  test('is shown with its per cent while it is made, and no second one is begun', async () => {
    const cache = await aCache(stage.on.emulator, 'alibaba-kvstore')
    startBackup(cache.world, Date.now() - 60_000, 'stuck')
    const running = (await setsOf(cache)).find(({ status }) => status === 'running')
    expect(running).toMatchObject({ type: 'manual', progress: expect.any(Number), endedAt: null })
    expect(await checksOf(cache, 'backup', {})).toContainEqual(expect.objectContaining({ result: 'block' }))
  })

  test('under a name that is taken is no change', async () => {
    const cache = await aCache(stage.on.emulator, 'kingsoft-redis')
    addBackup(stage.on.emulator.world, cache.world, 'before_release')
    expect(await checksOf(cache, 'backup', { name: 'before_release' })).toContainEqual({
      id: 'no-change',
      result: 'block',
    })
  })
})

describe('the policy', () => {
  test.each<[ServiceId, Record<string, unknown>]>([
    ['alibaba-kvstore', { days: 'Thursday,Monday', startUtc: '23:00', endUtc: '00:00', incremental: true }],
    ['jdcloud-redis', { on: true, days: 'Sunday,Monday', startChina: '23:30', endChina: '00:30' }],
    ['kingsoft-redis', { on: true, hour: '22:00-23:00' }],
  ])('of %s is set, read back, and then is no change any more', async (service, params) => {
    const cache = await aCache(stage.on.emulator, service)
    const { id } = await ask(stage.operator, { ref: cache.ref, action: 'backup-policy', params })
    expect(await workThrough(id)).toMatchObject({ state: 'done', evidence: { finding: 'as-wanted' } })
    expect(await checksOf(cache, 'backup-policy', params)).toContainEqual({ id: 'no-change', result: 'block' })
    if (service === 'alibaba-kvstore') {
      expect(policyOf(cache.world)).toMatchObject({ days: ['Monday', 'Thursday'], incremental: true })
      expect((await read(cache)).policy?.days).toEqual(['Monday', 'Thursday'])
    }
  })

  test('of Kingsoft is switched off, without an hour in the request', async () => {
    const cache = await aCache(stage.on.emulator, 'kingsoft-redis')
    settingsOf(cache.world).window = '03:00-04:00'
    const { id } = await ask(stage.operator, { ref: cache.ref, action: 'backup-policy', params: { on: false } })
    expect(await workThrough(id)).toMatchObject({ state: 'done', evidence: { finding: 'as-wanted' } })
    expect(sent('SetTimingSnapshot').map(({ params }) => [params.TimingSwitch, params.Timezone])).toEqual([
      ['Off', undefined],
    ])
  })

  test.each(['', 'Monday,', 'Mon', 'monday'])('does not take %j for days', async (days) => {
    const cache = await aCache(stage.on.emulator, 'jdcloud-redis')
    const params = { days, startChina: '01:00', endChina: '02:00' }
    await expect(planChange(stage.operator, { ref: cache.ref, action: 'backup-policy', params })).rejects.toMatchObject(
      {
        code: 'bad-input',
      },
    )
  })
})

describe('a set of Kingsoft Redis', () => {
  const withSet = async () => {
    const cache = await aCache(stage.on.emulator, 'kingsoft-redis')
    const backup = addBackup(stage.on.emulator.world, cache.world, 'before_release')
    backup.readyAt = 0
    return { cache, backup }
  }

  test('is renamed', async () => {
    const { cache, backup } = await withSet()
    const params = { backup: backup.id, name: 'after_release' }
    const { id } = await ask(stage.operator, { ref: cache.ref, action: 'backup-rename', params })
    expect(await workThrough(id)).toMatchObject({ state: 'done', evidence: { finding: 'as-wanted' } })
    expect(backup.name).toBe('after_release')
  })

  test('is deleted, typed, and seen to be gone', async () => {
    const { cache, backup } = await withSet()
    const { id, kind } = await ask(stage.operator, {
      ref: cache.ref,
      action: 'backup-delete',
      params: { backup: backup.id },
    })
    expect(kind).toBe('destructive')
    expect(await workThrough(id)).toMatchObject({ state: 'done', evidence: { finding: 'as-wanted' } })
    expect((await setsOf(cache)).map((set) => set.id)).not.toContain(backup.id)
  })

  test('is exported to KS3', async () => {
    const { cache, backup } = await withSet()
    customerOf(stage.on.emulator.world, 'whole-fleet').ks3Access = true
    const params = { backup: backup.id, bucket: 'kept', object: 'one.rdb' }
    const { id } = await ask(stage.operator, { ref: cache.ref, action: 'backup-export', params })
    expect(await workThrough(id)).toMatchObject({ state: 'done' })
    expect(sent('ExportSnapshot').map(({ params: said }) => said.ObjectName)).toEqual(['one.rdb'])
  })

  test.each(['backup-rename', 'backup-delete', 'backup-export'] as const)(
    'that is not there is not asked for: %s',
    async (action) => {
      const cache = await aCache(stage.on.emulator, 'kingsoft-redis')
      const extra = {
        'backup-rename': { name: 'another' },
        'backup-delete': {},
        'backup-export': { bucket: 'kept', object: 'x' },
      }
      const checks = await checksOf(cache, action, { backup: 'none', ...extra[action] })
      expect(checks.flatMap(({ reason }) => reason?.code ?? [])).toEqual(['no-such-backup'])
    },
  )
})
