import { z } from 'zod'
import type { Reason } from '@/lib/model/action'
import { noted, secret } from '@/lib/operation'
import { type Actions, action, type SeenDetail, type Target } from '@/lib/providers/actions'
import {
  describedAs,
  isThere,
  mayBe,
  mayParam,
  observingAccounts,
  ROLE,
  refusesMissing,
  refusesNew,
  rowsOfDeletion,
  rowsOfDescription,
  rowsOfGrant,
  rowsOfNew,
  rowsOfPassword,
} from '@/lib/providers/database-accounts'
import { withRules } from '@/lib/rules'
import { readAccounts } from './accounts'
import { kvstoreOperations as op } from './catalog'
import { account, accountDescription, newAccount } from './operations/account'
import { password, threeKinds } from './operations/inputs'

/** Accounts that people may add (11.2). */
const MOST = 18

const at = ({ id, region }: Target) => ({ InstanceId: id, RegionId: region })
const observe = observingAccounts({ read: readAccounts })

/** What chapter 11 asks for: Redis of 4.0 or later. */
function refuses({ facts: { engine, version } }: SeenDetail): Reason | null {
  if (engine !== 'redis') return { code: 'memcached' }
  return version !== null && Number(version) < 4 ? { code: 'only-version', params: { needed: '4.0, 5.0' } } : null
}

/** Accounts of an instance as changes. What becomes of a password nobody can read back. */
export const accountActions = {
  'account-create': action(op.CreateAccount, {
    params: withRules(
      z.strictObject({
        account: newAccount(),
        password: secret(password()),
        may: mayParam.default('read-write'),
        description: accountDescription().optional(),
      }),
      threeKinds('password'),
    ),
    refuses,
    refusesChoice: (target, params) => refusesNew(target, params, MOST),
    observe,
    input: (target, params) => ({
      ...at(target),
      AccountName: params.account,
      AccountPassword: params.password,
      AccountPrivilege: ROLE[params.may],
      AccountDescription: params.description,
    }),
    aims: (_, { may }) => [isThere(true), mayBe(may)],
    rows: rowsOfNew,
  }),
  'account-grant': action(op.GrantAccountPrivilege, {
    params: z.strictObject({ account: account(), may: mayParam }),
    refuses,
    refusesChoice: refusesMissing,
    observe,
    input: (target, params) => ({
      ...at(target),
      AccountName: params.account,
      AccountPrivilege: ROLE[params.may],
    }),
    aims: (_, { may }) => [mayBe(may)],
    rows: rowsOfGrant,
  }),
  'account-description': action(op.ModifyAccountDescription, {
    params: z.strictObject({ account: account(), description: accountDescription() }),
    refuses,
    refusesChoice: refusesMissing,
    observe,
    input: (target, { account: AccountName, description }) => ({
      ...at(target),
      AccountName,
      AccountDescription: description,
    }),
    aims: (_, { description }) => [describedAs(description)],
    rows: rowsOfDescription,
  }),
  'account-password': action(op.ModifyAccountPassword, {
    params: withRules(
      z.strictObject({
        account: account(),
        oldPassword: secret(noted(z.string().min(1), 'The one that counts now.', '当前使用的密码。')),
        password: secret(password()),
      }),
      threeKinds('password'),
    ),
    refuses,
    refusesChoice: refusesMissing,
    observe,
    input: (target, params) => ({
      ...at(target),
      AccountName: params.account,
      OldAccountPassword: params.oldPassword,
      NewAccountPassword: params.password,
    }),
    rows: rowsOfPassword,
  }),
  'account-reset': action(op.ResetAccountPassword, {
    params: withRules(z.strictObject({ account: account(), password: secret(password()) }), threeKinds('password')),
    refuses,
    refusesChoice: refusesMissing,
    observe,
    input: (target, params) => ({ ...at(target), AccountName: params.account, AccountPassword: params.password }),
    rows: rowsOfPassword,
  }),
  'account-delete': action(op.DeleteAccount, {
    params: z.strictObject({ account: account() }),
    refuses,
    refusesChoice: refusesMissing,
    observe,
    input: (target, { account: AccountName }) => ({ ...at(target), AccountName }),
    aims: () => [isThere(false)],
    rows: rowsOfDeletion,
  }),
} satisfies Actions
