import type { Output } from '@/lib/operation'
import type { Seen, Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { integerOrNull, numberOrNull } from '@/lib/providers/facts'
import { kvstoreOperations as op } from './catalog'

const at = ({ id, region }: Target) => ({ InstanceId: id, RegionId: region })

type Told = NonNullable<Output<typeof op.DescribeDBInstanceNetInfo>['NetInfoItems']>['InstanceNetInfo']
type Info = NonNullable<Told>[number]

/** Seconds for which a classic address is kept; null for an address that stays. */
const keptSeconds = ({ ExpiredTime }: Info) => {
  const seconds = numberOrNull(ExpiredTime)
  return seconds !== null && seconds > 0 ? seconds : null
}
const isPublic = ({ IPType }: Info) => IPType === 'Public'
/** The instance’s own address: neither public, nor past the proxies, nor one that was kept. */
const isOwn = (info: Info) => !isPublic(info) && info.DirectConnection !== 1 && keptSeconds(info) === null

/** The first part of an address, which people choose. */
const prefixOf = (host: string) => host.split('.')[0] ?? ''

/** All addresses, and when its cloud said them. */
async function told(call: Call, target: Target) {
  const { data, receivedAt } = await call(op.DescribeDBInstanceNetInfo, at(target), { region: target.region })
  return { all: data.NetInfoItems?.InstanceNetInfo ?? [], receivedAt }
}

const about = (info: Info | undefined): Seen => {
  const host = info?.ConnectionString ?? ''
  return { address: host, addressPrefix: prefixOf(host), addressPort: integerOrNull(info?.Port) }
}

/** The public address; empty where there is none. */
export async function publicAddress(call: Call, target: Target): Promise<Seen> {
  return about((await told(call, target)).all.find(isPublic))
}

/** The address that is meant; empty where there is none. */
export async function meantAddress(call: Call, target: Target, { which }: { which: string }): Promise<Seen> {
  return about((await told(call, target)).all.find(which === 'public' ? isPublic : isOwn))
}

/** The classic address that was kept, until when, and when that was told. */
export async function classicAddress(call: Call, target: Target): Promise<Seen> {
  const { all, receivedAt } = await told(call, target)
  const info = all.find((one) => keptSeconds(one) !== null)
  const seconds = info ? keptSeconds(info) : null
  return {
    classicAddress: info?.ConnectionString ?? '',
    classicEndsAt: seconds === null ? null : new Date(receivedAt.getTime() + seconds * 1_000).toISOString(),
    askedAt: receivedAt.toISOString(),
  }
}
