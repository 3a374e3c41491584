import type { upkeepOperations } from '@/lib/providers/alibaba/kvstore/operations/upkeep'
import type { Behaviours } from '../../behaviour'
import { accountsOf } from '../../world/accounts'
import { replaceData } from '../../world/data'
import { liveOf } from '../../world/live'
import { noteServerLine } from '../../world/server-log'
import { startTask } from '../../world/tasks'
import { latestMinor, minorOf, setMinor } from '../../world/versions'
import { idempotent, instanceOf, invalidParameter, runningOf, startOf, unsupported } from './common'
import { minorName } from './nodes'

const UPGRADE_WORK = 2

export const upkeepBehaviours = {
  ModifyInstanceAttribute: (scene, input) => {
    const instance =
      input.NewPassword === undefined
        ? instanceOf(scene, input.InstanceId, input.RegionId)
        : runningOf(scene, input.InstanceId, input.RegionId)
    const own = accountsOf(instance).get(instance.id)
    if (own && input.NewPassword !== undefined) own.password = input.NewPassword
    instance.name = input.InstanceName ?? instance.name
    instance.releaseProtection = input.InstanceReleaseProtection ?? instance.releaseProtection
    return {}
  },

  ModifyResourceGroup: (scene, { ClientToken, ...input }) =>
    idempotent(scene, 'ModifyResourceGroup', ClientToken, input, () => {
      instanceOf(scene, input.InstanceId, input.RegionId).resourceGroup = input.ResourceGroupId
      return {}
    }),

  ModifyInstanceMaintainTime: (scene, input) => {
    instanceOf(scene, input.InstanceId, input.RegionId).maintenance = {
      start: input.MaintainStartTime,
      end: input.MaintainEndTime,
    }
    return {}
  },

  DescribeEngineVersion: (scene, { InstanceId, RegionId }) => {
    const instance = instanceOf(scene, InstanceId, RegionId)
    const isLatest = minorOf(instance) === latestMinor(instance)
    return {
      Engine: instance.engine === 'redis' ? 'redis' : 'memcache',
      MajorVersion: instance.version,
      MinorVersion: minorName(instance),
      IsLatestVersion: isLatest,
      EnableUpgradeMajorVersion: instance.engine === 'redis' && instance.version !== '5.0',
      EnableUpgradeMinorVersion: !isLatest,
    }
  },

  ModifyInstanceMajorVersion: (scene, input) => {
    const { world } = scene
    const instance = runningOf(scene, input.InstanceId, input.RegionId)
    if (instance.engine !== 'redis') throw unsupported()
    if (Number(input.MajorVersion) <= Number(instance.version)) throw invalidParameter('MajorVersion')
    const startedAt = startOf(scene, instance, input.EffectiveTime)
    const after = { steps: UPGRADE_WORK, status: 'Normal', change: { version: input.MajorVersion } }
    world.enter(instance, 'MajorVersionUpgrading', after, startedAt)
    startTask(world, instance, { action: 'ModifyInstanceMajorVersion', work: UPGRADE_WORK, startedAt })
    return {}
  },

  ModifyInstanceMinorVersion: (scene, input) => {
    const { world } = scene
    const instance = runningOf(scene, input.InstanceId, input.RegionId)
    const latest = latestMinor(instance)
    if (minorOf(instance) === latest) throw unsupported()
    if (input.Minorversion !== 'latest_version' && input.Minorversion !== minorName(instance, latest))
      throw invalidParameter('Minorversion')
    const startedAt = startOf(scene, instance, input.EffectiveTime)
    const done = () => setMinor(instance, latest)
    world.enter(instance, 'MinorVersionUpgrading', { steps: UPGRADE_WORK, status: 'Normal', done }, startedAt)
    startTask(world, instance, { action: 'ModifyInstanceMinorVersion', work: UPGRADE_WORK, startedAt })
    return {}
  },

  RestartInstance: (scene, input) => {
    const { world } = scene
    const instance = runningOf(scene, input.InstanceId, input.RegionId)
    const startedAt = startOf(scene, instance, input.EffectiveTime)
    const done = () => {
      if (input.UpgradeMinorVersion) setMinor(instance, latestMinor(instance))
      noteServerLine(instance, world.now(), 'Server started, ready to accept connections', '*')
      liveOf(instance)?.restart()
    }
    // The list of states has none for a restart.
    world.enter(instance, 'Changing', { steps: 0.5, status: 'Normal', done }, startedAt)
    const { id } = startTask(world, instance, { action: 'RestartInstance', work: 0.5, startedAt })
    return { InstanceId: instance.id, TaskId: id }
  },

  FlushExpireKeys: (scene, input) => {
    const { world } = scene
    const instance = runningOf(scene, input.InstanceId, input.RegionId)
    if (instance.engine !== 'redis') throw unsupported()
    const startedAt = startOf(scene, instance, input.EffectiveTime)
    // Nothing here tells expired keys from others: a twentieth of the memory stands for them. A server has only those
    // that it has not come to yet, and looking at all keys frees them.
    const done = () => {
      const live = liveOf(instance)
      if (live) live.erase('expired')
      else replaceData(instance, Math.round(instance.usedMemoryMb * 0.95), world.now())
    }
    world.enter(instance, 'Flushing', { steps: 0.5, status: 'Normal', done }, startedAt)
    const { id } = startTask(world, instance, { action: 'FlushExpireKeys', work: 0.5, startedAt })
    return { InstanceId: instance.id, TaskId: id }
  },

  FlushInstance: (scene, { InstanceId }) => {
    const { world } = scene
    const instance = runningOf(scene, InstanceId)
    const done = () => {
      replaceData(instance, 0, world.now())
      liveOf(instance)?.erase('all')
    }
    world.enter(instance, 'Flushing', { steps: 0.5, status: 'Normal', done })
    startTask(world, instance, { action: 'FlushInstance', work: 0.5 })
    return {}
  },
} satisfies Behaviours<typeof upkeepOperations>
