import type { z } from 'zod'
import type { Input, Output } from '@/lib/operation'
import type { Call } from '@/lib/providers/contract'
import { type Asked, among, type Creation, known, type Params, type Told } from '@/lib/providers/creation'
import { distinct, orNull, timeOrNull } from '@/lib/providers/facts'
import { jdcloudRedisOperations as op } from './catalog'
import { params } from './creation-params'

type Chosen = z.output<typeof params>
/** What passed the schema just above. */
const chosen = (given: Params) => given as unknown as Chosen // plans keep what `params` gave

const TYPES = { standard: 'master-slave', cluster: 'cluster', 'native-cluster': 'native-cluster' } as const
const MODES = {
  subscription: 'prepaid_by_duration',
  'pay-as-you-go': 'postpaid_by_duration',
  'by-usage': 'postpaid_by_usage',
} as const

export const creation: Creation = {
  params,

  request: (region, given) => ({ operation: op.createCacheInstance, input: requestOf(region, chosen(given)) }),

  ids(data) {
    const { result } = data as Output<typeof op.createCacheInstance> // of this very row
    return orNull(result.cacheInstanceId) === null ? [] : [String(result.cacheInstanceId)]
  },

  likeness(given) {
    const { name, class: size, shards, chargeType } = chosen(given)
    return {
      name,
      count: 1,
      aims: [
        { field: 'facts.name', is: 'equal', value: name },
        { field: 'facts.class', is: 'equal', value: size },
        ...(shards === undefined ? [] : [{ field: 'facts.shards', is: 'equal', value: shards } as const]),
        { field: 'facts.chargeType', is: 'equal', value: chargeOf(chargeType) },
      ],
    }
  },

  locator: () => ({}),
  facts: (given) => {
    const { architecture, chargeType } = chosen(given)
    const shape = architecture === 'native-cluster' ? 'cluster' : architecture
    return { engine: 'redis', architecture: shape ?? 'unknown', chargeType: chargeOf(chargeType) }
  },
  choice: (given) => {
    const { class: size, shards } = chosen(given)
    return shards === undefined ? { class: size } : { class: size, shards }
  },
  rated: (given) => {
    const { replicas, chargeType, months } = chosen(given)
    return replicas === undefined && chargeType !== 'by-usage' ? { months } : null
  },

  listers: {
    zone: { operation: op.describeSpecConfig, list: zones },
    secondaryZone: { operation: op.describeSpecConfig, list: zones },
    backupId: { operation: op.describeBackups, needs: 'source', list: backups },
  },
  leftOut: ['whitelist', 'backup-time', 'count', 'pay'],

  like({ facts, resourceGroup, description }) {
    const { architecture, chargeType, zone, zones: all, version, network, tags, endpoints, shards, replicas } = facts
    const port = endpoints[0]?.port ?? null
    const perShard = facts.class?.startsWith('redis.s.') ?? false
    return {
      params: known({
        description: description || null,
        version: among(['2.8', '4.0'], version),
        // The list does not tell a cluster with a proxy from a native one.
        architecture: architecture === 'standard' ? 'standard' : null,
        class: facts.class,
        shards: perShard ? shards : null,
        replicas,
        zone,
        secondaryZone: all.find((other) => other !== zone),
        vpcId: network.vpcId,
        subnetId: network.subnetId,
        port: port === null || port === 6379 ? null : port,
        // Both ways of paying afterwards look the same in the facts.
        chargeType: chargeType === 'subscription' ? chargeType : null,
        resourceGroup,
        tags: tags.length > 0 ? tags : null,
      }),
      unknown: [
        'name',
        'password',
        ...(architecture === 'standard' ? [] : ['architecture']),
        ...(chargeType === 'subscription' ? ['months', 'autoRenew'] : ['chargeType']),
      ],
    }
  },
}

const chargeOf = (chargeType: Chosen['chargeType']) =>
  chargeType === 'subscription' ? ('subscription' as const) : ('pay-as-you-go' as const)

function requestOf(region: string, wanted: Chosen): Input<typeof op.createCacheInstance> {
  const { architecture, replicas, zone, chargeType, months = 1, autoRenew } = wanted
  const years = months % 12 === 0
  return {
    regionId: region,
    cacheInstance: {
      vpcId: wanted.vpcId,
      subnetId: wanted.subnetId,
      cacheInstanceName: wanted.name,
      cacheInstanceClass: wanted.class,
      password: wanted.password,
      azId: { master: zone, slave: wanted.secondaryZone ?? zone },
      cacheInstanceDescription: wanted.description,
      redisVersion: wanted.version,
      shardNumber: wanted.shards,
      userTags: wanted.tags?.length ? wanted.tags : undefined,
      resourceGroupId: wanted.resourceGroup,
      cacheInstanceType: architecture && TYPES[architecture],
      // The vendor counts the master too.
      replicaNumber: replicas === undefined ? undefined : replicas + 1,
      port: wanted.port,
      backupId: wanted.backupId,
      srcInstanceId: wanted.sourceInstanceId,
      configTemplateId: wanted.parameterGroup,
    },
    charge: {
      chargeMode: MODES[chargeType],
      ...(chargeType === 'subscription'
        ? { chargeUnit: years ? 'year' : 'month', chargeDuration: years ? months / 12 : months, autoRenew }
        : {}),
    },
  }
}

/** Zones that any size is sold in: no operation of this API lists them otherwise. */
async function zones(call: Call, { region, signal }: Asked): Promise<Told[]> {
  const { data } = await call(op.describeSpecConfig, { regionId: region }, { region, signal })
  const specs = (data.result.instanceSpec?.instanceVersions ?? []).flatMap(({ instanceTypes }) =>
    (instanceTypes ?? []).flatMap((type) => type.specs ?? []),
  )
  return distinct(specs.flatMap(({ azs }) => azs ?? []))
    .sort()
    .map((id) => ({ id }))
}

/** `backupStatus` of one that can be used. */
const DONE = 2

async function backups(call: Call, { region, source = '', signal }: Asked): Promise<Told[]> {
  const input = { regionId: region, cacheInstanceId: source, pageSize: 100 }
  const { data } = await call(op.describeBackups, input, { region, signal })
  return (data.result.backups ?? []).flatMap(({ baseId, backupFileName, backupEndTime, backupStatus }) => {
    const id = orNull(baseId)
    if (id === null) return []
    const refused = backupStatus === DONE ? {} : { refused: 'not-done' as const }
    return [{ id, name: orNull(backupFileName), at: timeOrNull(backupEndTime), ...refused }]
  })
}
