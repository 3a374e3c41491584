import { expect, test } from 'vitest'
import { SORT_FIELDS } from '@/lib/model/fleet'
import { INSTANCE_COLUMNS } from './columns'

test('a column is sorted by what it shows', () => {
  const sorts = INSTANCE_COLUMNS.map((column) => [column.id, 'sort' in column ? column.sort : undefined])
  expect(Object.fromEntries(sorts)).toMatchObject({ memory: 'memory', engine: 'version' })
  for (const [, sort] of sorts) if (sort) expect(SORT_FIELDS).toContain(sort)
})
