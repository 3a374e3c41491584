import type { AccessReaders } from '@/lib/providers/access-registry'
import type { Target } from '@/lib/providers/actions'
import { readAccounts } from './accounts'
import { jdcloudRedisOperations as op } from './catalog'

const at = ({ id, region }: Target) => ({ regionId: region, cacheInstanceId: id })

/** What JD Cloud Redis tells of who gets in: one list without groups, which the cloud's oldest keys may not read. */
export const access: AccessReaders = {
  lists: [
    {
      kind: 'whitelist',
      operation: op.describeIpWhiteList,
      async read(call, target) {
        const { data } = await call(op.describeIpWhiteList, at(target), { region: target.region })
        return [{ id: '', name: '', description: null, hidden: false, entries: [...(data.result?.ipWhiteList ?? [])] }]
      },
    },
  ],
  accounts: {
    operation: op.describeAccounts,
    read: readAccounts,
  },
  tags: true,
}
