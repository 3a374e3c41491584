import { afterEach, expect, test } from 'vitest'
import { backup } from './kingsoft-cases'
import { failureOf, kingsoftStage } from './kingsoft-stage'
import { control } from './running'

/** Backups and hot keys of Kingsoft Redis, over HTTP with our client. */
let stage: Awaited<ReturnType<typeof kingsoftStage>>
afterEach(() => stage.emulator.stop())

const HOUR = 3_600_000
interface Row {
  snapshotId: string
  name: string
  type: string
  status: string
  shardId: string
  createTime: string
}
const list = async (CacheId: string, more: object = {}): Promise<Row[]> =>
  (await stage.redis('DescribeSnapshots', { CacheId, ...more })).Data

test('a backup is made, restored after a flush, renamed, downloaded and deleted', async () => {
  stage = await kingsoftStage({ pace: 'real' })
  const { redis, make, detail, emulator } = stage
  const { id: CacheId } = await make({ usedMemoryMb: 1_024 })
  await redis('SetTimingSnapshot', { CacheId, TimingSwitch: 'Off' })
  await redis('CreateSnapshot', { CacheId, Name: 'before-flush' })
  expect(await list(CacheId)).toMatchObject([{ name: 'before-flush', type: 'Manual', status: 'creating' }])
  expect((await detail(CacheId)).status).toBe(11)
  expect(await failureOf(redis('CreateSnapshot', { CacheId, Name: 'another-one' }))).toBe('wrong-state BusinessError')
  emulator.clock.advance(HOUR)
  const [{ snapshotId: SnapshotId, status } = { snapshotId: '', status: '' }] = await list(CacheId)
  expect(status).toBe('available')

  await redis('FlushCacheCluster', { CacheId })
  expect((await detail(CacheId)).usedMemory).toBe(0)
  await redis('RestoreSnapshot', { CacheId, Type: 'Default', SnapshotId })
  expect((await list(CacheId))[0]?.status).toBe('restoring')
  expect((await detail(CacheId)).status).toBe(12)
  emulator.clock.advance(HOUR)
  expect(await detail(CacheId)).toMatchObject({ status: 2, usedMemory: 1 })
  const { id: other } = await make()
  expect(await failureOf(redis('RestoreSnapshot', { CacheId: other, Type: 'Default', SnapshotId }))).toBe(
    'not-found BusinessError',
  )

  await redis('RenameSnapshot', { SnapshotId, Name: 'kept-one' })
  const { Data } = await redis('DownloadSnapshot', { SnapshotId })
  expect(Data).toEqual({ snapshotId: SnapshotId, url: expect.stringContaining(SnapshotId) })
  await redis('DeleteSnapshot', { SnapshotId })
  expect(await list(CacheId)).toMatchObject([{ name: 'kept-one', status: 'deleting' }])
  emulator.clock.advance(HOUR)
  expect(await list(CacheId)).toEqual([])
})

test('a backup is exported to KS3 and restored from there, if KS3 is open to the service', async () => {
  stage = await kingsoftStage()
  const { redis, make, detail, emulator } = stage
  const { SnapshotId } = await backup(stage)
  const file = { BucketName: 'haitang', ObjectName: 'feed/2026.rdb' }
  await redis('ExportSnapshot', { SnapshotId, ...file })
  const { id: CacheId } = await make({ class: '16', usedMemoryMb: 0 })
  const restore = (more: object = {}) =>
    failureOf(redis('RestoreSnapshot', { CacheId, Type: 'BaseKS3', ...file, ...more }))
  expect(await restore({ ObjectName: 'other' })).toBe('not-found BusinessError')
  expect(await restore()).toBe('succeeded')
  expect((await detail(CacheId)).usedMemory).toBeGreaterThan(0)
  await control(emulator, 'PATCH', 'customers', { ks3Access: false })
  expect(await restore()).toBe('invalid-input BusinessError')
})

test('automatic backups come once a day in their hour, are kept a week, and stop when they are switched off', async () => {
  stage = await kingsoftStage()
  const { redis, make, detail, emulator } = stage
  const { id: CacheId } = await make()
  expect(await list(CacheId)).toEqual([])
  await redis('SetTimingSnapshot', { CacheId, TimingSwitch: 'On', Timezone: '13:00-14:00' })
  expect(await detail(CacheId)).toMatchObject({ timingSwitch: 'On', timezone: '13:00-14:00' })
  emulator.clock.advance(3 * 24 * HOUR)
  const three = await list(CacheId)
  expect(three).toHaveLength(3)
  for (const { createTime, type } of three) expect([createTime.slice(11, 13), type]).toEqual(['13', 'Timing'])
  emulator.clock.advance(10 * 24 * HOUR)
  expect(await list(CacheId)).toHaveLength(7)
  await redis('SetTimingSnapshot', { CacheId, TimingSwitch: 'Off' })
  expect(await detail(CacheId)).toMatchObject({ timingSwitch: 'Off', timezone: '' })
  emulator.clock.advance(2 * 24 * HOUR)
  expect(await list(CacheId)).toHaveLength(5)
})

test('a backup of a cluster has a row per shard', async () => {
  stage = await kingsoftStage()
  const { id: CacheId } = await stage.make({ class: '80' })
  await stage.redis('CreateSnapshot', { CacheId, Name: 'by-hand' })
  const rows = await list(CacheId)
  expect(rows).toHaveLength(5)
  expect(new Set(rows.map(({ snapshotId }) => snapshotId)).size).toBe(1)
  const [first] = rows
  expect(await list(CacheId, { ShardId: first?.shardId })).toEqual([first])
})

test('hot keys: only under an LFU policy, running until done, sorted and paged', async () => {
  stage = await kingsoftStage({ pace: 'real' })
  const { redis, make, emulator } = stage
  const { id: CacheId } = await make({ usedMemoryMb: 512 })
  const analyze = (Mode = 'singledatanode') => failureOf(redis('AnalyzeHotKeys', { CacheId, Mode }))
  const result = async (more: object = {}) => (await redis('DescribeHotKeys', { CacheId, ...more })).Data
  expect(await failureOf(result())).toBe('invalid-input BusinessError')
  expect(await analyze()).toBe('invalid-input BusinessError')
  const Parameters = [{ ParameterName: 'maxmemory-policy', ParameterValue: 'volatile-lfu' }]
  await redis('SetCacheParameters', { CacheId, Protocol: '4.0', Parameters })
  emulator.clock.advance(HOUR)
  expect(await analyze('cluster')).toBe('invalid-input InvalidParameter')
  expect(await analyze()).toBe('succeeded')
  expect(await result()).toMatchObject({ task_status: 'DOING', total: 0 })
  expect(await analyze()).toBe('wrong-state BusinessError')
  emulator.clock.advance(HOUR)
  const all = await result({ Limit: 100 })
  expect(all).toMatchObject({ task_status: 'NONE', total: all.hotkeys.length })
  const counts = all.hotkeys.map(({ count }: { count: number }) => count)
  expect(counts).toEqual(counts.toSorted((a: number, b: number) => b - a))
  expect((await result({ Limit: 2, Offset: 1 })).hotkeys).toEqual(all.hotkeys.slice(1, 3))
})
