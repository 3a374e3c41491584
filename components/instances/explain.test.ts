import { expect, test } from 'vitest'
import { parseQuery } from '@/lib/model/query'
import { FIELD_NAMES } from '@/lib/model/query-fields'
import { STATUSES } from '@/lib/model/status'
import { explain } from './explain'

test.each([
  ['foo:bar', { reason: 'unknown-field', field: 'foo', values: FIELD_NAMES }],
  ['-Status:bogus', { reason: 'unknown-value', field: 'Status', values: STATUSES }],
  ['memory:>abc', { reason: 'bad-size', field: 'memory', values: [] }],
  ['expires:<banana', { reason: 'bad-date', field: 'expires', values: [] }],
  ['expires:>2026-13-45', { reason: 'bad-date', field: 'expires', values: [] }],
  ['team：', { reason: 'empty-value', field: 'team', values: [] }],
])('%s says what may stand there', (token, said) => {
  expect(parseQuery(token).errors.map(explain)).toEqual([said])
})
