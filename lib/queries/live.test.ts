import { QueryClient } from '@tanstack/react-query'
import { describe, expect, test } from 'vitest'
import { keysQuery } from './diagnostics'
import { instanceQuery, readingKey } from './instance'
import { parametersQuery } from './instance-parameters'
import { askAgain, staleOf } from './live'

const MINE = 'alibaba-kvstore.a.cn-hangzhou.r-1'
const OTHER = 'alibaba-kvstore.a.cn-beijing.r-2'
const change = { type: 'change', id: 'c', accountId: 'a', action: 'parameters', who: 'Mia' } as const

/** Names of what an event made old of the two instances' answers. */
function oldAfter(...events: Parameters<typeof staleOf>[0][]): string[] {
  const client = new QueryClient()
  const keys = [MINE, OTHER].flatMap((ref) => [
    instanceQuery(ref).queryKey,
    parametersQuery(ref).queryKey,
    ['instances', 'backups', ref, 7],
  ])
  for (const key of [...keys, ['instances', 'window', '', '', 0, 50]]) client.setQueryData(key as string[], {} as never)
  for (const event of events) askAgain(client, staleOf(event))
  return client
    .getQueryCache()
    .getAll()
    .filter(({ state }) => state.isInvalidated)
    .map(({ queryKey: [, what, ref] }) => (what === 'window' ? 'list' : `${what} ${ref === MINE ? 'mine' : 'other'}`))
    .sort()
}

describe('what an event makes old', () => {
  test('an instance that was read: its own facts and the lists; nothing that its cloud or another one was asked for', () => {
    expect(oldAfter({ type: 'instance', ref: MINE })).toEqual(['list', 'one mine'])
  })

  test('a region that was read: the facts of its instances alone', () => {
    const read = {
      type: 'inventory',
      accountId: 'a',
      service: 'alibaba-kvstore',
      region: 'cn-hangzhou',
      state: 'ok',
    } as const
    expect(oldAfter(read)).toEqual(['list', 'one mine'])
    expect(oldAfter({ ...read, region: 'cn-hang' })).toEqual(['list'])
  })

  test('a change: what its cloud tells of the instance, once it may have done something', () => {
    expect(oldAfter({ ...change, ref: MINE, state: 'ready' })).toEqual([])
    expect(oldAfter({ ...change, ref: MINE, state: 'done' })).toEqual(['backups mine', 'parameters mine'])
    expect(oldAfter({ ...change, ref: MINE, state: 'human' })).toEqual(['backups mine', 'parameters mine'])
    expect(oldAfter({ ...change, action: 'backup', ref: OTHER, state: 'settling' })).toEqual(['backups other'])
  })

  test('everything after a time in which nobody listened', () => {
    expect(oldAfter({ type: 'again' })).toHaveLength(7)
  })
})

test('what is on record each time is not asked for again because nobody listened for a while', () => {
  const client = new QueryClient()
  const isOld = (reveal: boolean) => {
    const { queryKey, meta } = keysQuery(MINE, null, reveal)
    const query = client.getQueryCache().build(client, { queryKey, meta })
    query.setData({} as never)
    askAgain(client, staleOf({ type: 'again' }))
    return query.state.isInvalidated
  }
  expect(isOld(false)).toBe(true)
  expect(isOld(true)).toBe(false)
})

test('what a reading will bring is not asked for beside it', async () => {
  const client = new QueryClient()
  const { queryKey } = instanceQuery(MINE)
  const isOld = () => client.getQueryState(queryKey)?.isInvalidated
  client.setQueryData(queryKey, {} as never)
  let end = () => {}
  const waiting = new Promise<void>((resolve) => {
    end = resolve
  })
  const mutation = { mutationKey: readingKey(MINE), mutationFn: () => waiting, networkMode: 'always' as const }
  const reading = client.getMutationCache().build(client, mutation).execute(undefined)
  askAgain(client, staleOf({ type: 'instance', ref: MINE }))
  expect(isOld()).toBe(false)
  end()
  await reading
  askAgain(client, staleOf({ type: 'instance', ref: MINE }))
  expect(isOld()).toBe(true)
})
