import { expect, test } from 'vitest'
import { parseQuery, valuesOf } from '@/lib/model/query'
import { accountsAddress, readState } from './list-address'

test('the address of a pair of accounts asks for both, by id', () => {
  const state = readState(new URLSearchParams(accountsAddress(['main prod', 'qa,jd'])))
  expect(valuesOf(parseQuery(state.q), 'account')).toEqual(['main prod', 'qa,jd'])
  expect(state.sort).toBe('id')
})
