import type { lifecycleOperations } from '@/lib/providers/jdcloud/redis/operations/lifecycle'
import type { Behaviours, Scene } from '../behaviour'
import { build } from '../world/build'
import { customerOf, charge as take } from '../world/customers'
import type { CacheInstance } from '../world/instance'
import { detailsOf } from '../world/jdcloud-details'
import { parametersOf, refusalOf } from '../world/jdcloud-parameters'
import { schedule } from '../world/jdcloud-tasks'
import { nextWindow } from '../world/maintenance'
import { passwordOf } from '../world/passwords'
import { placeOf } from '../world/places'
import type { Offer } from '../world/sizes'
import type { World } from '../world/world'
import { quotaOf } from './instances'
import { hourlyPrice, subscriptionPrice } from './prices'
import { exhausted, instanceOf, invalid, JD, notFound, runningOf, wrongState } from './refusals'
import { addressesOf, askedSize, isShardSize, sizeFields } from './sizes'

const MONTH_MS = 30 * 86_400_000

/** Makes, changes and deletes instances. */
export const lifecycle = {
  createCacheInstance: (scene, { regionId, cacheInstance: wish, charge }) => {
    const { world, owner } = scene
    const now = world.now()
    const offer = askedSize(wish.cacheInstanceClass, wish.shardNumber)
    if (offer.version !== wish.redisVersion)
      throw invalid(`${offer.class} belongs to redisVersion ${offer.version}, not ${wish.redisVersion}`)
    const type = offer.architecture === 'cluster' ? ['cluster', 'native-cluster'] : ['master-slave']
    if (wish.cacheInstanceType && !type.includes(wish.cacheInstanceType))
      throw invalid(`cacheInstanceType of ${offer.class} is ${type.join(' or ')}`)
    const zones = placeOf(JD, regionId)?.zones ?? []
    for (const zone of [wish.azId.master, wish.azId.slave])
      if (!zones.includes(zone)) throw invalid(`azId ${zone} is not a zone of ${regionId}`)
    checkNetwork(scene, regionId, wish)
    const policy = parametersOf(wish.redisVersion).find(({ name }) => name === 'maxmemory-policy')
    const refused = policy && wish.maxmemoryPolicy !== undefined ? refusalOf(policy, wish.maxmemoryPolicy) : undefined
    if (refused) throw invalid(refused)
    const source = wish.srcInstanceId
      ? detailsOf(instanceOf(scene, { regionId, cacheInstanceId: wish.srcInstanceId }), now).backups.find(
          ({ id, endsAt }) => id === wish.backupId && endsAt <= now,
        )
      : undefined
    if (wish.srcInstanceId && !source) throw notFound(`backup ${wish.backupId}`)
    if (source && source.usedMemoryMb > offer.memoryMb)
      throw wrongState('The backup needs more memory than that size has')
    if (wish.configTemplateId) throw notFound(`configTemplate ${wish.configTemplateId}`)
    const { used, max } = quotaOf(scene, regionId)
    if (used >= max) throw exhausted(`The quota of ${max} instances in ${regionId} is used up`)
    const prepaid = charge?.chargeMode === 'prepaid_by_duration'
    payFor(scene, { offer, months: prepaid ? monthsOf(charge) : undefined })

    const made = build(
      {
        service: JD,
        owner: owner ?? 'whole-fleet',
        region: regionId,
        name: wish.cacheInstanceName,
        description: wish.cacheInstanceDescription ?? '',
        class: offer.class,
        shards: wish.shardNumber,
        version: wish.redisVersion,
        zone: wish.azId.master,
        secondZone: wish.azId.slave === wish.azId.master ? undefined : wish.azId.slave,
        tags: Object.fromEntries((wish.userTags ?? []).map(({ key, value }) => [key, value ?? ''])),
        used: 0,
        createdAt: now - (now % 1_000),
      },
      world.random,
      now,
    )
    Object.assign(made, {
      chargeType: prepaid ? 'subscription' : 'pay-as-you-go',
      expiresAt: prepaid ? endOf(now, monthsOf(charge)) : undefined,
      network: { type: 'vpc', vpcId: wish.vpcId, subnetId: wish.subnetId },
      port: wish.port ?? 6379,
      passwordFree: !wish.password,
      resourceGroup: wish.resourceGroupId ?? 'default',
    } satisfies Partial<CacheInstance>)
    world.add(made)
    passwordOf(made).value = wish.password
    Object.assign(detailsOf(made, now), {
      doneUpTo: now,
      native: wish.cacheInstanceType === 'native-cluster',
      smartProxy: wish.enableSmartProxy ?? 0,
      replicas: wish.replicaNumber ?? 2,
      databases: offer.architecture === 'cluster' && wish.cacheInstanceType !== 'native-cluster' ? 1 : wish.dbNum,
      appendonly: wish.slaveAppendonly ?? 'yes',
      cpuArch: wish.cpuArchType ?? 'amd64',
      ipv6: wish.ipv6On ?? 0,
      ipWhiteList: ['0.0.0.0/0'],
      byUsage: charge?.chargeMode === 'postpaid_by_usage',
    })
    if (wish.maxmemoryPolicy) detailsOf(made, now).parameters.set('maxmemory-policy', wish.maxmemoryPolicy)
    schedule(world, made, {
      type: 'create',
      during: 'creating',
      steps: 2,
      finish: () => {
        if (source) made.usedMemoryMb = source.usedMemoryMb
      },
    })
    return { result: { cacheInstanceId: made.id, ...order(world) } }
  },

  deleteCacheInstance: (scene, input) => {
    const { world } = scene
    const instance = instanceOf(scene, input)
    if (instance.status !== 'running' && instance.status !== 'error')
      throw wrongState(`cacheInstance ${instance.id} is ${instance.status}: only running or error can be deleted`)
    if (instance.expiresAt !== undefined && instance.expiresAt > world.now())
      throw wrongState('A prepaid instance cannot be deleted before it has expired')
    schedule(world, instance, {
      type: 'delete',
      during: 'deleting',
      steps: 1,
      finish: () => world.remove(JD, instance.id),
    })
    return {}
  },

  modifyCacheInstanceAttribute: (scene, input) => {
    const instance = instanceOf(scene, input)
    if (input.cacheInstanceName !== undefined) instance.name = input.cacheInstanceName
    if (input.cacheInstanceDescription !== undefined) instance.description = input.cacheInstanceDescription
    return {}
  },

  modifyCacheInstanceClass: (scene, input) => {
    const { world } = scene
    const instance = runningOf(scene, input)
    const details = detailsOf(instance, world.now())
    const kept = isShardSize(instance.class) ? instance.shards : undefined
    const offer = askedSize(
      input.cacheInstanceClass,
      input.shardNumber ?? (isShardSize(input.cacheInstanceClass) ? kept : undefined),
    )
    const replicas = input.replicaNumber ?? details.replicas
    checkResize(instance, offer, { replicasStay: replicas === details.replicas, version: instance.version })
    const left = instance.expiresAt === undefined ? undefined : (instance.expiresAt - world.now()) / MONTH_MS
    payFor(scene, { offer: dearer(instance, offer), months: left })
    schedule(world, instance, {
      type: 'resize',
      during: 'changing',
      steps: input.parallel ? 2 : 3,
      change: sizeFields(offer),
      at: input.effectiveTime === 'MaintainTime' ? nextWindow(instance.maintenance, world.now()) : undefined,
      changes: [
        { name: 'cacheInstanceClass', before: instance.class, after: offer.class },
        { name: 'cacheInstanceMemoryMB', before: `${instance.memoryMb}`, after: `${offer.memoryMb}` },
      ],
      finish: () => {
        details.replicas = replicas
        details.switched.clear()
      },
    })
    return { result: order(world) }
  },

  resetCacheInstancePassword: (scene, input) => {
    const instance = runningOf(scene, input)
    instance.passwordFree = !input.password
    passwordOf(instance).value = input.password
    return {}
  },

  describeResizeModeIpTimeInfo: (scene, input) => {
    const instance = instanceOf(scene, input)
    const cluster = instance.architecture === 'cluster'
    const supported = { supportPScale: cluster, supportParallel: cluster && instance.version !== '2.8' }
    if (!input.cacheInstanceClass) return { result: supported }
    const kept = isShardSize(input.cacheInstanceClass) ? (input.shardNumber ?? instance.shards) : input.shardNumber
    const offer = askedSize(input.cacheInstanceClass, kept)
    // A resize copies shard by shard, or all at once: at a gigabyte in ten seconds.
    const secondsPerShard = 60 + Math.round((instance.usedMemoryMb / instance.shards / 1024) * 10)
    return {
      result: {
        ...supported,
        serialIpCount: addressesOf(1),
        serialTimeCost: secondsPerShard * offer.shards,
        parallelIpCount: addressesOf(offer.shards),
        parallelTimeCost: secondsPerShard,
      },
    }
  },
} satisfies Behaviours<typeof lifecycleOperations>

/** The vendor's rules of a resize. */
function checkResize(
  instance: CacheInstance,
  offer: Offer,
  { replicasStay, version }: { replicasStay: boolean; version: string },
): void {
  if (offer.version !== version)
    throw invalid(`${offer.class} belongs to redisVersion ${offer.version}, not ${version}`)
  if (offer.class === instance.class && offer.shards === instance.shards && replicasStay)
    throw invalid('The new size is the current one')
  if (offer.memoryMb < instance.usedMemoryMb)
    throw wrongState(`${instance.usedMemoryMb} MB are in use, more than the new size has`)
  if (instance.chargeType !== 'subscription' || offer.architecture === instance.architecture) return
  if (offer.architecture === 'standard' && offer.memoryMb <= instance.memoryMb)
    throw wrongState('A prepaid cluster becomes a standard instance only with more memory')
  if (offer.architecture === 'cluster' && offer.memoryMb < instance.memoryMb)
    throw wrongState('A prepaid standard instance becomes a cluster only with at least its memory')
}

/** VPCs are another product's: an id of the right shape is believed, but a subnet stays in the VPC it was seen in. */
function checkNetwork(
  { world, owner }: Scene,
  region: string,
  { vpcId, subnetId }: { vpcId: string; subnetId: string },
): void {
  if (!/^vpc-[a-z0-9]+$/.test(vpcId)) throw notFound(`vpc ${vpcId}`)
  if (!/^subnet-[a-z0-9]+$/.test(subnetId)) throw notFound(`subnet ${subnetId}`)
  const seen = world.list({ service: JD, region, owner }).find(({ network }) => network.subnetId === subnetId)
  if (seen && seen.network.vpcId !== vpcId) throw invalid(`subnet ${subnetId} is not in ${vpcId}`)
}

/** Takes the price of an order from the customer's balance. What is paid afterwards needs an hour's worth to begin. */
function payFor({ world, owner }: Scene, order: { offer: Offer; months: number | undefined }): void {
  const customer = customerOf(world, owner)
  const { offer, months } = order
  const enough =
    months === undefined
      ? customer.balance >= hourlyPrice(offer)
      : take(customer, Math.max(0, subscriptionPrice(offer, months)))
  if (!enough) throw wrongState('The account balance is not enough')
}

/** A larger subscription pays the difference for the time that is left; a smaller one is paid nothing back. */
const dearer = (instance: CacheInstance, offer: Offer): Offer =>
  instance.chargeType === 'subscription'
    ? { ...offer, memoryMb: Math.max(0, offer.memoryMb - instance.memoryMb) }
    : offer

const monthsOf = ({ chargeUnit = 'month', chargeDuration = 1 }: { chargeUnit?: string; chargeDuration?: number }) =>
  chargeDuration * (chargeUnit === 'year' ? 12 : 1)

function endOf(now: number, months: number): number {
  const end = new Date(now)
  end.setUTCMonth(end.getUTCMonth() + months)
  return end.getTime()
}

function order(world: World) {
  const day = new Date(world.now()).toISOString().replace(/\D/g, '').slice(0, 14)
  const orderNum = `${day}${world.random.int(10_000, 99_999)}`
  return { orderNum, buyId: `buy-${orderNum}` }
}
