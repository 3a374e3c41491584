import type { DatabaseAccount, DatabaseAccounts } from '@/lib/model/access-lists'
import type { Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { orNull } from '@/lib/providers/facts'
import { jdcloudRedisOperations as op } from './catalog'

const MAY: Record<string, DatabaseAccount['may']> = { RoleReadOnly: 'read', RoleReadWrite: 'read-write' }

/** The accounts of an instance, and whether it can have any. */
export async function readAccounts(call: Call, { id, region }: Target): Promise<DatabaseAccounts> {
  const { data } = await call(op.describeAccounts, { regionId: region, cacheInstanceId: id }, { region })
  const accounts = (data.result?.accountLists ?? []).map((account) => ({
    name: account.accountName ?? '',
    description: orNull(account.accountDescription),
    status: null,
    type: orNull(account.accountType),
    may: MAY[account.accountPrivilege ?? ''] ?? ('unknown' as const),
    privilege: orNull(account.accountPrivilege),
  }))
  return { supported: data.result?.isSupport !== false, accounts }
}
