import type { backupOperations } from '@/lib/providers/jdcloud/redis/operations/backup'
import type { Behaviours } from '../behaviour'
import type { CacheInstance } from '../world/instance'
import { type Backup, backupBytes, detailsOf, windowsBetween } from '../world/jdcloud-details'
import { schedule } from '../world/jdcloud-tasks'
import { liveOf } from '../world/live'
import { workMs } from '../world/pace'
import { pageOf, spanOf } from './paging'
import { instanceOf, notFound, type Ref, runningOf, wrongState } from './refusals'
import { iso } from './shape'

const DAY_MS = 86_400_000

/** Makes backups, puts them back, and says when they are made by themselves. */
export const backups = {
  describeBackups: (scene, input) => {
    const now = scene.world.now()
    const instance = instanceOf(scene, input)
    const { from, to } = spanOf(input, { from: -Infinity, to: Infinity })
    const matching = detailsOf(instance, now)
      .backups.filter(({ id, startedAt }) => (input.baseId ?? id) === id && startedAt >= from && startedAt <= to)
      .sort((a, b) => b.startedAt - a.startedAt)
    return {
      result: {
        backups: pageOf(matching, input).map((backup) => fields(instance, backup, now)),
        totalCount: matching.length,
      },
    }
  },

  createBackup: (scene, input) => {
    const { world } = scene
    const now = world.now()
    const instance = runningOf(scene, input)
    const { backups: made } = detailsOf(instance, now)
    if (made.some(({ endsAt }) => endsAt > now)) throw wrongState(`A backup of ${instance.id} is being made`)
    const backup: Backup = {
      id: `base-${world.random.text(10)}`,
      fileName: input.fileName,
      automatic: false,
      startedAt: now,
      endsAt: now + workMs(world.pace, 1),
      usedMemoryMb: instance.usedMemoryMb,
      memoryMb: instance.memoryMb,
      shards: instance.shards,
    }
    made.push(backup)
    liveOf(instance)?.save(backup.id)
    return { result: { baseId: backup.id } }
  },

  describeBackupPolicy: (scene, input) => {
    const now = scene.world.now()
    const { policy } = detailsOf(instanceOf(scene, input), now)
    const next = policy.automatic ? windowsBetween(policy, now, now + 8 * DAY_MS)[0] : undefined
    return {
      result: {
        autoBackup: policy.automatic,
        backupPeriod: policy.period,
        backupTime: policy.time,
        nextBackupTime: next === undefined ? '' : iso(next),
      },
    }
  },

  modifyBackupPolicy: (scene, input) => {
    const { policy } = detailsOf(instanceOf(scene, input), scene.world.now())
    Object.assign(policy, {
      automatic: input.autoBackup ?? policy.automatic,
      period: input.backupPeriod,
      time: input.backupTime,
    })
    return {}
  },

  restoreInstance: (scene, input) => {
    const { world } = scene
    const instance = runningOf(scene, input)
    const details = detailsOf(instance, world.now())
    const backup = doneBackup(instance, input, world.now())
    if (backup.usedMemoryMb > instance.memoryMb) throw wrongState('The backup needs more memory than the instance has')
    schedule(world, instance, {
      type: 'restore',
      during: 'restoring',
      steps: 2,
      changes: [{ name: 'baseId', before: '', after: backup.id }],
      change: { usedMemoryMb: backup.usedMemoryMb },
      finish: () => {
        details.dataSince = world.now()
        const live = liveOf(instance)
        live?.restore(live.file(backup.id), backup.usedMemoryMb)
      },
    })
    return {}
  },

  describeDownloadUrl: (scene, input) => {
    const now = scene.world.now()
    const instance = instanceOf(scene, input)
    const backup = doneBackup(instance, input, now)
    return {
      result: {
        downloadUrls: Array.from({ length: backup.shards }, (_, shard) => ({
          name: `${backup.fileName}_${shard}.rdb`,
          link: liveOf(instance)?.file(backup.id)?.url ?? linkOf(instance, `${backup.id}/${shard}.rdb`, now),
        })),
      },
    }
  },
} satisfies Behaviours<typeof backupOperations>

/** A link that says until when it is good. Nothing answers behind it: only files of live instances are real. */
export const linkOf = (instance: CacheInstance, file: string, now: number) =>
  `https://redis-backup.emulator.invalid/${instance.region}/${instance.id}/${file}?Expires=${Math.floor(now / 1_000) + 3_600}`

function doneBackup(instance: CacheInstance, { baseId }: Ref & { baseId: string }, now: number): Backup {
  const backup = detailsOf(instance, now).backups.find(({ id }) => id === baseId)
  if (!backup) throw notFound(`backup ${baseId}`)
  if (backup.endsAt > now) throw wrongState(`backup ${baseId} is not complete yet`)
  return backup
}

function fields(instance: CacheInstance, backup: Backup, now: number) {
  const done = backup.endsAt <= now
  return {
    baseId: backup.id,
    backupFileName: backup.fileName,
    cacheInstanceId: instance.id,
    backupStartTime: iso(backup.startedAt),
    backupEndTime: done ? iso(backup.endsAt) : '',
    backupType: backup.automatic ? 0 : 1,
    backupSize: done ? (liveOf(instance)?.file(backup.id)?.bytes ?? backupBytes(backup)) : 0,
    backupStatus: done ? 2 : 0,
    backupShardMemoryMB: backup.memoryMb / backup.shards,
    backupShardNum: backup.shards,
    backupDownloadURL: '',
  }
}
