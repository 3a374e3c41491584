import { z } from 'zod'
import { noted } from '@/lib/operation'
import { type Actions, action, type Seen, type Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { orNull } from '@/lib/providers/facts'
import { kingsoftRedisOperations as op } from './catalog'

const NODES = { master: '1', 'read-only': '2', both: '3' } as const
type Of = keyof typeof NODES

const at = ({ id, locator }: Target) => ({ AvailableZone: locator.zone, CacheId: id })
const params = z.strictObject({
  of: noted(
    z.enum(['master', 'read-only', 'both']).default('master'),
    'Which nodes. A cluster has one address for its proxy, whatever is chosen here but read-only nodes.',
    '绑定的节点。集群仅有代理的一个公网地址，不区分主节点与只读节点。',
  ),
})
const isCluster = ({ detail: { facts } }: Target) => facts.architecture === 'cluster'

/** Public addresses with their ports; empty where none is bound. */
async function publicAddresses(call: Call, target: Target): Promise<Seen> {
  const { data } = await call(op.DescribeCacheCluster, at(target), { region: target.region })
  const [master, readOnly] = [orNull(data.Data.eip) ?? '', orNull(data.Data.eipRo) ?? '']
  return { address: master, readOnlyAddress: readOnly, hasPublic: master !== '', hasPublicReadOnly: readOnly !== '' }
}

/** The nodes that are meant; of a cluster it is the proxy. */
const meant = (of: Of): { public: boolean; readOnly: boolean } => ({
  public: of !== 'read-only',
  readOnly: of !== 'master',
})

const wanted = (of: Of, there: boolean) => [
  ...(meant(of).public ? [{ field: 'seen.hasPublic', is: 'equal', value: there } as const] : []),
  ...(meant(of).readOnly ? [{ field: 'seen.hasPublicReadOnly', is: 'equal', value: there } as const] : []),
]

const input = (target: Target, { of }: { of: Of }) => ({
  ...at(target),
  InsType: isCluster(target) ? undefined : NODES[of],
})

/** Public addresses as changes. What they cost their manual does not say. */
export const connectionActions = {
  'public-on': action(op.AllocateEip, {
    params,
    refusesChoice: (target, { of }) => {
      const { seen } = target.detail
      if (isCluster(target) && of !== 'master') return { code: 'only-standard' }
      const there = [meant(of).public && seen?.address, meant(of).readOnly && seen?.readOnlyAddress].find(Boolean)
      return there ? { code: 'has-public', params: { address: String(there) } } : null
    },
    observe: publicAddresses,
    input,
    aims: (_, { of }) => wanted(of, true),
  }),
  'public-off': action(op.DeallocateEip, {
    params,
    refusesChoice: (target, { of }) => {
      const { seen } = target.detail
      if (isCluster(target) && of !== 'master') return { code: 'only-standard' }
      if (!seen) return null
      const isThere = (!meant(of).public || seen.hasPublic) && (!meant(of).readOnly || seen.hasPublicReadOnly)
      return isThere ? null : { code: 'no-public' }
    },
    observe: publicAddresses,
    input,
    aims: (_, { of }) => wanted(of, false),
  }),
} satisfies Actions
