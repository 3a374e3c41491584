import { z } from 'zod'
import { noted, operations, secret } from '@/lib/operation'
import { flag, list, object, text } from '@/lib/providers/fields'
import { description, instance, password } from '../request'
import { API_VERSION, SERVICE } from '../service'

/** An IPv4 address or block. */
const CIDR = /^((25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(25[0-5]|2[0-4]\d|1?\d?\d)(\/(3[0-2]|[12]?\d))?$/

export const accountName = noted(z.string().min(1).max(64), 'Name of the account.', '账号名称。')
export const accountPassword = noted(
  password.min(8),
  '8 to 16 letters and digits, both of them.',
  '8 至 16 位，须同时包含字母和数字。',
)
const privilege = noted(z.enum(['RoleReadOnly', 'RoleReadWrite']), 'Read only, or read and write.', '只读或读写权限。')

export const securityOperations = operations(SERVICE, API_VERSION, {
  describeIpWhiteList: {
    method: 'GET',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/ipWhiteList',
    kind: 'read',
    probe: 'instance',
    group: 'security',
    summary: { en: 'Read the list of allowed addresses', zh: '查询 IP 白名单' },
    target: 'cacheInstanceId',
    request: z.strictObject(instance),
    response: object({ requestId: text(), result: object({ ipWhiteList: list(z.string()) }) }),
  },
  modifyIpWhiteList: {
    method: 'PATCH',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/ipWhiteList',
    kind: 'destructive',
    once: true,
    group: 'security',
    summary: {
      en: 'Replace the list of allowed addresses; clients left out are refused',
      zh: '替换 IP 白名单，不在白名单内的客户端将被拒绝',
    },
    target: 'cacheInstanceId',
    request: z.strictObject({
      ...instance,
      ipWhiteList: noted(
        z.array(z.string().regex(CIDR)).min(1),
        'Addresses or blocks, as 10.0.0.0/8. Replaces the whole list; 0.0.0.0/0 lets everybody in.',
        'IP 或网段，例如 10.0.0.0/8。将替换整个白名单，0.0.0.0/0 表示对所有地址开放。',
      ),
    }),
    response: object({ requestId: text() }),
  },
  getDisableCommands: {
    method: 'GET',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/disableCommands',
    kind: 'read',
    probe: 'instance',
    group: 'security',
    summary: { en: 'List commands that are turned off', zh: '查询已禁用的命令' },
    target: 'cacheInstanceId',
    request: z.strictObject(instance),
    response: object({
      requestId: text(),
      result: object({ disableCommandLists: list(object({ commandName: text(), disableTime: text() })) }),
    }),
  },
  setDisableCommands: {
    method: 'POST',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/disableCommands',
    kind: 'destructive',
    once: true,
    group: 'security',
    summary: {
      en: 'Turn commands off or on; programs that use them fail',
      zh: '禁用或启用命令，使用被禁命令的程序将报错',
    },
    target: 'cacheInstanceId',
    request: z.strictObject({
      ...instance,
      disableCommands: noted(
        z.array(z.strictObject({ commandName: z.string().regex(/^[A-Za-z]+$/), isDisable: z.boolean() })).min(1),
        'Each command and whether it is to be off.',
        '命令及是否禁用。',
      ),
    }),
    response: object({ requestId: text() }),
  },
  describeAccounts: {
    method: 'GET',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/account',
    kind: 'read',
    probe: 'instance',
    group: 'security',
    summary: { en: 'List the Redis accounts of an instance', zh: '查询实例的 Redis 账号' },
    target: 'cacheInstanceId',
    request: z.strictObject(instance),
    response: object({
      requestId: text(),
      result: object({
        isSupport: flag(),
        accountLists: list(
          object({
            accountName: text(),
            accountType: text(),
            accountPrivilege: text(),
            accountDescription: text(),
          }),
        ),
      }),
    }),
  },
  createAccount: {
    method: 'POST',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/account',
    kind: 'write',
    once: true,
    group: 'security',
    summary: { en: 'Create a Redis account', zh: '创建 Redis 账号' },
    target: 'cacheInstanceId',
    request: z.strictObject({
      ...instance,
      accountName,
      accountPassword: secret(accountPassword),
      accountPrivilege: privilege.default('RoleReadWrite'),
      accountDescription: description.optional(),
    }),
    response: object({ requestId: text() }),
  },
  modifyAccount: {
    method: 'PATCH',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/account',
    kind: 'destructive',
    once: true,
    group: 'security',
    summary: {
      en: 'Change password, rights or description of an account; clients with the old password fail',
      zh: '修改账号的密码、权限或描述，仍使用旧密码的客户端将连接失败',
    },
    target: 'cacheInstanceId',
    request: z.strictObject({
      ...instance,
      accountName,
      accountPassword: secret(accountPassword).optional(),
      accountPrivilege: privilege.optional(),
      accountDescription: description.optional(),
    }),
    response: object({ requestId: text() }),
  },
  deleteAccount: {
    method: 'DELETE',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/account',
    kind: 'destructive',
    once: true,
    group: 'security',
    summary: { en: 'Delete an account; whoever uses it is shut out', zh: '删除账号，正在使用该账号的客户端将无法访问' },
    target: 'cacheInstanceId',
    request: z.strictObject({ ...instance, accountName }),
    response: object({ requestId: text() }),
  },
})
