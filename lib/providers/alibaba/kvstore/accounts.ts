import type { DatabaseAccount, DatabaseAccounts } from '@/lib/model/access-lists'
import type { Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { orNull } from '@/lib/providers/facts'
import { kvstoreOperations as op } from './catalog'

const MAY: Record<string, DatabaseAccount['may']> = { RoleReadOnly: 'read', RoleReadWrite: 'read-write' }

/** The accounts of an instance (11.1), the one that it was made with among them. */
export async function readAccounts(call: Call, { id, region }: Target): Promise<DatabaseAccounts> {
  const { data } = await call(op.DescribeAccounts, { InstanceId: id, RegionId: region }, { region })
  const accounts = (data.Accounts?.Account ?? []).map((account) => {
    const privilege = account.DatabasePrivileges?.DatabasePrivilege?.[0]?.AccountPrivilege ?? null
    return {
      name: account.AccountName,
      description: orNull(account.AccountDescription),
      status: orNull(account.AccountStatus),
      type: orNull(account.AccountType),
      may: MAY[privilege ?? ''] ?? ('unknown' as const),
      privilege: orNull(privilege),
    }
  })
  return { supported: true, accounts }
}
