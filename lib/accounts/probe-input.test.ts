import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { allOperations } from '@/lib/catalog'
import { idOf, operations } from '@/lib/operation'
import { probeInput } from './probe-input'

const rows = operations('alibaba-kvstore', '2015-01-01', {
  Look: {
    method: 'GET',
    kind: 'read',
    group: 'test',
    summary: { en: 'Look', zh: '查看' },
    target: 'InstanceId',
    request: z.strictObject({
      InstanceId: z.string(),
      RegionId: z.string(),
      ZoneId: z.string().optional(),
      Kind: z.enum(['First', 'Second']),
      Mode: z.literal(2),
      Page: z.number().default(1),
      Filter: z.string().optional(),
    }),
    response: z.looseObject({}),
  },
  NeedsMore: {
    method: 'GET',
    kind: 'read',
    group: 'test',
    summary: { en: 'More', zh: '更多' },
    request: z.strictObject({ StartTime: z.string() }),
    response: z.looseObject({}),
  },
})

test('region, instance and its zone are filled in, constants come from the schema, the rest is left out', () => {
  const instance = { id: 'r-1', zone: 'cn-hangzhou-b' }
  expect(probeInput(rows.Look, { region: 'cn-hangzhou', instance })).toEqual({
    InstanceId: 'r-1',
    RegionId: 'cn-hangzhou',
    ZoneId: 'cn-hangzhou-b',
    Kind: 'First',
    Mode: 2,
  })
})

test('what cannot be known is not invented', () => {
  expect(probeInput(rows.Look, { region: 'cn-hangzhou' })).toBeUndefined()
  expect(probeInput(rows.NeedsMore, { region: 'cn-hangzhou' })).toBeUndefined()
})

describe('rows that say how they are probed can be', () => {
  test.each(allOperations().flatMap((row) => (row.probe ? [[idOf(row), row] as const] : [])))('%s', (_, row) => {
    const instance = row.probe === 'instance' ? { id: 'r-1', zone: 'zone-a' } : undefined
    expect(row.kind).toBe('read')
    expect(probeInput(row, { region: 'cn-hangzhou', instance })).toBeDefined()
  })
})
