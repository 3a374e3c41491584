import type { backupOperations } from '@/lib/providers/kingsoft/redis/operations/backup'
import type { Behaviours, Scene } from '../behaviour'
import { customerOf } from '../world/customers'
import type { CacheInstance } from '../world/instance'
import { addBackup, type Backup, backupStatus, backupsOf, fileName, storedFiles } from '../world/kingsoft-backups'
import { settingsOf } from '../world/kingsoft-cache'
import { liveOf } from '../world/live'
import { china } from './china'
import { businessError, cachesOf, doneAt, mustBe, redisCache, STATUS, work, zoneOf } from './find'

/** Backups of Redis instances, and files of them in KS3. */
export const redisBackups = {
  CreateSnapshot: (scene, input) => {
    const instance = redisCache(scene, input)
    mustBe(instance, STATUS.running)
    const { id } = addBackup(scene.world, instance, input.Name)
    liveOf(instance)?.save(id)
    work(scene.world, instance, STATUS.backingUp)
    return { Data: null }
  },

  DeleteSnapshot: (scene, input) => {
    const { backup } = usable(scene, input)
    backup.goneAt = doneAt(scene.world)
    return { Data: null }
  },

  RestoreSnapshot: (scene, input) => {
    const { world } = scene
    const instance = redisCache(scene, input)
    mustBe(instance, STATUS.running)
    if (input.Type === 'Default') {
      const { backup, instance: source } = usable(scene, { ...input, SnapshotId: input.SnapshotId ?? '' })
      if (source !== instance) throw businessError(`The backup ${backup.id} does not exist at this instance.`)
      backup.restoringUntil = doneAt(world, 2)
      instance.usedMemoryMb = Math.min(backup.usedMb, instance.memoryMb)
      const live = liveOf(instance)
      live?.restore(live.file(backup.id), backup.usedMb)
    } else {
      const { BucketName = '', ObjectName = '' } = input
      const file = filesOf(scene).get(fileName(scene.owner, BucketName, ObjectName))
      if (!file || file.readyAt > world.now())
        throw businessError(`The object ${ObjectName} does not exist in the bucket ${BucketName}.`)
      if (file.mode !== instance.architecture || file.usedMb > instance.memoryMb)
        throw businessError('The backup does not fit into this instance.')
      instance.usedMemoryMb = file.usedMb
      liveOf(instance)?.restore(file.real, file.usedMb)
    }
    work(world, instance, STATUS.restoring, { steps: 2 })
    return { Data: null }
  },

  // One row per shard: a backup of a cluster has as many rows with its id.
  DescribeSnapshots: (scene, input) => {
    const instance = redisCache(scene, input)
    const now = scene.world.now()
    const shards = shardsOf(instance)
    const rows = backupsOf(scene.world, instance).flatMap((backup) =>
      shards.map((shardId) => ({
        snapshotId: backup.id,
        name: backup.name,
        cacheId: instance.id,
        type: backup.type,
        status: backupStatus(backup, now),
        shardId,
        createTime: china(backup.createdAt),
        resourceSize: String(Math.ceil(backup.usedMb / shards.length)),
      })),
    )
    return { Data: rows.filter(({ shardId }) => !input.ShardId || shardId === input.ShardId) }
  },

  DownloadSnapshot: (scene, input) => {
    const { backup, instance } = usable(scene, input)
    const site = scene.region.replace(/-\d+$/, '')
    return {
      Data: {
        snapshotId: backup.id,
        url: liveOf(instance)?.file(backup.id)?.url ?? `http://ks3-${site}.ksyun.com/kcs-backup-bucket/${backup.id}`,
      },
    }
  },

  ExportSnapshot: (scene, input) => {
    const { backup, instance } = usable(scene, input)
    filesOf(scene).set(fileName(scene.owner, input.BucketName, input.ObjectName), {
      usedMb: backup.usedMb,
      engineVersion: instance.version,
      mode: instance.architecture,
      readyAt: doneAt(scene.world),
      real: liveOf(instance)?.file(backup.id),
    })
    return { Data: null }
  },

  SetTimingSnapshot: (scene, input) => {
    const instance = redisCache(scene, input)
    mustBe(instance, STATUS.running)
    // What the old window made until now stays.
    backupsOf(scene.world, instance)
    settingsOf(instance).window = input.TimingSwitch === 'On' ? input.Timezone : undefined
    return { Data: null }
  },

  RenameSnapshot: (scene, input) => {
    usable(scene, input).backup.name = input.Name
    return { Data: null }
  },
} satisfies Behaviours<typeof backupOperations>

/** Ids of the shards; an instance without shards has one of its own. */
function shardsOf({ id, shards }: CacheInstance): string[] {
  return Array.from({ length: shards }, (_, at) => `${id.slice(0, -2)}${String(at).padStart(2, '0')}`)
}

/** A complete backup of any instance of the zone. */
function usable(
  scene: Scene,
  { AvailableZone, SnapshotId }: { AvailableZone?: string; SnapshotId: string },
): { backup: Backup; instance: CacheInstance } {
  const { world, region } = scene
  for (const instance of cachesOf('kingsoft-redis', scene)) {
    if (instance.zone !== zoneOf(region, AvailableZone)) continue
    const backup = backupsOf(world, instance).find(({ id }) => id === SnapshotId)
    if (!backup) continue
    const status = backupStatus(backup, world.now())
    if (status !== 'available') throw businessError(`The status ${status} of the backup does not allow this operation.`)
    return { backup, instance }
  }
  throw businessError(`The backup ${SnapshotId} does not exist.`)
}

function filesOf({ world, owner }: Scene) {
  if (!customerOf(world, owner).ks3Access)
    throw businessError('This service is not authorised for KS3: grant it in the Redis console first.')
  return storedFiles(world)
}
