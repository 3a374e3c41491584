import type { Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { chinaTime } from '../translate'
import { kingsoftRedisOperations as op } from './catalog'

/** When the newest usable backup was made; null when there is none. The call tells all there are. */
export async function lastBackup(call: Call, { id, locator, region }: Target): Promise<string | null> {
  const { data } = await call(op.DescribeSnapshots, { AvailableZone: locator.zone, CacheId: id }, { region })
  return (data.Data ?? [])
    .filter(({ status }) => status === 'available')
    .map(({ createTime }) => chinaTime(createTime))
    .reduce((last, time) => (time !== null && (last === null || time > last) ? time : last), null)
}
