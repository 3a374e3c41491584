import { z } from 'zod'
import { secret } from '@/lib/operation'
import { type Actions, action, type Target } from '@/lib/providers/actions'
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
import { readAccounts } from './accounts'
import { jdcloudRedisOperations as op } from './catalog'
import { accountName, accountPassword } from './operations/security'
import { description } from './request'

const at = ({ id, region }: Target) => ({ regionId: region, cacheInstanceId: id })
const observe = observingAccounts({ read: readAccounts })
const newPassword = secret(accountPassword)

/** Accounts of an instance as changes; its cloud's oldest keys may not ask for them. */
export const accountActions = {
  'account-create': action(op.createAccount, {
    params: z.strictObject({
      account: accountName,
      password: newPassword,
      may: mayParam.default('read-write'),
      description: description.optional(),
    }),
    refusesChoice: (target, params) => refusesNew(target, params),
    observe,
    input: (target, params) => ({
      ...at(target),
      accountName: params.account,
      accountPassword: params.password,
      accountPrivilege: ROLE[params.may],
      accountDescription: params.description,
    }),
    aims: (_, { may }) => [isThere(true), mayBe(may)],
    rows: rowsOfNew,
  }),
  'account-grant': action(op.modifyAccount, {
    params: z.strictObject({ account: accountName, may: mayParam }),
    refusesChoice: refusesMissing,
    observe,
    input: (target, params) => ({
      ...at(target),
      accountName: params.account,
      accountPrivilege: ROLE[params.may],
    }),
    aims: (_, { may }) => [mayBe(may)],
    rows: rowsOfGrant,
  }),
  'account-description': action(op.modifyAccount, {
    params: z.strictObject({ account: accountName, description }),
    refusesChoice: refusesMissing,
    observe,
    input: (target, params) => ({
      ...at(target),
      accountName: params.account,
      accountDescription: params.description,
    }),
    aims: (_, params) => [describedAs(params.description)],
    rows: rowsOfDescription,
  }),
  'account-reset': action(op.modifyAccount, {
    params: z.strictObject({ account: accountName, password: newPassword }),
    refusesChoice: refusesMissing,
    observe,
    input: (target, params) => ({ ...at(target), accountName: params.account, accountPassword: params.password }),
    rows: rowsOfPassword,
  }),
  'account-delete': action(op.deleteAccount, {
    params: z.strictObject({ account: accountName }),
    refusesChoice: refusesMissing,
    observe,
    input: (target, params) => ({ ...at(target), accountName: params.account }),
    aims: () => [isThere(false)],
    rows: rowsOfDeletion,
  }),
} satisfies Actions
