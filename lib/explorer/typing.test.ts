import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { secret } from '@/lib/operation'
import { unreadOf } from './address'
import { type DraftObject, emptyItemsOf, itemsOfPaste, pathInDraft, spokenPath } from './draft'
import { fieldsOfRequest } from './fields'
import { jsonErrorAt } from './json-error'

const fields = fieldsOfRequest(
  z.strictObject({
    Id: z.string(),
    Password: secret(z.string()).optional(),
    Ips: z.array(z.string()).optional(),
    Tag: z.array(z.strictObject({ Key: z.string(), Value: z.string().optional() })).optional(),
  }),
)

test('a link tells what of it is not in the form', () => {
  const told = (search: string) => unreadOf(fields, new URLSearchParams(search)).map(({ name, why }) => [name, why])
  expect(told('_account=a&_region=b&Id=r-1&Ips=["10.0.0.1"]&Tag=[{"Key":"a"}]')).toEqual([])
  expect(told('Id=r-1&Ips=10.0.0.1&Nope=1&Tag=notjson&Password=p')).toEqual([
    ['Ips', 'json'],
    ['Nope', 'unknown'],
    ['Tag', 'json'],
    ['Password', 'secret'],
  ])
  expect(told('Ips={"a":1}&Tag=[{"Key":"a","Nope":"b"}]')).toEqual([
    ['Ips', 'unfit'],
    ['Tag', 'part'],
  ])
})

test('empty rows are known by their place, and a refusal points at the row it is about', () => {
  const draft: DraftObject = { Ips: ['', 'bad'], Tag: [{ Key: 'a' }, {}] }
  expect(emptyItemsOf(fields, draft)).toEqual(['Ips.0', 'Tag.1'])
  expect(pathInDraft(fields, draft, 'Ips.0')).toBe('Ips.1')
  expect(pathInDraft(fields, draft, 'Tag.0.Key')).toBe('Tag.0.Key')
  expect(pathInDraft(fields, draft, 'Id')).toBe('Id')
  expect(spokenPath('Tag.0.Key')).toBe('Tag 1 Key')
})

test('several lines or commas pasted are several items', () => {
  expect(itemsOfPaste('10.0.0.1\r\n10.0.0.2, 10.0.0.3\n')).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.3'])
  expect(itemsOfPaste('10.0.0.1\n')).toBeUndefined()
})

describe('broken JSON is broken at', () => {
  test.each([
    ['{"a": 1}', undefined],
    ['{broken', { line: 1, column: 2 }],
    ['{\n  "a": 1,\n  "b" 2\n}', { line: 3, column: 7 }],
    ['{"a": [1, 2', { line: 1, column: 12 }],
    ['{"a": 1,}', { line: 1, column: 9 }],
    ['[1] x', { line: 1, column: 5 }],
    ['{"a": "x\\q"}', { line: 1, column: 7 }],
  ])('%j', (text, at) => expect(jsonErrorAt(text)).toEqual(at))
})
