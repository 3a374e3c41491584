import type { backupOperations } from '@/lib/providers/alibaba/kvstore/operations/backup'
import type { Behaviours, Scene } from '../../behaviour'
import { refuse } from '../../gateway/refusal'
import { hash } from '../../random'
import {
  backupStateOf,
  backupsOf,
  type CacheBackup,
  DAYS,
  fileBytes,
  nextBackupAt,
  policyOf,
  setPolicy,
  startBackup,
} from '../../world/backups'
import { replaceData } from '../../world/data'
import type { CacheInstance } from '../../world/instance'
import { liveOf } from '../../world/live'
import { shardsOf } from '../../world/nodes'
import { instanceOf, iso, needsRedis, runningOf, unsupported } from './common'

/** Backups by hand in 24 hours. The manual has a code for too many and no number. */
const MOST_A_DAY = 10
const DAY_MS = 86_400_000

const all = ({ world }: Scene, instance: CacheInstance) => backupsOf(instance, world.now(), world.pace)
const stateOf = ({ world }: Scene, backup: CacheBackup) => backupStateOf(backup, world.now())

export const backupBehaviours = {
  CreateBackup: (scene, { InstanceId, RegionId }) => {
    const instance = runningOf(scene, InstanceId, RegionId)
    needsRedis(instance, 0)
    const backups = all(scene, instance)
    if (backups.some((backup) => stateOf(scene, backup) === 'running'))
      throw refuse(400, 'BackupJobExists', 'Backup job already exists in the specified DB instance.')
    const now = scene.world.now()
    if (backups.filter(({ manual, startedAt }) => manual && startedAt > now - DAY_MS).length >= MOST_A_DAY)
      throw refuse(400, 'BackupTimesExceeded', 'Exceeding the daily backup times of this DB instance.')
    const { id, jobId } = startBackup(instance, now, scene.world.pace)
    liveOf(instance)?.save(String(id))
    return { BackupJobID: String(jobId) }
  },

  DescribeBackupTasks: (scene, { InstanceId, RegionId, BackupJobId, JobMode }) => {
    const instance = instanceOf(scene, InstanceId, RegionId)
    if (instance.architecture !== 'standard' || instance.engine !== 'redis') throw unsupported()
    return {
      InstanceId,
      BackupJobs: all(scene, instance)
        // Jobs that are over are told only to who names them.
        .filter((backup) => (BackupJobId ? String(backup.jobId) === BackupJobId : stateOf(scene, backup) === 'running'))
        .filter(({ manual }) => JobMode === undefined || manual === (JobMode === 'Manual'))
        .map((backup) => ({
          BackupJobID: backup.jobId,
          ...progressOf(backup, scene.world.now()),
          JobMode: backup.manual ? 'Manual' : 'Automated',
          StartTime: iso(backup.startedAt),
          TaskAction: backup.manual ? 'TempBackupTask' : 'NormalBackupTask',
        })),
    }
  },

  DescribeBackupPolicy: (scene, { InstanceId, RegionId }) => {
    const instance = instanceOf(scene, InstanceId, RegionId)
    const policy = policyOf(instance)
    return {
      BackupRetentionPeriod: String(policy.retentionDays),
      EnableBackupLog: policy.incremental ? 1 : 0,
      PreferredBackupPeriod: WEEK.filter((day) => policy.days.includes(day)).join(','),
      PreferredBackupTime: `${clock(policy.startMs)}-${clock(policy.endMs)}`,
      PreferredNextBackupTime: `${iso(nextBackupAt(instance, scene.world.now())).slice(0, 16)}Z`,
    }
  },

  ModifyBackupPolicy: (scene, input) => {
    const instance = runningOf(scene, input.InstanceId, input.RegionId)
    const [start = '', end = ''] = input.PreferredBackupTime.split('-')
    setPolicy(
      instance,
      {
        days: input.PreferredBackupPeriod,
        startMs: intoDay(start),
        endMs: intoDay(end),
        incremental: input.EnableBackupLog === 1,
      },
      scene.world.now(),
      scene.world.pace,
    )
    return {}
  },

  DescribeBackups: (scene, input) => {
    const instance = instanceOf(scene, input.InstanceId, input.RegionId)
    const [from, to] = [Date.parse(input.StartTime), Date.parse(input.EndTime) + 59_999]
    const files = all(scene, instance)
      .filter(({ startedAt }) => startedAt >= from && startedAt <= to)
      // A backup is in the list when it is over.
      .filter((backup) => stateOf(scene, backup) !== 'running')
      .flatMap((backup) => filesOf(scene, instance, backup))
      .filter(({ BackupId }) => input.BackupId === undefined || BackupId === input.BackupId)
    const first = (input.PageNumber - 1) * input.PageSize
    return {
      Backups: { Backup: files.slice(first, first + input.PageSize) },
      TotalCount: files.length,
      PageNumber: input.PageNumber,
      PageSize: input.PageSize,
    }
  },

  RestoreInstance: (scene, { InstanceId, BackupId, RegionId }) => {
    const instance = runningOf(scene, InstanceId, RegionId)
    const backup = backupOf(scene, instance, BackupId)
    replaceData(instance, backup.dataMb, scene.world.now())
    const live = liveOf(instance)
    live?.restore(live.file(String(backup.id)), backup.dataMb)
    scene.world.enter(instance, 'BackupRecovering', { steps: 1.5, status: 'Normal' })
    return {}
  },
} satisfies Behaviours<typeof backupOperations>

/** The backup of that id, or of any of its files; the vendor's error when there is none that can be restored. */
export function backupOf(scene: Scene, instance: CacheInstance, id: string): CacheBackup {
  const backup = all(scene, instance).find((one) =>
    Array.from({ length: one.shards }, (_, shard) => String(one.id + shard)).includes(id),
  )
  if (!backup) throw refuse(400, 'InvalidBackupSetID.NotFound', 'Specified backup set ID does not exist.')
  if (stateOf(scene, backup) !== 'done')
    throw refuse(400, 'IncorrectBackupSetState', 'Current backup set state does not support this operation.')
  return backup
}

/** One file for each shard, with ids that follow each other. */
function filesOf(scene: Scene, instance: CacheInstance, backup: CacheBackup) {
  const shards = shardsOf(instance)
  const failed = stateOf(scene, backup) === 'failed'
  const real = liveOf(instance)?.file(String(backup.id))
  return Array.from({ length: backup.shards }, (_, shard) => {
    const id = backup.id + shard
    const link = (host: string) =>
      failed
        ? ''
        : (real?.url ??
          `https://rdsbak-${instance.region}.${host}.aliyuncs.com/${instance.id}/hins${id}_data_${iso(backup.startedAt).slice(0, 10).replaceAll('-', '')}.rdb?Expires=${Math.floor(scene.world.now() / 1_000) + 3_600}&Signature=${hash(`${id} link`).toString(36)}`)
    return {
      BackupId: id,
      BackupDBNames: 'all',
      BackupDownloadURL: link(`oss-${instance.region}`),
      BackupIntranetDownloadURL: link(`oss-${instance.region}-internal`),
      BackupStartTime: iso(backup.startedAt),
      BackupEndTime: iso(backup.finishedAt),
      BackupMethod: 'Physical',
      BackupMode: backup.manual ? 'Manual' : 'Automated',
      BackupSize: failed ? 0 : (real?.bytes ?? Math.round(fileBytes(backup) / backup.shards)),
      BackupStatus: failed ? 'Failed' : 'Success',
      BackupType: 'FullBackup',
      EngineVersion: backup.version,
      NodeInstanceId: instance.architecture === 'cluster' ? (shards[shard]?.id ?? instance.id) : instance.id,
    }
  })
}

/** Where a job stands; the vendor has no word for a job that failed. */
function progressOf({ startedAt, finishedAt }: CacheBackup, now: number) {
  const done = now >= finishedAt ? 1 : (now - startedAt) / (finishedAt - startedAt)
  const words = ['NoStart', 'Preparing', 'Waiting', 'Uploading', 'Uploading', 'Uploading', 'Checking'] as const
  const word = done >= 1 ? 'Finished' : (words[Math.floor(done * words.length)] ?? 'NoStart')
  return { BackupProgressStatus: word, Process: String(Math.floor(done * 100)) }
}

/** Days as the vendor lists them. */
const WEEK = [...DAYS.slice(1), DAYS[0]]
const clock = (ms: number) => `${new Date(ms).toISOString().slice(11, 16)}Z`
const intoDay = (time: string) => Date.parse(`1970-01-01T${time.slice(0, 5)}:00Z`)
