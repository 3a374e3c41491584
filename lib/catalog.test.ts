import { expect, test } from 'vitest'
import { z } from 'zod'
import { allOperations } from './catalog'
import { idOf, operations, repeatsOf } from './operation'

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
