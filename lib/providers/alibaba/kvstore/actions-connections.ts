import { z } from 'zod'
import type { Reason } from '@/lib/model/action'
import { noted } from '@/lib/operation'
import { type Actions, action, type Seen, type SeenDetail, type Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { ProviderError } from '@/lib/providers/error'
import { timeOrNull } from '@/lib/providers/facts'
import { oneOf, withRules } from '@/lib/rules'
import { classicAddress, meantAddress, publicAddress } from './addresses'
import { kvstoreOperations as op } from './catalog'
import { directAddress } from './direct-access'
import { endpointPrefix, port } from './operations/order-fields'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** A request needs an address although none is there: such a plan is blocked and never sent. */
const NONE = '-'
const MODES = { on: 'Enable', off: 'Disable', renew: 'Update' } as const
const DAYS = [14, 30, 60, 120] as const

const at = ({ id, region }: Target) => ({ InstanceId: id, RegionId: region })
const addressOf = ({ detail: { seen } }: Target) => String(seen?.address || NONE)

/** What of an address is another than now: what stays is not sent. Where nothing is, the plan is blocked. */
function newOf({ detail: { seen } }: Target, { prefix, port: wanted }: { prefix?: string; port?: number }) {
  const isPrefix = prefix !== undefined && prefix !== seen?.addressPrefix
  const isPort = wanted !== undefined && wanted !== seen?.addressPort
  const isSame = !isPrefix && !isPort
  return {
    ...(isPrefix || isSame ? { NewConnectionString: prefix } : {}),
    ...(isPort || isSame ? { Port: wanted } : {}),
  }
}
const unread = ({ seen }: SeenDetail): Reason | null => (seen ? null : { code: 'addresses-unread' })

/** Where TLS is: Redis 2.8 without read/write splitting, and clusters of 4.0 (15.5). */
function hasTls({ facts: { engine, version, architecture } }: SeenDetail): Reason | null {
  if (engine !== 'redis') return { code: 'memcached' }
  const fits =
    version === null ||
    architecture === 'unknown' ||
    (version === '2.8' && architecture !== 'read-write-splitting') ||
    (version === '4.0' && architecture === 'cluster')
  return fits ? null : { code: 'tls-not-here' }
}

/** Whether shards can be reached directly, with which TLS does not go; null where it may not be asked, which stands against nothing. */
const directNow = async (call: Call, target: Target): Promise<Seen> =>
  target.detail.facts.architecture === 'cluster'
    ? directAddress(call, target).catch((error: unknown) => {
        if (error instanceof ProviderError) return { directAccess: null }
        throw error
      })
    : { directAccess: false }

async function tls(call: Call, target: Target): Promise<Seen> {
  const [{ data }, direct] = await Promise.all([
    call(op.DescribeInstanceSSL, at(target), { region: target.region }),
    directNow(call, target),
  ])
  const { SSLEnabled: told } = data
  return {
    ...direct,
    tls: told === 'Enable' ? true : told === 'Disable' ? false : null,
    certificateEndsAt: timeOrNull(data.SSLExpiredTime),
  }
}

/** Ways to an instance as changes: chapters 9 and 15 of the manual. */
export const connectionActions = {
  'public-on': action(op.AllocateInstancePublicConnection, {
    params: z.strictObject({
      prefix: endpointPrefix(),
      port: noted(port().default(6_379), '1024 to 65535', '1024 至 65535'),
    }),
    refuses: ({ seen }) => (seen?.address ? { code: 'has-public', params: { address: String(seen.address) } } : null),
    observe: publicAddress,
    rows: (_, { prefix, port: wanted }) => [
      { field: 'seen.addressPrefix', from: '', to: prefix },
      { field: 'seen.addressPort', from: '', to: wanted },
    ],
    input: (target, { prefix, port: Port }) => ({ ...at(target), ConnectionStringPrefix: prefix, Port }),
    aims: (_, { prefix, port: wanted }) => [
      { field: 'seen.addressPrefix', is: 'equal', value: prefix },
      { field: 'seen.addressPort', is: 'equal', value: wanted },
    ],
  }),
  'public-off': action(op.ReleaseInstancePublicConnection, {
    params: z.strictObject({}),
    refusesChoice: ({ detail }) => unread(detail) ?? (detail.seen?.address ? null : { code: 'no-public' }),
    observe: publicAddress,
    input: (target) => ({ ...at(target), CurrentConnectionString: addressOf(target) }),
    aims: () => [{ field: 'seen.address', is: 'equal', value: '' }],
  }),
  // Whether it also takes a direct or a kept classic address, 9.3 does not say.
  endpoint: action(op.ModifyDBInstanceConnectionString, {
    params: withRules(
      z.strictObject({
        which: z.enum(['private', 'public']).default('private'),
        prefix: endpointPrefix().optional(),
        port: port().optional(),
      }),
      oneOf('prefix', 'port'),
    ),
    refusesChoice: ({ detail }) => unread(detail) ?? (detail.seen?.address ? null : { code: 'no-address' }),
    observe: meantAddress,
    input: (target, { which, ...chosen }) => ({
      DBInstanceId: target.id,
      RegionId: target.region,
      CurrentConnectionString: addressOf(target),
      ...newOf(target, chosen),
      IPType: which === 'public' ? ('Public' as const) : ('Private' as const),
    }),
    aims: (_, { prefix, port: wanted }) => [
      ...(prefix === undefined ? [] : [{ field: 'seen.addressPrefix', is: 'equal', value: prefix } as const]),
      ...(wanted === undefined ? [] : [{ field: 'seen.addressPort', is: 'equal', value: wanted } as const]),
    ],
  }),
  'to-vpc': action(op.SwitchNetwork, {
    params: z.strictObject({
      vpcId: noted(z.string().min(1), 'In the region of the instance.', '须与实例同地域。'),
      subnetId: noted(
        z.string().min(1),
        'A vSwitch of that VPC, in the zone of the instance.',
        '须属于该专有网络且与实例同可用区。',
      ),
      keep: noted(
        z.boolean().default(true),
        'Off: the classic address is gone at once.',
        '关闭时经典网络地址立即失效。',
      ),
      keepDays: noted(z.literal(DAYS).default(30), 'How long, when it is kept.', '保留经典网络地址时的保留天数。'),
    }),
    refuses: ({ facts }) => (facts.network.type === 'vpc' ? { code: 'in-vpc' } : null),
    input: (target, { vpcId, subnetId, keep, keepDays }) => ({
      ...at(target),
      TargetNetworkType: 'VPC' as const,
      VpcId: vpcId,
      VSwitchId: subnetId,
      ...(keep
        ? { RetainClassic: 'True' as const, ClassicExpiredDays: `${keepDays}` as const }
        : { RetainClassic: 'False' as const }),
    }),
    aims: (_, { vpcId, subnetId }) => [
      { field: 'facts.network.type', is: 'equal', value: 'vpc' },
      { field: 'facts.network.vpcId', is: 'equal', value: vpcId },
      { field: 'facts.network.subnetId', is: 'equal', value: subnetId },
    ],
  }),
  // Whether the days count from now or from the present end, 9.2 does not say: what ends later than both is wanted.
  'classic-days': action(op.ModifyInstanceNetExpireTime, {
    params: z.strictObject({ keepDays: noted(z.literal(DAYS), 'Days that it stays.', '保留天数。') }),
    refusesChoice: (target, { keepDays }) => {
      const { seen } = target.detail
      if (!seen) return { code: 'addresses-unread' }
      if (seen.classicEndsAt === null) return { code: 'no-classic' }
      return Date.parse(String(seen.classicEndsAt)) > keptUntil(target, keepDays)
        ? { code: 'classic-longer', params: { days: keepDays } }
        : null
    },
    observe: classicAddress,
    input: (target, { keepDays }) => ({
      ...at(target),
      ConnectionString: String(target.detail.seen?.classicAddress || NONE),
      ClassicExpiredDays: keepDays,
    }),
    aims: (target, { keepDays }) => [
      { field: 'seen.classicEndsAt', is: 'later', than: new Date(keptUntil(target, keepDays)).toISOString() },
    ],
  }),
  tls: action(op.ModifyInstanceSSL, {
    params: z.strictObject({ tls: z.enum(['on', 'off', 'renew']) }),
    refuses: hasTls,
    refusesChoice: ({ detail: { seen } }, { tls: wanted }) =>
      wanted === 'renew' && seen?.tls === false ? { code: 'tls-off' } : null,
    observe: tls,
    input: (target, { tls: wanted }) => ({ ...at(target), SSLEnabled: MODES[wanted] }),
    aims: ({ detail: { seen } }, { tls: wanted }) =>
      wanted !== 'renew'
        ? [{ field: 'seen.tls', is: 'equal', value: wanted === 'on' }]
        : seen?.certificateEndsAt
          ? [{ field: 'seen.certificateEndsAt', is: 'later', than: String(seen.certificateEndsAt) }]
          : [],
  }),
  // The words of the cloud: Open wants a password, Close lets the VPC in without one (15.7).
  'vpc-password': action(op.ModifyInstanceVpcAuthMode, {
    params: z.strictObject({ required: z.boolean() }),
    refuses: ({ facts }) => (facts.network.type === 'classic' ? { code: 'not-vpc' } : null),
    input: (target, { required }) => ({
      ...at(target),
      VpcAuthMode: required ? ('Open' as const) : ('Close' as const),
    }),
    aims: (_, { required }) => [{ field: 'passwordFree', is: 'equal', value: !required }],
  }),
} satisfies Actions

/** What a new end is later than when the days were taken: an hour less than they are, for clocks differ. */
const keptUntil = ({ detail: { seen } }: Target, days: number) =>
  (typeof seen?.askedAt === 'string' ? Date.parse(seen.askedAt) : 0) + days * DAY_MS - HOUR_MS
