import type { z } from 'zod'
import type { Input, Output } from '@/lib/operation'
import type { Call } from '@/lib/providers/contract'
import { type Asked, type Creation, known, type Params, type Told } from '@/lib/providers/creation'
import { orNull, timeOrNull } from '@/lib/providers/facts'
import { type MoneyQuestions, priceCall } from '@/lib/providers/prices'
import { kvstoreOperations as op } from './catalog'
import { isForMany, params } from './creation-params'
import { orderId } from './order-id'
import { readPrice } from './prices'
import { zones } from './zones'

type Chosen = z.output<typeof params>
/** What passed the schema just above. */
const chosen = (given: Params) => given as unknown as Chosen // plans keep what `params` gave
const word = (flag: boolean) => (flag ? ('true' as const) : ('false' as const))
const VENDOR_ENGINE = { redis: 'Redis', memcached: 'Memcache' } as const
const DAY_MS = 86_400_000
/** Backups are told by a span of time; the manual names no longest. */
const BACKUP_DAYS = 60

export const creation: Creation = {
  params,

  request(region, given) {
    const wanted = chosen(given)
    return isForMany(wanted)
      ? { operation: op.CreateInstances, input: many(region, wanted) }
      : { operation: op.CreateInstance, input: one(region, wanted) }
  },

  ids(data) {
    const { InstanceID, InstanceId, InstanceIds } = data as Output<typeof op.CreateInstance> &
      Output<typeof op.CreateInstances> // one of the two rows answered
    const single = orNull(InstanceId) ?? orNull(InstanceID)
    return single === null ? (InstanceIds?.InstanceId ?? []) : [single]
  },

  orderId,

  likeness(given) {
    const wanted = chosen(given)
    return {
      name: wanted.name,
      count: wanted.count,
      aims: [
        // How several are called is not told.
        ...(wanted.count === 1 ? [{ field: 'facts.name', is: 'equal', value: wanted.name } as const] : []),
        wanted.class === undefined
          ? { field: 'facts.memoryMb', is: 'equal', value: wanted.memoryMb ?? null }
          : { field: 'facts.class', is: 'equal', value: wanted.class },
        { field: 'facts.chargeType', is: 'equal', value: wanted.chargeType },
      ],
    }
  },

  locator: () => ({}),
  network: (given) => (chosen(given).vpcId ? 'vpc' : 'classic'),
  unpaid: (given) => chosen(given).chargeType === 'subscription' && !chosen(given).pay,
  facts: (given) => {
    const { engine, chargeType } = chosen(given)
    return { engine, chargeType, architecture: 'unknown' }
  },
  choice: (given) => {
    const { class: size } = chosen(given)
    return size === undefined ? null : { class: size }
  },
  money,

  listers: {
    zone: { operation: op.DescribeZones, list: zones },
    secondaryZone: { operation: op.DescribeZones, list: zones },
    backupId: { operation: op.DescribeBackups, needs: 'source', list: backups },
  },
  subnetInZone: true,
  leftOut: ['whitelist', 'security-group', 'backup-time', 'parameter-group', 'architecture'],

  like({ facts, resourceGroup }) {
    const { class: size, memoryMb, zone, zones: all, network, chargeType, tags, endpoints, engine, version } = facts
    const port = endpoints[0]?.port ?? null
    return {
      params: known({
        engine,
        version: ['2.8', '4.0', '5.0'].includes(version ?? '') ? version : null,
        ...(size === null ? { memoryMb } : { class: size }),
        zone,
        secondaryZone: all.find((other) => other !== zone),
        vpcId: network.type === 'vpc' ? network.vpcId : null,
        subnetId: network.type === 'vpc' ? network.subnetId : null,
        chargeType: chargeType === 'unknown' ? null : chargeType,
        port: port === null || port === 6379 ? null : port,
        resourceGroup,
        tags: tags.length > 0 ? tags : null,
      }),
      unknown: ['name', 'password', ...(chargeType === 'subscription' ? ['months', 'autoRenew'] : [])],
    }
  },
}

function one(region: string, wanted: Chosen): Input<typeof op.CreateInstance> {
  const { chargeType, months, autoRenew, autoRenewMonths, tags } = wanted
  const prepaid = chargeType === 'subscription'
  return {
    RegionId: region,
    ZoneId: wanted.zone,
    SecondaryZoneId: wanted.secondaryZone,
    InstanceType: VENDOR_ENGINE[wanted.engine],
    EngineVersion: wanted.version,
    InstanceClass: wanted.class,
    Capacity: wanted.memoryMb,
    InstanceName: wanted.name,
    Password: wanted.password,
    ChargeType: prepaid ? 'PrePaid' : 'PostPaid',
    ...(prepaid && months ? { Period: `${months}` } : {}),
    AutoRenew: word(autoRenew),
    ...(autoRenew && autoRenewMonths ? { AutoRenewPeriod: `${autoRenewMonths}` } : {}),
    ...network(wanted),
    ...(wanted.subnetId ? { VSwitchId: wanted.subnetId } : {}),
    PrivateIpAddress: wanted.privateIp,
    ...(wanted.port === undefined ? {} : { Port: wanted.port }),
    ResourceGroupId: wanted.resourceGroup,
    ...(tags?.length ? { Tag: tags.map(({ key, value }) => ({ Key: key, Value: value })) } : {}),
    SrcDBInstanceId: wanted.sourceInstanceId,
    BackupId: wanted.backupId,
    RestoreTime: wanted.restoreTime,
  }
}

function many(region: string, wanted: Chosen): Input<typeof op.CreateInstances> {
  const prepaid = wanted.chargeType === 'subscription'
  const { zone, months, subnetId, sourceInstanceId, backupId } = wanted
  return {
    RegionId: region,
    AutoPay: prepaid && wanted.pay,
    AutoRenew: word(wanted.autoRenew),
    EngineVersion: wanted.version,
    Instances: [
      {
        RegionId: region,
        izNo: zone,
        quantity: wanted.count,
        instanceType: VENDOR_ENGINE[wanted.engine],
        ...(wanted.class === undefined ? { Capacity: wanted.memoryMb } : { instanceClass: wanted.class }),
        EngineVersion: wanted.version,
        ChargeType: prepaid ? 'PrePaid' : 'PostPaid',
        ...(prepaid ? { Period: months, AutoRenew: word(wanted.autoRenew) } : {}),
        InstanceName: wanted.name,
        ...(wanted.password === undefined ? {} : { Password: wanted.password }),
        ...network(wanted),
        ...(subnetId ? { vSwitchId: subnetId } : {}),
        ...(sourceInstanceId ? { SrcDBInstanceId: sourceInstanceId, BackupId: backupId } : {}),
      },
    ],
  }
}

const network = ({ vpcId }: Chosen) =>
  vpcId ? ({ NetworkType: 'VPC', VpcId: vpcId } as const) : ({ NetworkType: 'CLASSIC' } as const)

/** DescribePrice counts to 30 (10.1); of more the price is not asked for. */
const MOST_PRICED = 30

function money(region: string, given: Params): MoneyQuestions {
  const { chargeType, months, count, pay, zone, class: InstanceClass, memoryMb } = chosen(given)
  if (count > MOST_PRICED) return { withoutOrder: 'unknown' }
  const prepaid = chargeType === 'subscription' && months !== undefined
  const order = priceCall(op.DescribePrice, {
    order: 'BUY',
    of: 'this',
    unit: prepaid ? 'month' : 'hour',
    count: prepaid ? months : 1,
    read: readPrice,
    input: {
      RegionId: region,
      OrderType: 'BUY',
      ZoneId: zone,
      InstanceClass,
      Capacity: memoryMb,
      Quantity: count,
      ...(prepaid ? { ChargeType: 'PrePaid', Period: months } : { ChargeType: 'PostPaid' }),
    },
  })
  return prepaid
    ? { after: order, today: order, paid: pay, ends: { months, after: new Date().toISOString(), isFirst: true } }
    : { after: order, withoutOrder: 'by-hour' }
}

const minuteOf = (ms: number) => `${new Date(ms).toISOString().slice(0, 16)}Z`

async function backups(call: Call, { region, source = '', signal }: Asked): Promise<Told[]> {
  const now = Date.now()
  const span = { StartTime: minuteOf(now - BACKUP_DAYS * DAY_MS), EndTime: minuteOf(now + 60_000) }
  const input = { InstanceId: source, RegionId: region, ...span, PageSize: 100 }
  const { data } = await call(op.DescribeBackups, input, { region, signal })
  return (data.Backups?.Backup ?? []).flatMap(({ BackupId, BackupEndTime, BackupMode, BackupStatus }) => {
    const id = orNull(BackupId)
    if (id === null) return []
    const refused = BackupStatus === 'Success' ? {} : { refused: 'not-done' as const }
    return [{ id, name: orNull(BackupMode), at: timeOrNull(BackupEndTime), ...refused }]
  })
}
