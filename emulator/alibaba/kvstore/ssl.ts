import type { sslOperations } from '@/lib/providers/alibaba/kvstore/operations/ssl'
import type { Behaviours } from '../../behaviour'
import type { CacheInstance } from '../../world/instance'
import { endpointsOf, networkOf } from '../../world/network'
import { startTask } from '../../world/tasks'
import { hostOf } from './addresses'
import { instanceOf, invalidParameter, iso, runningOf, unsupported } from './common'

const YEAR_MS = 365 * 86_400_000
const WORK = 0.5

/** Redis 2.8 without read replicas, and clusters of 4.0 (15.5). */
const speaksTls = ({ engine, version, architecture }: CacheInstance) =>
  engine === 'redis' &&
  ((version === '2.8' && architecture !== 'rwsplit') || (version === '4.0' && architecture === 'cluster'))

export const sslBehaviours = {
  DescribeInstanceSSL: (scene, { InstanceId, RegionId }) => {
    const instance = instanceOf(scene, InstanceId, RegionId)
    const { tls, prefix } = networkOf(instance)
    return {
      InstanceId: instance.id,
      SSLEnabled: tls.enabled ? 'Enable' : 'Disable',
      ...(tls.enabled ? { SSLExpiredTime: iso(tls.expiresAt), CertCommonName: hostOf(instance, prefix) } : {}),
    }
  },

  ModifyInstanceSSL: (scene, { InstanceId, RegionId, SSLEnabled }) => {
    const { world } = scene
    const instance = runningOf(scene, InstanceId, RegionId)
    if (!speaksTls(instance)) throw unsupported()
    const { tls } = networkOf(instance)
    if (SSLEnabled === 'Update' && !tls.enabled) throw invalidParameter('SSLEnabled')
    // A direct address bypasses the proxies, which are what speaks TLS.
    if (SSLEnabled === 'Enable' && endpointsOf(instance, world.now()).some(({ kind }) => kind === 'direct'))
      throw unsupported()
    const done = () => {
      tls.enabled = SSLEnabled !== 'Disable'
      tls.expiresAt = world.now() + YEAR_MS
    }
    world.enter(instance, 'SSLModifying', { steps: WORK, status: 'Normal', done })
    const { id } = startTask(world, instance, { action: 'ModifyInstanceSSL', work: WORK })
    return { InstanceId: instance.id, TaskId: id }
  },

  ModifyInstanceVpcAuthMode: (scene, { InstanceId, RegionId, VpcAuthMode }) => {
    const instance = runningOf(scene, InstanceId, RegionId)
    if (instance.network.type !== 'vpc') throw unsupported()
    instance.passwordFree = VpcAuthMode === 'Close'
    return {}
  },
} satisfies Behaviours<typeof sslOperations>
