import type { accountOperations } from '@/lib/providers/alibaba/kvstore/operations/account'
import type { Behaviours, Scene } from '../../behaviour'
import { refuse } from '../../gateway/refusal'
import { accountsOf, type CacheAccount } from '../../world/accounts'
import type { CacheInstance } from '../../world/instance'
import { workMs } from '../../world/pace'
import { instanceOf, needsRedis, runningOf } from './common'

/** Accounts that people may add to the one an instance is born with. */
const MOST_ACCOUNTS = 18

export const accountBehaviours = {
  DescribeAccounts: (scene, { InstanceId, AccountName, RegionId }) => {
    const instance = instanceOf(scene, InstanceId, RegionId)
    needsRedis(instance, 4)
    const now = scene.world.now()
    return {
      Accounts: {
        Account: [...accountsOf(instance).values()]
          .filter(({ name }) => AccountName === undefined || name === AccountName)
          .map((account) => ({
            AccountName: account.name,
            AccountDescription: account.description,
            AccountStatus: account.readyAt <= now ? 'Available' : 'Unavailable',
            AccountType: 'Normal',
            InstanceId: instance.id,
            DatabasePrivileges: {
              DatabasePrivilege: [{ AccountPrivilege: account.readOnly ? 'RoleReadOnly' : 'RoleReadWrite' }],
            },
          })),
      },
    }
  },

  CreateAccount: (scene, input) => {
    const instance = runningOf(scene, input.InstanceId, input.RegionId)
    needsRedis(instance, 4)
    const accounts = accountsOf(instance)
    if (accounts.has(input.AccountName))
      throw refuse(400, 'InvalidAccountName.Duplicate', 'Specified account name already exists.')
    if ([...accounts.values()].filter(({ own }) => !own).length >= MOST_ACCOUNTS)
      throw refuse(400, 'QuotaExceed.Account', `An instance has at most ${MOST_ACCOUNTS} accounts.`)
    accounts.set(input.AccountName, {
      name: input.AccountName,
      password: input.AccountPassword,
      readOnly: input.AccountPrivilege === 'RoleReadOnly',
      description: input.AccountDescription ?? '',
      readyAt: scene.world.now() + workMs(scene.world.pace, 0.25),
      own: false,
    })
    return { AcountName: input.AccountName, InstanceId: instance.id }
  },

  GrantAccountPrivilege: (scene, input) => {
    const account = usable(scene, runningOf(scene, input.InstanceId, input.RegionId), input.AccountName)
    account.readOnly = input.AccountPrivilege === 'RoleReadOnly'
    return {}
  },

  ModifyAccountDescription: (scene, input) => {
    const account = usable(scene, instanceOf(scene, input.InstanceId, input.RegionId), input.AccountName)
    account.description = input.AccountDescription
    return {}
  },

  ModifyAccountPassword: (scene, input) => {
    const account = usable(scene, runningOf(scene, input.InstanceId, input.RegionId), input.AccountName)
    if (account.password !== input.OldAccountPassword)
      throw refuse(400, 'IncorrectPassword', 'The old password is not correct.')
    account.password = input.NewAccountPassword
    return {}
  },

  ResetAccountPassword: (scene, input) => {
    const account = usable(scene, runningOf(scene, input.InstanceId, input.RegionId), input.AccountName)
    account.password = input.AccountPassword
    return {}
  },

  DeleteAccount: (scene, input) => {
    const instance = runningOf(scene, input.InstanceId, input.RegionId)
    const account = usable(scene, instance, input.AccountName)
    if (account.own)
      throw refuse(400, 'InvalidParameter', 'The account that the instance was created with cannot be deleted.')
    accountsOf(instance).delete(account.name)
    return {}
  },
} satisfies Behaviours<typeof accountOperations>

/** An account that can be changed: one that is there and that is not just being made. */
function usable({ world }: Scene, instance: CacheInstance, name: string): CacheAccount {
  needsRedis(instance, 4)
  const account = accountsOf(instance).get(name)
  if (!account) throw refuse(404, 'InvalidAccountName.NotFound', 'Specified account name does not exist.')
  if (account.readyAt > world.now())
    throw refuse(403, 'IncorrectDBInstanceState', 'The account is still being created.')
  return account
}
