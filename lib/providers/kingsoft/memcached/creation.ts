import type { z } from 'zod'
import type { Input, Output } from '@/lib/operation'
import { type Creation, known, type Params } from '@/lib/providers/creation'
import { named, sized } from '../actions'
import { kingsoftMemcachedOperations as op } from './catalog'
import { params } from './creation-params'

type Chosen = z.output<typeof params>
/** What passed the schema just above. */
const chosen = (given: Params) => given as unknown as Chosen // plans keep what `params` gave

const BILLS = { subscription: 1, daily: 5 } as const
const MB_PER_GB = 1024

export const creation: Creation = {
  params,

  request: (_region, given) => ({ operation: op.CreateCacheCluster, input: requestOf(chosen(given)) }),
  ids: (data) => [(data as Output<typeof op.CreateCacheCluster>).Data.CacheId], // of this very row

  likeness(given) {
    const { name, gb, chargeType } = chosen(given)
    const charge = chargeType === 'subscription' ? chargeType : 'pay-as-you-go'
    const aims = [...named(name), ...sized(gb), { field: 'facts.chargeType', is: 'equal', value: charge } as const]
    return { name, count: 1, aims }
  },

  locator: (given) => ({ project: chosen(given).project }),
  facts: (given) => {
    const { chargeType } = chosen(given)
    const charge = chargeType === 'subscription' ? chargeType : 'pay-as-you-go'
    return { engine: 'memcached', architecture: 'standard', chargeType: charge }
  },
  choice: (given) => ({ gb: chosen(given).gb }),
  rated: (given) => (chosen(given).replicas === 0 ? { months: chosen(given).months } : null),

  listers: {},
  leftOut: [
    'whitelist',
    'security-group',
    'backup-time',
    'parameter-group',
    'tags',
    'count',
    'auto-renew',
    'source',
    'zone',
    'version',
    'pay',
  ],

  like({ facts, project }) {
    const { memoryMb, network, chargeType, replicas } = facts
    return {
      params: known({
        gb: memoryMb === null ? null : memoryMb / MB_PER_GB,
        replicas,
        vpcId: network.vpcId,
        subnetId: network.subnetId,
        chargeType: chargeType === 'pay-as-you-go' ? 'daily' : chargeType === 'subscription' ? chargeType : null,
        project: project?.id,
      }),
      unknown: [
        'name',
        'password',
        ...(replicas === null ? ['replicas'] : []),
        ...(chargeType === 'subscription' ? ['months'] : []),
      ],
    }
  },
}

const requestOf = (wanted: Chosen): Input<typeof op.CreateCacheCluster> => ({
  Name: wanted.name,
  Capacity: wanted.gb,
  SlaveNum: wanted.replicas,
  VpcId: wanted.vpcId,
  VnetId: wanted.subnetId,
  BillType: BILLS[wanted.chargeType],
  Duration: wanted.months,
  PassWord: wanted.password,
  IamProjectId: wanted.project,
})
