import type { creationOperations } from '@/lib/providers/alibaba/kvstore/operations/creation'
import type { Behaviours, Scene } from '../../behaviour'
import { refuse } from '../../gateway/refusal'
import { accountsOf } from '../../world/accounts'
import { perWorld } from '../../world/attached'
import { backupStateOf, backupsOf } from '../../world/backups'
import { newOrder } from '../../world/billing'
import { build } from '../../world/build'
import { customerOf } from '../../world/customers'
import { dataMbAt } from '../../world/data'
import type { CacheInstance } from '../../world/instance'
import { endOf } from '../../world/months'
import { placeOf } from '../../world/places'
import { COUPON, couponOff, subscription } from '../../world/prices'
import type { Offer } from '../../world/sizes'
import { startTask } from '../../world/tasks'
import { listFields } from '../shape'
import { backupOf } from './backups'
import { idempotent, instanceOf, invalidParameter, iso } from './common'
import { admitCustomer, offerOf, pay } from './orders'

/** Released instances, which CreateInstances can bring back. */
const recycled = perWorld(() => new Map<string, CacheInstance>())
export const recycle = (scene: Scene, instance: CacheInstance) => recycled(scene.world).set(instance.id, instance)

const WORK = 3
/** What an engine takes for itself. */
const EMPTY_MB = 1
const STEPS = ['init_instance', 'init_redis', 'init_config'] as const

interface Wanted {
  region: string
  zone: string
  secondZone?: string
  offer: Offer
  version: string
  name?: string
  password?: string
  months?: number
  autoRenewMonths?: number
  vpc?: { vpcId: string; subnetId: string }
  privateIp?: string
  port?: number
  resourceGroup?: string
  tags?: { key: string; value: string }[]
  /** Megabytes of data that it starts with. */
  dataMb?: number
}

export const creationBehaviours = {
  CreateInstance: (scene, input) => {
    const { Token, DryRun, ...parameters } = input
    return idempotent(scene, 'CreateInstance', Token, parameters, () => {
      const offer = offerOf({
        className: input.InstanceClass,
        capacity: input.Capacity,
        engine: input.InstanceType,
      })
      const wanted: Wanted = {
        region: input.RegionId,
        zone: input.ZoneId,
        secondZone: input.SecondaryZoneId,
        offer,
        version: offer.engine === 'memcached' ? offer.version : input.EngineVersion,
        name: input.InstanceName,
        password: input.Password,
        months: input.ChargeType === 'PrePaid' ? Number(input.Period) : undefined,
        autoRenewMonths: input.AutoRenew === 'true' ? Number(input.AutoRenewPeriod) : undefined,
        vpc: vpcOf(input.NetworkType, input.VpcId, input.VSwitchId),
        privateIp: input.PrivateIpAddress,
        port: input.Port,
        resourceGroup: input.ResourceGroupId,
        tags: input.Tag?.map(({ Key, Value }) => ({ key: Key, value: Value ?? '' })),
        dataMb: dataOf(scene, input.SrcDBInstanceId, input.BackupId, input.RestoreTime),
      }
      check(scene, [wanted])
      if (DryRun) throw refuse(400, 'DryRunOperation', 'Request validation has been passed with DryRun flag set.')
      const coupon = input.AutoUseCoupon === 'true' ? COUPON.code : input.CouponNo
      pay(scene, priceOf([wanted], coupon))
      const made = create(scene, wanted)
      const { UserName, ...fields } = listFields(made, scene.world.now(), undefined)
      return {
        InstanceId: made.id,
        InstanceName: made.name,
        InstanceStatus: made.status,
        Capacity: made.memoryMb,
        Bandwidth: made.bandwidth,
        Connections: made.connections,
        QPS: made.qps,
        ChargeType: fields.ChargeType,
        ...(made.expiresAt === undefined ? {} : { EndTime: iso(made.expiresAt) }),
        Config: fields.Config,
        ConnectionDomain: fields.ConnectionDomain,
        Port: made.port,
        PrivateIPAddr: made.privateIp,
        NetworkType: fields.NetworkType,
        ...(wanted.vpc ? { VpcId: wanted.vpc.vpcId, VSwitchId: wanted.vpc.subnetId } : {}),
        NodeType: offer.nodeType === 'single' ? 'STAND_ALONE' : 'MASTER_SLAVE',
        RegionId: made.region,
        ZoneId: made.zone,
        UserName,
      }
    })
  },

  CreateInstances: (scene, { Token, ...input }) =>
    idempotent(scene, 'CreateInstances', Token, input, () => {
      const back: CacheInstance[] = []
      const wanted = input.Instances.flatMap((entry): Wanted[] => {
        if (entry.RebuildInstance === 'true' || (input.RebuildInstance && entry.SrcDBInstanceId)) {
          back.push(releasedOf(scene, entry.SrcDBInstanceId))
          return []
        }
        const offer = offerOf({
          className: entry.instanceClass,
          capacity: entry.Capacity,
          engine: entry.instanceType,
        })
        const renews = entry.AutoRenew === 'true' || input.AutoRenew === 'true'
        const one: Wanted = {
          region: entry.RegionId,
          zone: entry.izNo,
          offer,
          version: offer.engine === 'memcached' ? offer.version : entry.EngineVersion,
          name: entry.InstanceName,
          password: entry.Password,
          months: entry.ChargeType === 'PrePaid' ? entry.Period : undefined,
          autoRenewMonths: entry.ChargeType === 'PrePaid' && renews ? 1 : undefined,
          vpc: vpcOf(entry.NetworkType, entry.VpcId, entry.vSwitchId),
          dataMb: dataOf(scene, entry.SrcDBInstanceId, entry.BackupId, undefined),
        }
        return Array.from({ length: entry.quantity }, () => one)
      })
      check(scene, wanted)
      pay(scene, input.AutoPay ? priceOf(wanted, input.CouponNo) : 0)
      const made = [...back.map((instance) => restore(scene, instance)), ...wanted.map((one) => create(scene, one))]
      return { InstanceIds: { InstanceId: made.map(({ id }) => id) }, OrderId: newOrder(scene.world) }
    }),
} satisfies Behaviours<typeof creationOperations>

const vpcOf = (type: 'CLASSIC' | 'VPC', vpcId: string | undefined, subnetId: string | undefined) =>
  type === 'VPC' && vpcId && subnetId ? { vpcId, subnetId } : undefined

/** What is paid at once: subscriptions. Hours are billed later, and this world does not bill them. */
function priceOf(wanted: readonly Wanted[], coupon: string | undefined): number {
  const quotes = wanted.flatMap(({ offer, region, months }) =>
    months === undefined ? [] : [subscription(offer, region, months)],
  )
  const original = quotes.reduce((sum, one) => sum + one.original, 0)
  return quotes.reduce((sum, one) => sum + one.trade, 0) - couponOff(original, coupon)
}

/** Refuses the whole order when one of its instances cannot be had. */
function check(scene: Scene, wanted: readonly Wanted[]): void {
  admitCustomer(scene)
  for (const { region, zone, secondZone, offer, dataMb } of wanted) {
    if ((dataMb ?? 0) > offer.memoryMb)
      throw refuse(400, 'InsufficientResourceCapacity', 'The new instance is too small for the data of the backup.')
    const place = placeOf('alibaba-kvstore', region)
    if (!place) throw refuse(404, 'InvalidRegion.NotFound', 'Specified region does not exist.')
    for (const one of [zone, secondZone])
      if (one !== undefined && !place.zones.includes(one))
        throw refuse(400, 'InvalidZoneId.NotFound', 'The specified ZoneId is not valid.')
    if (zone === CLOSED_ZONE) throw refuse(400, 'QuotaNotEnough', 'The inventory quota of this zone is used up.')
  }
  const { instanceQuota } = customerOf(scene.world, scene.owner)
  const hourly = wanted.filter(({ months }) => months === undefined)
  for (const region of new Set(hourly.map((one) => one.region))) {
    const there = scene.world
      .list({ service: 'alibaba-kvstore', region, owner: scene.owner })
      .filter(({ chargeType }) => chargeType === 'pay-as-you-go').length
    if (there + hourly.filter((one) => one.region === region).length > instanceQuota)
      throw refuse(400, 'QuotaExceed.AfterpayInstance', 'Living afterpay instances quota exceeded.')
  }
}

/** The zone that DescribeZones says is closed. */
export const CLOSED_ZONE = 'cn-hangzhou-b'

function create(scene: Scene, wanted: Wanted): CacheInstance {
  const { world } = scene
  const now = world.now()
  const made = build(
    {
      service: 'alibaba-kvstore',
      owner: scene.owner ?? 'haitang-prod',
      region: wanted.region,
      zone: wanted.zone,
      secondZone: wanted.secondZone,
      name: wanted.name ?? '',
      class: wanted.offer.class,
      version: wanted.version,
      network: wanted.vpc ? 'vpc' : 'classic',
      createdAt: now - (now % 1_000),
    },
    world.random,
    now,
  )
  Object.assign(made, {
    ...(wanted.months === undefined ? {} : { chargeType: 'subscription', expiresAt: endOf(now, wanted.months) }),
    ...(wanted.vpc ? { network: { type: 'vpc', ...wanted.vpc } } : {}),
    privateIp: wanted.privateIp ?? made.privateIp,
    port: wanted.port ?? made.port,
    resourceGroup: wanted.resourceGroup ?? made.resourceGroup,
    tags: wanted.tags ?? [],
    autoRenewMonths: wanted.autoRenewMonths,
    usedMemoryMb: wanted.dataMb ?? EMPTY_MB,
    // What the manual calls the state of a new instance.
    securityIps: '127.0.0.1',
    passwordFree: false,
    releaseProtection: false,
    maintenance: { start: '18:00Z', end: '22:00Z' },
  } satisfies Partial<CacheInstance>)
  const own = accountsOf(made).get(made.id)
  if (own && wanted.password !== undefined) own.password = wanted.password
  return begin(scene, made)
}

function begin(scene: Scene, instance: CacheInstance): CacheInstance {
  scene.world.add(instance)
  scene.world.enter(instance, 'Creating', { steps: WORK, status: 'Normal' })
  startTask(scene.world, instance, { action: 'CreateDBInstance', work: WORK, steps: STEPS })
  return instance
}

/** What a copy starts with: the data of a backup, or of the newest one before a moment. */
function dataOf(
  scene: Scene,
  sourceId: string | undefined,
  backupId: string | undefined,
  restoreTime: string | undefined,
): number | undefined {
  if (sourceId === undefined) return undefined
  const source = instanceOf(scene, sourceId)
  if (backupId !== undefined) return backupOf(scene, source, backupId).dataMb
  const { world } = scene
  const moment = Date.parse(restoreTime ?? '')
  const before = backupsOf(source, world.now(), world.pace).find(
    (backup) => backup.finishedAt <= moment && backupStateOf(backup, world.now()) === 'done',
  )
  if (!before || moment > world.now()) throw invalidParameter('RestoreTime')
  return dataMbAt(source, moment)
}

function releasedOf(scene: Scene, id: string | undefined): CacheInstance {
  const found = recycled(scene.world).get(id ?? '')
  if (!found || (scene.owner !== undefined && found.owner !== scene.owner))
    throw refuse(404, 'InvalidInstanceId.NotFound', 'Specified instance does not exist.')
  return found
}

function restore(scene: Scene, instance: CacheInstance): CacheInstance {
  recycled(scene.world).delete(instance.id)
  return begin(scene, instance)
}
