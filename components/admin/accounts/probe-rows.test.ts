import { expect, test } from 'vitest'
import type { ProbeCell } from '@/lib/model/account'
import { findingsOf, rowsOf, sortedRows } from './probe-rows'

const cell = (operation: string, region: string, more: Partial<ProbeCell> = {}): ProbeCell => ({
  service: 'alibaba-kvstore',
  operation,
  region,
  outcome: 'ok',
  code: null,
  message: null,
  requestId: null,
  reason: null,
  at: null,
  ...more,
})
const denied = { outcome: 'denied', code: 'Forbidden.RAM' } as const

test('the grid has one row for each operation', () => {
  const rows = rowsOf([cell('DescribeZones', 'r1'), cell('DescribeZones', 'r2'), cell('DescribeRegions', 'r1')])
  expect(rows.map((row) => [row.operation, [...row.cells.keys()]])).toEqual([
    ['DescribeZones', ['r1', 'r2']],
    ['DescribeRegions', ['r1']],
  ])
})

test('what is wrong stands first, and what was not checked anywhere stands apart', () => {
  const unchecked = { outcome: 'not-checked', reason: 'no-instance' } as const
  const { told, unchecked: rest } = sortedRows([
    cell('NotTried', 'r1', unchecked),
    cell('NotTried', 'r2', unchecked),
    cell('Fine', 'r1'),
    cell('PartlyTried', 'r1'),
    cell('PartlyTried', 'r2', unchecked),
    cell('NotOffered', 'r1', { outcome: 'unsupported' }),
    cell('DeniedSomewhere', 'r1'),
    cell('DeniedSomewhere', 'r2', denied),
    cell('Broken', 'r1', { outcome: 'failed' }),
    cell('Refused', 'r1', { outcome: 'wrong-key' }),
  ])
  const names = (rows: typeof told) => rows.map(({ operation }) => operation)
  expect(names(told)).toEqual(['Refused', 'DeniedSomewhere', 'Broken', 'NotOffered', 'Fine', 'PartlyTried'])
  expect(names(rest)).toEqual(['NotTried'])
})

test('what is to be done is said once for each kind of trouble, the worst first', () => {
  const findings = findingsOf([
    cell('DescribeRegions', 'r1'),
    cell('DescribeX', 'r1', { outcome: 'not-checked', reason: 'no-instance' }),
    cell('DescribeZones', 'r1', denied),
    cell('DescribeZones', 'r2', denied),
    cell('DescribeInstances', 'r2', denied),
  ])
  expect(findings.map(({ outcome, places }) => ({ outcome, places }))).toEqual([
    {
      outcome: 'denied',
      places: [
        { operations: ['DescribeZones'], regions: ['r1'] },
        { operations: ['DescribeZones', 'DescribeInstances'], regions: ['r2'] },
      ],
    },
    { outcome: 'not-checked', places: [{ operations: ['DescribeX'], regions: ['r1'] }] },
  ])
})

test('regions in which the same operations were found so stand together', () => {
  const findings = findingsOf([cell('DescribeZones', 'r1', denied), cell('DescribeZones', 'r2', denied)])
  expect(findings.map(({ places }) => places)).toEqual([[{ operations: ['DescribeZones'], regions: ['r1', 'r2'] }]])
})
