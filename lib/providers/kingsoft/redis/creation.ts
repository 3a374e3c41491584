import type { z } from 'zod'
import type { Input, Output } from '@/lib/operation'
import type { Call } from '@/lib/providers/contract'
import { type Asked, among, type Creation, known, type Params, type Told } from '@/lib/providers/creation'
import { numberOrNull, orNull } from '@/lib/providers/facts'
import { settle } from '@/lib/providers/paging'
import { named, sized } from '../actions'
import { kingsoftRedisOperations as op } from './catalog'
import { params } from './creation-params'

type Chosen = z.output<typeof params>
/** What passed the schema just above. */
const chosen = (given: Params) => given as unknown as Chosen // plans keep what `params` gave

const MODES = { cluster: 1, standard: 2 } as const
const BILLS = { subscription: 1, daily: 5, 'pay-as-you-go': 87 } as const
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

  locator: (given) => ({ zone: chosen(given).zone, project: chosen(given).project }),
  facts: (given) => {
    const { architecture, chargeType } = chosen(given)
    return { engine: 'redis', architecture, chargeType: chargeType === 'subscription' ? chargeType : 'pay-as-you-go' }
  },
  choice: (given) => ({ gb: chosen(given).gb }),
  rated: (given) => (chosen(given).readOnlyNodes === 0 ? { months: chosen(given).months } : null),

  listers: {
    zone: { operation: op.DescribeAvailabilityZones, list: zones },
    securityGroup: { operation: op.DescribeSecurityGroups, needs: 'zone', list: securityGroups },
  },
  leftOut: ['whitelist', 'parameter-group', 'tags', 'count', 'auto-renew', 'source', 'secondary-zone', 'pay'],

  like({ facts, project, securityGroup }) {
    const { architecture, version, memoryMb, zone, network, chargeType } = facts
    return {
      params: known({
        zone,
        architecture: among(['standard', 'cluster'], architecture),
        version: among(['2.8', '3.0', '4.0', '5.0'], version),
        gb: memoryMb === null ? null : memoryMb / MB_PER_GB,
        vpcId: network.vpcId,
        subnetId: network.subnetId,
        chargeType: chargeType === 'subscription' ? chargeType : null,
        project: project?.id,
        securityGroup,
      }),
      unknown: [
        'name',
        'password',
        'backupHour',
        'readOnlyNodes',
        ...(version === null ? ['version'] : []),
        ...(chargeType === 'subscription' ? ['months'] : ['chargeType']),
      ],
    }
  },
}

const requestOf = (wanted: Chosen): Input<typeof op.CreateCacheCluster> => ({
  AvailableZone: wanted.zone,
  Name: wanted.name,
  Mode: MODES[wanted.architecture],
  Capacity: wanted.gb,
  SlaveNum: wanted.readOnlyNodes,
  VpcId: wanted.vpcId,
  VnetId: wanted.subnetId,
  BillType: BILLS[wanted.chargeType],
  Duration: wanted.months,
  PassWord: wanted.password,
  IamProjectId: wanted.project,
  Protocol: wanted.version,
  BackupTimezone: wanted.backupHour,
  SecurityGroupId: wanted.securityGroup,
  SlaveVip: wanted.readOnlyIp,
  Vip: wanted.privateIp,
})

/** Zones by mode: what only one of them is sold in says which. The answer holds other regions' zones and repeats some. */
async function zones(call: Call, { region, signal }: Asked): Promise<Told[]> {
  const modes = ['standard', 'cluster'] as const
  const answers = await settle(
    modes.map((mode) => call(op.DescribeAvailabilityZones, { mode: MODES[mode] }, { region, signal })),
  )
  const soldIn = new Map<string, string[]>()
  answers.forEach(({ data }, index) => {
    for (const { Region, AvailabilityZone } of data.AvailabilityZoneSet) {
      if (Region !== region) continue
      const mode = modes[index] ?? 'standard'
      const others = soldIn.get(AvailabilityZone) ?? []
      if (!others.includes(mode)) soldIn.set(AvailabilityZone, [...others, mode])
    }
  })
  return [...soldIn]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, sold]) => ({ id, of: sold.length === modes.length ? null : (sold[0] ?? null) }))
}

const PAGE = 1_000

async function securityGroups(call: Call, { region, zone, signal }: Asked): Promise<Told[]> {
  const found: Told[] = []
  for (let offset = 0; ; offset += PAGE) {
    const input = { AvailableZone: zone, Offset: offset, Limit: PAGE }
    const { data } = await call(op.DescribeSecurityGroups, input, { region, signal })
    const page = data.Data.list ?? []
    found.push(...page.map(({ securityGroupId, name }) => ({ id: securityGroupId, name: orNull(name), zone })))
    if (page.length < PAGE || found.length >= (numberOrNull(data.Data.total) ?? 0)) return found
  }
}
