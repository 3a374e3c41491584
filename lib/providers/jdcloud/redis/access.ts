import type { DatabaseAccount } from '@/lib/model/access-lists'
import type { AccessReaders } from '@/lib/providers/access-registry'
import type { Target } from '@/lib/providers/actions'
import { orNull } from '@/lib/providers/facts'
import { jdcloudRedisOperations as op } from './catalog'

const at = ({ id, region }: Target) => ({ regionId: region, cacheInstanceId: id })
const MAY: Record<string, DatabaseAccount['may']> = { RoleReadOnly: 'read', RoleReadWrite: 'read-write' }

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
    async read(call, target) {
      const { data } = await call(op.describeAccounts, at(target), { region: target.region })
      const accounts = (data.result?.accountLists ?? []).map((account) => ({
        name: account.accountName ?? '',
        description: orNull(account.accountDescription),
        status: null,
        type: orNull(account.accountType),
        may: MAY[account.accountPrivilege ?? ''] ?? ('unknown' as const),
        privilege: orNull(account.accountPrivilege),
      }))
      return { supported: data.result?.isSupport !== false, accounts }
    },
  },
  tags: true,
}
