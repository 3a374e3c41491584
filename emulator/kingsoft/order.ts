import type { Scene } from '../behaviour'
import { build } from '../world/build'
import { charge, customerOf } from '../world/customers'
import type { CacheInstance } from '../world/instance'
import { settingsOf } from '../world/kingsoft-cache'
import { passwordOf } from '../world/passwords'
import { businessError, cachesOf, freeAddress, type KingsoftService, ownerOf, STATUS, work } from './find'

/** Yuan per GB and month. The manuals print no price: made up. */
const MONTHLY = { 'kingsoft-redis': 62, 'kingsoft-memcached': 48 } as const

/** What a size with so many nodes beside it costs in a month. */
export const monthlyPrice = (service: KingsoftService, gb: number, nodes: number) =>
  MONTHLY[service] * gb * (1 + nodes / 2)

/** Pays for it, or refuses. */
export function pay({ world, owner }: Scene, amount: number): void {
  const customer = customerOf(world, owner)
  if (customer.balance <= 0 || !charge(customer, amount))
    throw businessError('The balance of the account is not enough for this order.')
}

export interface Order {
  service: KingsoftService
  zone: string
  name: string
  gb: number
  version?: string
  nodes: number
  vpcId: string
  vnetId: string
  billType: number
  months: number
  projectId: string
  password: string | undefined
  vip?: string
}

/** Orders an instance: it is being created when this returns. */
export function order(scene: Scene, wanted: Order): CacheInstance {
  const { world, owner, region } = scene
  const there = cachesOf(wanted.service, scene)
  if (there.length >= customerOf(world, owner).instanceQuota)
    throw businessError('The quota of instances in this region is exceeded.')
  const taken = (address: string) => there.some(({ privateIp }) => privateIp === address)
  if (wanted.vip && taken(wanted.vip)) throw businessError(`The address ${wanted.vip} is in use.`)
  const project = projectOf(scene, wanted.projectId)
  const subscription = wanted.billType === 1
  pay(scene, subscription ? monthlyPrice(wanted.service, wanted.gb, wanted.nodes) * wanted.months : 0)

  const now = world.now()
  const made = build(
    {
      service: wanted.service,
      owner: ownerOf(scene),
      region,
      zone: wanted.zone,
      name: wanted.name,
      class: `${wanted.gb}`,
      version: wanted.version,
      status: STATUS.creating,
      used: 0,
      project,
      createdAt: Math.floor(now / 1_000) * 1_000,
    },
    world.random,
    now,
  )
  const instance = world.add({
    ...made,
    chargeType: subscription ? 'subscription' : 'pay-as-you-go',
    expiresAt: subscription ? endOf(now, wanted.months) : undefined,
    network: { type: 'vpc', vpcId: wanted.vpcId, subnetId: wanted.vnetId },
    privateIp: wanted.vip ?? freeAddress(world, taken),
    passwordFree: wanted.password === undefined,
    securityIps: '10.0.0.0/8',
  })
  passwordOf(instance).value = wanted.password
  const settings = settingsOf(instance)
  settings.billType = wanted.billType
  settings.orderId = `M${instance.engine === 'redis' ? 'REDIS' : 'MEM'}2S${world.random.text(20, '0123456789')}`
  work(world, instance, STATUS.creating, { steps: 3 })
  return instance
}

/** Midnight in China after the last day. */
function endOf(now: number, months: number): number {
  const end = new Date(now)
  end.setUTCMonth(end.getUTCMonth() + months)
  return end.getTime() - (end.getTime() % 86_400_000) + 16 * 3_600_000
}

/** The default project, or one that an instance is in: there is no operation that makes projects. */
function projectOf({ world, owner }: Scene, id: string) {
  if (id === '0') return { id, name: '默认项目' }
  for (const service of ['kingsoft-redis', 'kingsoft-memcached'] as const) {
    const other = world.list({ service, owner }).find(({ project }) => project.id === id)
    if (other) return other.project
  }
  throw businessError(`The project ${id} does not exist.`)
}
