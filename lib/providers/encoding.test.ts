import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { packed } from '@/lib/operation'
import { canonicalQuery, flatten, pack, percentEncode } from './encoding'

test('any text survives the way through a query', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const encoded = percentEncode(text)
      expect(encoded).toMatch(/^(?:[A-Za-z0-9\-_.~]|%[0-9A-F]{2})*$/)
      expect(decodeURIComponent(encoded)).toBe(text)
    }),
  )
})

test('a lone surrogate becomes a replacement character instead of an exception', () => {
  expect(percentEncode('a\ud800b')).toBe(percentEncode('a\ufffdb'))
})

test('pairs are sorted by encoded name in byte order, equal names by value', () => {
  const pairs = [
    ['x.2', ''],
    ['x.10', ''],
    ['b', '2'],
    ['b', '1'],
    ['a', ''],
    ['B', ''],
    ['a.b', ''],
    ['名', ''],
  ] as const
  expect(canonicalQuery(pairs)).toBe('%E5%90%8D=&B=&a=&a.b=&b=1&b=2&x.10=&x.2=')
})

const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean())
const name = fc.stringMatching(/^[A-Za-z]{1,8}$/)
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
    fc.dictionary(name, tie('tree'), { minKeys: 1, maxKeys: 3 }),
  ),
}))

test('lists and objects come back from their flat names', () => {
  fc.assert(
    fc.property(fc.dictionary(name, tree), (input) => {
      const texts = JSON.parse(JSON.stringify(input), (_key, value) =>
        typeof value === 'object' ? value : String(value),
      )
      expect(unflatten(flatten(input))).toEqual(texts)
    }),
  )
})

test('what is not there is left out, what is empty is sent', () => {
  expect(flatten({ a: undefined, b: null, c: '', d: [], e: {}, f: 0, g: false })).toEqual([
    ['c', ''],
    ['f', '0'],
    ['g', 'false'],
  ])
})

test('what a cloud takes as one text is packed, at any depth, and nothing else', () => {
  const schema = z.strictObject({
    Config: packed(z.record(z.string(), z.string()), 'json').optional(),
    Ids: packed(z.array(z.string()), 'comma').optional(),
    Tag: z.array(z.strictObject({ Key: z.string(), Values: packed(z.array(z.string()), 'comma') })),
  })
  const input = { Config: { a: '1' }, Ids: ['x', 'y'], Tag: [{ Key: 'k', Values: ['p', 'q'] }] }
  expect(flatten(pack(schema, input))).toEqual([
    ['Config', '{"a":"1"}'],
    ['Ids', 'x,y'],
    ['Tag.1.Key', 'k'],
    ['Tag.1.Values', 'p,q'],
  ])
})

test('a list of objects becomes a numbered list per field, so that pairs keep their number', () => {
  const schema = z.strictObject({
    Parameters: packed(z.array(z.strictObject({ Name: z.string(), Value: z.string() })), 'columns').optional(),
  })
  const Parameters = [
    { Name: 'a', Value: '1' },
    { Name: 'b', Value: '' },
  ]
  expect(flatten(pack(schema, { Parameters }))).toEqual([
    ['Parameters.Name.1', 'a'],
    ['Parameters.Name.2', 'b'],
    ['Parameters.Value.1', '1'],
    ['Parameters.Value.2', ''],
  ])
  expect(flatten(pack(schema, {}))).toEqual([])
})

/** The way back: a part that is a number is a place in a list, counted from 1. */
function unflatten(pairs: readonly (readonly [string, string])[]): unknown {
  const root: Record<string, unknown> = Object.create(null)
  for (const [path, value] of pairs) {
    const parts = path.split('.')
    let holder = root
    for (const part of parts.slice(0, -1)) {
      holder[part] ??= Object.create(null)
      holder = holder[part] as Record<string, unknown> // made on the line above
    }
    holder[parts.at(-1) ?? ''] = value
  }
  const asLists = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).map(([key, item]) => [key, asLists(item)] as const)
    return entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key))
      ? entries.map(([, item]) => item)
      : Object.fromEntries(entries)
  }
  return Object.fromEntries(Object.entries(root).map(([key, value]) => [key, asLists(value)]))
}
