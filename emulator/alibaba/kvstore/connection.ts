import type { connectionOperations } from '@/lib/providers/alibaba/kvstore/operations/connection'
import type { Behaviours, Scene } from '../../behaviour'
import { refuse } from '../../gateway/refusal'
import type { CacheInstance } from '../../world/instance'
import { type Endpoint, endpointsOf, networkOf } from '../../world/network'
import { startTask } from '../../world/tasks'
import { hostOf } from './addresses'
import { instanceOf, iso, runningOf, unsupported } from './common'

const DAY_MS = 86_400_000
/** Network changes are short. */
const WORK = 0.5
const NET_TYPES = { public: '0', classic: '1', direct: '2' } as const
const IP_TYPES = { public: 'Public', classic: 'Inner', direct: 'Private' } as const

export const connectionBehaviours = {
  DescribeDBInstanceNetInfo: (scene, { InstanceId, RegionId }) => {
    const instance = instanceOf(scene, InstanceId, RegionId)
    const now = scene.world.now()
    const vpc = instance.network.type === 'vpc'
    const inVpc = { VPCId: instance.network.vpcId, VSwitchId: instance.network.subnetId, VPCInstanceId: instance.id }
    return {
      InstanceNetworkType: vpc ? 'VPC' : 'CLASSIC',
      NetInfoItems: {
        InstanceNetInfo: [
          {
            ConnectionString: hostOf(instance, networkOf(instance).prefix),
            IPAddress: instance.privateIp,
            Port: String(instance.port),
            IPType: vpc ? 'Private' : 'Inner',
            DBInstanceNetType: vpc ? '2' : '1',
            DirectConnection: 0,
            Upgradeable: '0',
            ...(vpc ? inVpc : {}),
          },
          ...endpointsOf(instance, now).map((endpoint) => ({
            ConnectionString: hostOf(instance, endpoint.prefix),
            IPAddress: endpoint.ip,
            Port: String(endpoint.port),
            IPType: IP_TYPES[endpoint.kind],
            DBInstanceNetType: NET_TYPES[endpoint.kind],
            DirectConnection: endpoint.kind === 'direct' ? 1 : 0,
            Upgradeable: '0',
            ...(endpoint.kind === 'direct' ? inVpc : {}),
            ...(endpoint.expiresAt === undefined
              ? {}
              : { ExpiredTime: String(Math.floor((endpoint.expiresAt - now) / 1_000)) }),
          })),
        ],
      },
    }
  },

  SwitchNetwork: (scene, input) => {
    const { world } = scene
    const instance = runningOf(scene, input.InstanceId, input.RegionId)
    if (instance.network.type === 'vpc') throw unsupported()
    const kept: Endpoint | undefined =
      input.RetainClassic === 'True'
        ? {
            kind: 'classic',
            prefix: networkOf(instance).prefix,
            ip: instance.privateIp,
            port: instance.port,
            expiresAt: world.now() + Number(input.ClassicExpiredDays) * DAY_MS,
          }
        : undefined
    world.enter(instance, 'NetworkModifying', {
      steps: WORK,
      status: 'Normal',
      change: {
        network: { type: 'vpc', vpcId: input.VpcId, subnetId: input.VSwitchId },
        privateIp: `172.16.${world.random.int(0, 255)}.${world.random.int(2, 250)}`,
      },
      done: () => {
        if (!kept) return
        networkOf(instance).endpoints.push(kept)
        // Both addresses live side by side, so the one in the VPC gets a name of its own.
        networkOf(instance).prefix = `${instance.id}-vpc`
      },
    })
    return { TaskId: startTask(world, instance, { action: 'SwitchNetwork', work: WORK }).id }
  },

  ModifyInstanceNetExpireTime: (scene, input) => {
    const { world } = scene
    const instance = runningOf(scene, input.InstanceId, input.RegionId)
    const classic = endpointsOf(instance, world.now()).find(
      ({ kind, prefix }) => kind === 'classic' && hostOf(instance, prefix) === input.ConnectionString,
    )
    if (!classic) throw unknownAddress()
    // Whether the days count from now or from the old end, the manual does not say.
    classic.expiresAt = world.now() + input.ClassicExpiredDays * DAY_MS
    return {
      InstanceId: instance.id,
      NetInfoItems: {
        NetInfoItem: [
          {
            ConnectionString: input.ConnectionString,
            DBInstanceNetType: 'Classic',
            ExpiredTime: iso(classic.expiresAt),
            IPAddress: classic.ip,
            Port: String(classic.port),
          },
        ],
      },
    }
  },

  ModifyDBInstanceConnectionString: (scene, input) => {
    const instance = runningOf(scene, input.DBInstanceId, input.RegionId)
    const network = networkOf(instance)
    const isOwn = hostOf(instance, network.prefix) === input.CurrentConnectionString
    const other = endpointsOf(instance, scene.world.now()).find(
      ({ prefix }) => hostOf(instance, prefix) === input.CurrentConnectionString,
    )
    if (!isOwn && !other) throw unknownAddress()
    if (input.IPType !== undefined && (other?.kind === 'public') !== (input.IPType === 'Public')) throw unknownAddress()
    if (input.NewConnectionString) prefixIsFree(scene, input.NewConnectionString)
    work(scene, instance, () => {
      const { NewConnectionString, Port } = input
      if (other) Object.assign(other, { prefix: NewConnectionString ?? other.prefix, port: Port ?? other.port })
      else {
        network.prefix = NewConnectionString ?? network.prefix
        instance.port = Port ?? instance.port
      }
    })
    return {}
  },

  AllocateInstancePublicConnection: (scene, input) => {
    const instance = runningOf(scene, input.InstanceId, input.RegionId)
    add(scene, instance, { kind: 'public', prefix: input.ConnectionStringPrefix, port: input.Port })
    return {}
  },

  ReleaseInstancePublicConnection: (scene, input) => {
    const instance = runningOf(scene, input.InstanceId, input.RegionId)
    const found = endpointsOf(instance, scene.world.now()).find(
      ({ kind, prefix }) => kind === 'public' && hostOf(instance, prefix) === input.CurrentConnectionString,
    )
    if (!found) throw unknownAddress()
    drop(scene, instance, found)
    return {}
  },

  AllocateDirectConnection: (scene, input) => {
    const instance = runningOf(scene, input.InstanceId, input.RegionId)
    const fits = instance.architecture === 'cluster' && Number(instance.version) >= 4 && instance.network.type === 'vpc'
    if (!fits || networkOf(instance).tls.enabled) throw unsupported()
    const prefix = input.ConnectionString ?? `${instance.id}-direct`
    add(scene, instance, { kind: 'direct', prefix, port: input.Port })
    return {}
  },

  ReleaseDirectConnection: (scene, { InstanceId, RegionId }) => {
    const instance = runningOf(scene, InstanceId, RegionId)
    const found = endpointsOf(instance, scene.world.now()).find(({ kind }) => kind === 'direct')
    if (!found) throw unknownAddress()
    drop(scene, instance, found)
    return {}
  },
} satisfies Behaviours<typeof connectionOperations>

const unknownAddress = () =>
  refuse(404, 'InvalidCurrentConnectionString.NotFound', 'The specified connection string does not exist.')

const work = ({ world }: Scene, instance: CacheInstance, done: () => void) =>
  world.enter(instance, 'NetworkModifying', { steps: WORK, status: 'Normal', done })

function prefixIsFree({ world }: Scene, prefix: string): void {
  const taken = world
    .all()
    .filter(({ service }) => service === 'alibaba-kvstore')
    .some((one) => networkOf(one).prefix === prefix || networkOf(one).endpoints.some((e) => e.prefix === prefix))
  if (taken) throw refuse(400, 'InvalidConnectionString.Duplicate', 'The specified connection string is in use.')
}

function add(scene: Scene, instance: CacheInstance, wanted: Pick<Endpoint, 'kind' | 'prefix' | 'port'>): void {
  if (endpointsOf(instance, scene.world.now()).some(({ kind }) => kind === wanted.kind))
    throw refuse(400, 'NetTypeExists', 'The specified network type exists already.')
  prefixIsFree(scene, wanted.prefix)
  const { random } = scene.world
  const ip = wanted.kind === 'public' ? `203.0.113.${random.int(2, 250)}` : `172.16.0.${random.int(2, 250)}`
  work(scene, instance, () => {
    networkOf(instance).endpoints.push({ ...wanted, ip })
    if (wanted.kind === 'public') instance.publicIp = ip
  })
}

function drop(scene: Scene, instance: CacheInstance, endpoint: Endpoint): void {
  work(scene, instance, () => {
    const network = networkOf(instance)
    network.endpoints = network.endpoints.filter((one) => one !== endpoint)
    if (endpoint.kind === 'public') instance.publicIp = ''
  })
}
