import type { Call, InstanceRef } from '@/lib/providers/contract'
import { integerOrNull } from '@/lib/providers/facts'
import { kvstoreOperations as op } from './catalog'

/** Automatic renewal as DescribeInstanceAutoRenewalAttribute (10.3) tells it; null where it has no entry for it. */
export async function autoRenewal(
  call: Call,
  { region, id }: InstanceRef,
): Promise<{ autoRenew: boolean | null; autoRenewMonths: number | null }> {
  const input = { RegionId: region, DBInstanceId: id }
  const { data } = await call(op.DescribeInstanceAutoRenewalAttribute, input, { region })
  const item = data.Items?.Item?.find(({ DBInstanceId }) => DBInstanceId === id)
  const told = String(item?.AutoRenew)
  const autoRenew = told === 'true' ? true : told === 'false' ? false : null
  return { autoRenew, autoRenewMonths: autoRenew ? integerOrNull(item?.Duration) : null }
}

/** An automatic renewal is executed so many days before the end. */
export const DAYS_BEFORE = 7
export const DAYS_BEFORE_MANUAL = '10.4'
