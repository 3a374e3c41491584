import type { lifecycleOperations } from '@/lib/providers/kingsoft/redis/operations/lifecycle'
import type { Behaviours } from '../behaviour'
import { settingsOf } from '../world/kingsoft-cache'
import { liveOf } from '../world/live'
import { passwordOf } from '../world/passwords'
import { placeOf, zonesForMode } from '../world/places'
import { sizeOf } from '../world/sizes'
import { businessError, mustBe, newZone, redisCache, STATUS, work } from './find'
import { addNode } from './nodes'
import { monthlyPrice, order, pay } from './order'
import { visibleGroup } from './security-groups'

const SERVICE = 'kingsoft-redis'
const DONE = { Data: null }

/** Buying, changing and deleting Redis instances. */
export const redisLifecycle = {
  CreateCacheCluster: (scene, input) => {
    const place = placeOf(SERVICE, scene.region)
    const zone = newZone(scene, input.AvailableZone)
    if (!place || !zonesForMode(place, input.Mode).includes(zone))
      throw businessError(`Mode ${input.Mode} is not sold in the zone ${zone}.`)
    const group = input.SecurityGroupId ? visibleGroup(scene, zone, input.SecurityGroupId) : undefined
    const instance = order(scene, {
      service: SERVICE,
      zone,
      name: input.Name,
      gb: input.Capacity,
      version: input.Protocol,
      nodes: input.SlaveNum,
      vpcId: input.VpcId,
      vnetId: input.VnetId,
      billType: input.BillType,
      months: input.Duration,
      projectId: input.IamProjectId,
      password: input.PassWord,
      vip: input.Vip,
    })
    const settings = settingsOf(instance)
    settings.window = input.BackupTimezone
    if (group) settings.groups = [group.id]
    for (let made = 0; made < input.SlaveNum; made++)
      addNode(scene, instance, made === 0 ? input.SlaveVip : undefined, 3)
    return {
      Data: {
        CacheId: instance.id,
        Name: instance.name,
        Port: String(instance.port),
        Size: String(input.Capacity),
        SubOrderId: settings.orderId,
      },
    }
  },

  DeleteCacheCluster: (scene, input) => {
    const instance = redisCache(scene, input)
    mustBe(instance, STATUS.running, STATUS.locked, STATUS.error)
    work(scene.world, instance, STATUS.deleting, { then: STATUS.deleted })
    return DONE
  },

  ResizeCacheCluster: (scene, input) => {
    const instance = redisCache(scene, input)
    mustBe(instance, STATUS.running)
    if (instance.architecture === 'cluster') throw businessError('Only a master-replica instance can be resized.')
    const now = instance.memoryMb / 1024
    if (input.Capacity <= now) throw businessError(`The capacity must be larger than the present ${now} GB.`)
    const nodes = settingsOf(instance).nodes.length
    const price = (gb: number) => monthlyPrice(SERVICE, gb, nodes)
    pay(scene, instance.chargeType === 'subscription' ? price(input.Capacity) - price(now) : 0)
    work(scene.world, instance, STATUS.resizing, { steps: 2, size: sizeOf(SERVICE, `${input.Capacity}`) })
    return DONE
  },

  FlushCacheCluster: (scene, input) => {
    const instance = redisCache(scene, input)
    mustBe(instance, STATUS.running)
    instance.usedMemoryMb = 0
    liveOf(instance)?.erase('all')
    return DONE
  },

  RenameCacheCluster: (scene, input) => {
    const instance = redisCache(scene, input)
    mustBe(instance, STATUS.running, STATUS.locked)
    instance.name = input.Name
    return DONE
  },

  RestartCacheCluster: (scene, input) => {
    const instance = redisCache(scene, input)
    mustBe(instance, STATUS.running, STATUS.error)
    work(scene.world, instance, STATUS.restarting)
    liveOf(instance)?.restart()
    return DONE
  },

  LockCacheCluster: (scene, input) => {
    const instance = redisCache(scene, input)
    mustBe(instance, STATUS.running)
    work(scene.world, instance, STATUS.locking, { then: STATUS.locked })
    return DONE
  },

  UnlockCacheCluster: (scene, input) => {
    const instance = redisCache(scene, input)
    mustBe(instance, STATUS.locked)
    if ((instance.expiresAt ?? Infinity) <= scene.world.now())
      throw businessError('The subscription has ended: the instance stays locked until it is renewed.')
    work(scene.world, instance, STATUS.unlocking)
    return DONE
  },

  UpdatePassword: (scene, input) => {
    const instance = redisCache(scene, input)
    mustBe(instance, STATUS.running)
    instance.passwordFree = false
    passwordOf(instance).value = input.Password
    return DONE
  },
} satisfies Behaviours<typeof lifecycleOperations>
