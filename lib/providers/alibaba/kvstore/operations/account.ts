import { z } from 'zod'
import { noted, operations, secret } from '@/lib/operation'
import { list, object, text } from '@/lib/providers/fields'
import { withRules } from '@/lib/rules'
import { API_VERSION, SERVICE } from '../service'
import { instanceId, password, regionId, threeKinds } from './inputs'

/** A name for an account that is to be. */
export const newAccount = () =>
  noted(
    z.string().regex(/^[a-z][a-z0-9_]{0,15}$/),
    'A small letter first, then small letters, digits and _; up to 16 characters.',
    '以小写字母开头，由小写字母、数字、下划线组成，最多 16 个字符。',
  )
/** Of an account that is there: the one every instance is born with is called like the instance. */
export const account = () => noted(z.string().min(1).max(64), 'Name of an account of the instance.', '该实例的账号名。')
const privilege = () => z.enum(['RoleReadOnly', 'RoleReadWrite'])
export const accountDescription = () =>
  noted(
    z
      .string()
      .min(2)
      .max(256)
      .regex(/^(?!https?:\/\/)[\p{L}][\p{L}\p{N}_-]*$/u),
    'A letter or Chinese character first, then letters, digits, _ and -.',
    '以中文或字母开头，可包含中文、字母、数字、下划线和连字符。',
  )
const done = object({ RequestId: text() })

export const accountOperations = operations(SERVICE, API_VERSION, {
  DescribeAccounts: {
    method: 'GET',
    kind: 'read',
    probe: 'instance',
    group: 'account',
    target: 'InstanceId',
    summary: { en: 'List the accounts of an instance', zh: '查询实例的账号' },
    manual: '11.1',
    request: z.strictObject({ InstanceId: instanceId(), AccountName: account().optional(), RegionId: regionId() }),
    response: object({
      Accounts: object({
        Account: list(
          object({
            AccountName: z.string(),
            AccountDescription: text(),
            AccountStatus: text(),
            AccountType: text(),
            InstanceId: text(),
            DatabasePrivileges: object({
              DatabasePrivilege: list(object({ AccountPrivilege: text() })),
            }).nullish(),
          }),
        ),
      }),
      RequestId: text(),
    }),
  },
  CreateAccount: {
    method: 'POST',
    kind: 'write',
    once: true,
    async: true,
    group: 'account',
    target: 'InstanceId',
    summary: { en: 'Create an account with read or read/write permission', zh: '创建只读或读写账号' },
    manual: '11.2',
    request: withRules(
      z.strictObject({
        InstanceId: instanceId(),
        AccountName: newAccount(),
        AccountPassword: secret(password()),
        AccountPrivilege: privilege().default('RoleReadWrite'),
        AccountDescription: accountDescription().optional(),
        AccountType: z.literal('Normal').optional(),
        RegionId: regionId(),
      }),
      threeKinds('AccountPassword'),
    ),
    /** Really spelt with one c in the manual; the other spelling is read too. */
    response: object({ AcountName: text(), AccountName: text(), InstanceId: text(), RequestId: text() }),
  },
  GrantAccountPrivilege: {
    method: 'POST',
    kind: 'destructive',
    once: true,
    group: 'account',
    target: 'InstanceId',
    summary: {
      en: 'Change the permission of an account; without write permission its writes fail',
      zh: '修改账号权限，取消写权限后其写入将失败',
    },
    manual: '11.3',
    request: z.strictObject({
      InstanceId: instanceId(),
      AccountName: account(),
      AccountPrivilege: privilege(),
      RegionId: regionId(),
    }),
    response: done,
  },
  ModifyAccountDescription: {
    method: 'POST',
    kind: 'write',
    once: true,
    group: 'account',
    target: 'InstanceId',
    summary: { en: 'Change the description of an account', zh: '修改账号备注' },
    manual: '11.4',
    request: z.strictObject({
      InstanceId: instanceId(),
      AccountName: account(),
      AccountDescription: accountDescription(),
      RegionId: regionId(),
    }),
    response: done,
  },
  ModifyAccountPassword: {
    method: 'POST',
    kind: 'destructive',
    once: true,
    group: 'account',
    target: 'InstanceId',
    summary: {
      en: 'Change the password of an account, knowing the old one; clients with the old one fail',
      zh: '用旧密码修改账号密码，仍使用旧密码的客户端将连接失败',
    },
    manual: '11.5',
    request: withRules(
      z.strictObject({
        InstanceId: instanceId(),
        AccountName: account(),
        OldAccountPassword: secret(z.string().min(1)),
        NewAccountPassword: secret(password()),
        RegionId: regionId(),
      }),
      threeKinds('NewAccountPassword'),
    ),
    response: done,
  },
  ResetAccountPassword: {
    method: 'POST',
    kind: 'destructive',
    once: true,
    group: 'account',
    target: 'InstanceId',
    summary: {
      en: 'Set a new account password without the old one; clients with the old one fail',
      zh: '重置账号密码，仍使用旧密码的客户端将连接失败',
    },
    manual: '11.6',
    request: withRules(
      z.strictObject({
        InstanceId: instanceId(),
        AccountName: account(),
        AccountPassword: secret(password()),
        RegionId: regionId(),
      }),
      threeKinds('AccountPassword'),
    ),
    response: done,
  },
  DeleteAccount: {
    method: 'POST',
    kind: 'destructive',
    once: true,
    group: 'account',
    target: 'InstanceId',
    summary: { en: 'Delete an account: its clients lose access', zh: '删除账号，使用该账号的客户端将无法访问' },
    manual: '11.7',
    request: z.strictObject({ InstanceId: instanceId(), AccountName: account(), RegionId: regionId() }),
    response: done,
  },
})
