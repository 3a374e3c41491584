import { expect, test } from 'vitest'
import { z } from 'zod'
import { allOperations, findOperation } from './catalog'
import { idOf, kindOf, operations, repeatsOf } from './operation'

test('only the four operations to which the manuals give a token may be sent again; other mutations once', () => {
  const tokened = allOperations().filter((operation) => repeatsOf(operation) === 'token')
  expect(tokened.map(idOf).sort()).toEqual([
    'alibaba-kvstore/CreateInstance',
    'alibaba-kvstore/CreateInstances',
    'alibaba-kvstore/ModifyInstanceSpec',
    'alibaba-kvstore/ModifyResourceGroup',
  ])
  for (const { request, idempotency = '' } of tokened) expect(Object.keys(request.shape)).toContain(idempotency)
  const others = allOperations().filter(({ kind, idempotency }) => kind !== 'read' && idempotency === undefined)
  expect(others.filter(({ once }) => !once).map(idOf)).toEqual([])
})

test('a mutation of which nobody said whether it repeats does not compile, nor one of which both are said', () => {
  const row = {
    method: 'POST',
    group: 'test',
    summary: { en: 'test', zh: 'test' },
    request: z.strictObject({ token: z.string() }),
    response: z.looseObject({}),
  } as const
  // Types only: what is declared here works at run time.
  const make = (): unknown => [
    // @ts-expect-error neither a token nor once
    operations('jdcloud-redis', 'v1', { change: { ...row, kind: 'write' } }),
    // @ts-expect-error both
    operations('jdcloud-redis', 'v1', { change: { ...row, kind: 'write', once: true, idempotency: 'token' } }),
    operations('jdcloud-redis', 'v1', { change: { ...row, kind: 'write', once: true } }),
    operations('jdcloud-redis', 'v1', { change: { ...row, kind: 'write', idempotency: 'token' } }),
    operations('jdcloud-redis', 'v1', { look: { ...row, kind: 'read' } }),
  ]
  expect(make).not.toThrow()
})

test('like acts ask alike on every cloud', () => {
  const destructive = new Set(allOperations().flatMap((row) => (row.kind === 'destructive' ? [idOf(row)] : [])))
  const alike = {
    'a new password': [
      'alibaba-kvstore/ModifyAccountPassword',
      'alibaba-kvstore/ResetAccountPassword',
      'jdcloud-redis/modifyAccount',
      'jdcloud-redis/resetCacheInstancePassword',
      'kingsoft-redis/UpdatePassword',
      'kingsoft-memcached/UpdatePassword',
    ],
    'who may connect': [
      'alibaba-kvstore/ModifySecurityIps',
      'alibaba-kvstore/ModifySecurityGroupConfiguration',
      'jdcloud-redis/modifyIpWhiteList',
      'kingsoft-redis/DeleteCacheSecurityRule',
      'kingsoft-memcached/DeleteCacheSecurityRule',
    ],
    'other parameters': [
      'alibaba-kvstore/ModifyInstanceConfig',
      'jdcloud-redis/modifyInstanceConfig',
      'kingsoft-redis/SetCacheParameters',
      'kingsoft-redis/SetCacheParameterGroup',
    ],
    'other rights': ['alibaba-kvstore/GrantAccountPrivilege', 'jdcloud-redis/setDisableCommands'],
  }
  for (const [act, ids] of Object.entries(alike))
    expect([act, ids.filter((id) => !destructive.has(id))]).toEqual([act, []])
})

test('a row that renames and sets passwords is destructive only with a password', () => {
  const row = findOperation('alibaba-kvstore', 'ModifyInstanceAttribute')
  expect(row && kindOf(row, { InstanceId: 'r-1', InstanceName: 'orders' })).toBe('write')
  expect(row && kindOf(row, { InstanceId: 'r-1', NewPassword: 'Planted1Passw0rd' })).toBe('destructive')
})
