import { describe, expect, test } from 'vitest'
import { findOperation } from '@/lib/catalog'
import { cellText, isCard, partsOf } from './answer'
import { fieldsOfRequest } from './fields'
import { nextPageOf } from './next-page'

const fieldsFor = (service: string, name: string) => {
  const found = findOperation(service, name)
  if (!found) throw new Error(`no ${service}/${name}`)
  return fieldsOfRequest(found.request)
}

describe('the next page of an answer', () => {
  test.each([
    [
      'alibaba-kvstore',
      'DescribeInstances',
      { PageSize: 5, PageNumber: 2 },
      { TotalCount: 11 },
      { field: 'PageNumber', value: '3' },
    ],
    ['alibaba-kvstore', 'DescribeInstances', { PageSize: 5, PageNumber: 3 }, { TotalCount: 11 }, undefined],
    [
      'alibaba-kvstore',
      'DescribeCacheAnalysisReport',
      { PageSize: 30 },
      { TotalRecordCount: 31 },
      { field: 'PageNumbers', value: '2' },
    ],
    [
      'jdcloud-redis',
      'describeCacheInstances',
      {},
      { result: { totalCount: 11 } },
      { field: 'pageNumber', value: '2' },
    ],
    [
      'kingsoft-redis',
      'DescribeCacheClusters',
      { Offset: 10, Limit: 10 },
      { Data: { list: [], total: 21 } },
      { field: 'Offset', value: '20', at: { row: 21 } },
    ],
    [
      'kingsoft-redis',
      'DescribeCacheClusters',
      { Offset: 10, Limit: 10 },
      { Data: { list: [], total: 20 } },
      undefined,
    ],
    ['alibaba-kvstore', 'ListTagResources', {}, { NextToken: 'abc' }, { field: 'NextToken', value: 'abc' }],
    ['alibaba-kvstore', 'ListTagResources', {}, { NextToken: '' }, undefined],
    ['alibaba-kvstore', 'DescribeInstances', { PageSize: 5 }, { Instances: {} }, undefined],
  ])('%s %s %j %j', (service, name, input, data, wanted) => {
    const next = nextPageOf(fieldsFor(service, name), input, data)
    if (wanted) expect(next).toMatchObject(wanted)
    else expect(next).toBeUndefined()
  })
})

describe('an answer for reading', () => {
  test('a slow log begins with how long, which command, when and by whom', () => {
    const row = {
      NodeId: 'n',
      DBName: '0',
      ExecuteTime: '2026-01-01T00:00:00Z',
      IPAddress: '10.0.0.1',
      Command: 'GET k',
      ElapsedTime: 12,
    }
    expect(partsOf([row, row]).tables[0]?.columns.slice(0, 4)).toEqual([
      'ElapsedTime',
      'Command',
      'ExecuteTime',
      'IPAddress',
    ])
  })
  test('one thing with many values is a list of names and values, two are a table', () => {
    const row = { a: 1, b: 2, c: 3, d: 4, e: 5 }
    expect(partsOf([row]).tables.map(isCard)).toEqual([true])
    expect(partsOf([row, row]).tables.map(isCard)).toEqual([false])
  })
  test.each([
    [
      {
        Tag: [
          { Key: 'team', Value: 'core' },
          { Key: 'empty', Value: '' },
        ],
      },
      'Key: team · Value: core; Key: empty',
    ],
    [['a', 'b'], 'a, b'],
    [{ Tag: [] }, ''],
    [{ a: { b: { c: 1 } } }, '{"a":{"b":{"c":1}}}'],
  ])('%j reads %s', (value, text) => expect(cellText(value)).toBe(text))
})
