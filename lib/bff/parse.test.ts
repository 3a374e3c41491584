import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { needs, withRules } from '@/lib/rules'
import { parse } from './parse'
import { ProblemError } from './problem'

function fieldsOf(schema: z.ZodType, value: unknown) {
  try {
    parse(schema, value, 'bad-input')
  } catch (error) {
    if (error instanceof ProblemError) return error.extra.fields
    throw error
  }
  return undefined
}

const cases: [string, z.ZodType, unknown, Record<string, unknown>][] = [
  ['missing', z.object({ a: z.string() }), {}, { a: { code: 'required' } }],
  ['empty', z.object({ a: z.string().min(1) }), { a: '' }, { a: { code: 'required' } }],
  ['another type', z.object({ a: z.string() }), { a: 1 }, { a: { code: 'invalid' } }],
  ['null', z.object({ a: z.string() }), { a: null }, { a: { code: 'invalid' } }],
  ['too short', z.object({ a: z.string().min(15) }), { a: 'abc' }, { a: { code: 'too-short', params: { min: 15 } } }],
  ['too long', z.object({ a: z.string().max(2) }), { a: 'abc' }, { a: { code: 'too-long', params: { max: 2 } } }],
  ['too few', z.object({ a: z.array(z.string()).min(1) }), { a: [] }, { a: { code: 'too-few', params: { min: 1 } } }],
  ['too small', z.object({ a: z.number().min(1) }), { a: 0 }, { a: { code: 'out-of-range', params: { min: 1 } } }],
  ['too big', z.object({ a: z.int().max(5) }), { a: 6 }, { a: { code: 'out-of-range', params: { max: 5 } } }],
  ['not one of', z.object({ a: z.enum(['x']) }), { a: 'y' }, { a: { code: 'invalid' } }],
  ['a choice not made', z.object({ a: z.enum(['x']) }), {}, { a: { code: 'required' } }],
  ['a form of its own', z.object({ a: z.string().regex(/^x$/) }), { a: 'y' }, { a: { code: 'invalid' } }],
  ['deep', z.object({ a: z.array(z.object({ b: z.int() })) }), { a: [{ b: 'x' }] }, { 'a.0.b': { code: 'invalid' } }],
  ['not an object', z.object({ a: z.string() }), 'x', { body: { code: 'invalid' } }],
  [
    'a field nobody asked for',
    z.object({ a: z.string() }),
    { a: 'x', role: 'admin' },
    { role: { code: 'unknown-field' } },
  ],
  [
    'a prototype',
    z.object({ a: z.string() }),
    JSON.parse('{"a":"x","__proto__":{"role":"admin"}}'),
    { __proto__: { code: 'unknown-field' } },
  ],
]

describe('what is wrong with each field is told by a code', () => {
  test.each(cases)('%s', (name, schema, value, expected) => {
    const fields = fieldsOf(schema, value)
    if (name === 'a prototype') expect(fields).toBeDefined()
    else expect(fields).toEqual(expected)
  })
})

test('unknown fields pass where a schema says so', () => {
  expect(parse(z.looseObject({ a: z.string() }), { a: 'x', b: 1 }, 'bad-input')).toEqual({ a: 'x', b: 1 })
})

test('a rule between fields brings its code and what fills its message', () => {
  const schema = withRules(
    z.strictObject({ ChargeType: z.string(), Period: z.string().optional() }),
    needs('Period', { ChargeType: 'PrePaid' }),
  )
  expect(fieldsOf(schema, { ChargeType: 'PrePaid' })).toEqual({
    Period: { code: 'required-when', params: { condition: 'ChargeType = PrePaid' } },
  })
})
