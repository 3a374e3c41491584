import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { allOperations } from '@/lib/catalog'
import { customerData, idOf, noted, packed, secret } from '@/lib/operation'
import { CannotRedact, MASKED, NOT_SHOWN, redact, SECRET } from './redact'

type Wrap = (schema: z.ZodType) => z.ZodType
const wrap = fc.array(
  fc.constantFrom<Wrap>(
    (s) => s.optional(),
    (s) => s.nullable(),
    (s) => s.nullish(),
    (s) => s.readonly(),
    (s) => z.array(s),
    (s) => z.record(z.string(), s),
    (s) => z.object({ inner: s }),
    (s) => z.strictObject({ inner: s, other: z.string().optional() }),
    (s) => z.looseObject({ inner: s }),
    (s) => s.describe('a note'),
    (s) => noted(s, 'a note', '说明'),
    (s) => s.refine(() => true),
    (s) => s.default(null),
    (s) => packed(z.array(s), 'json'),
    (s) => packed(z.object({ inner: s }), 'json'),
  ),
  { maxLength: 6 },
)
/** A value of the form that the wrapped schema wants, with `leaf` in its heart. */
function valueFor(schema: z.ZodType, leaf: unknown): unknown {
  const { def } = schema._zod as unknown as {
    def: {
      type: string
      innerType?: z.ZodType
      element?: z.ZodType
      valueType?: z.ZodType
      shape?: Record<string, z.ZodType>
    }
  } // test only
  if (def.innerType) return valueFor(def.innerType, leaf)
  if (def.element) return [valueFor(def.element, leaf), valueFor(def.element, leaf)]
  if (def.valueType) return { some: valueFor(def.valueType, leaf) }
  if (def.shape?.inner) return { inner: valueFor(def.shape.inner, leaf) }
  return leaf
}
const canary = fc.uuid().map((id) => `canary-${id}`)

describe('what is marked never comes out', () => {
  test('through any nest of wrappers, wherever the mark sits', () => {
    fc.assert(
      fc.property(wrap, wrap, canary, fc.boolean(), fc.boolean(), (inside, outside, leaf, keepUnknown, isSecret) => {
        const mark = isSecret ? secret : customerData
        const marked = mark(inside.reduce<z.ZodType>((s, w) => w(s), z.string()))
        const schema = outside.reduce<z.ZodType>((s, w) => w(s), marked)
        const shown = JSON.stringify(redact(schema, valueFor(schema, leaf), { keepUnknown }))
        expect(shown).not.toContain(leaf)
        expect(shown).toContain(isSecret ? SECRET : MASKED)
      }),
    )
  })

  test('when the value does not have the form its schema says', () => {
    const schema = z.object({
      Password: secret(z.string()).optional(),
      Name: z.string(),
      Tag: z.array(z.object({ Key: z.string() })),
    })
    fc.assert(
      fc.property(fc.jsonValue(), canary, (noise, leaf) => {
        const values = [
          { Password: [leaf, noise] },
          { Password: { a: leaf } },
          { Name: { Password: leaf } },
          { Name: [leaf] },
          { Tag: leaf },
          { Tag: [{ Key: { leaf } }] },
          leaf,
          [leaf],
        ]
        for (const value of values) expect(JSON.stringify(redact(schema, value))).not.toContain(leaf)
      }),
    )
  })

  test('in fields that the schema does not know: dropped, or masked by name when kept', () => {
    const schema = z.object({ Id: z.string() })
    const value = { Id: 'r-1', NewPassword: 'p', list: [{ secretKey: 'k', port: 6379 }], DBInstanceCommand: 'GET a' }
    expect(redact(schema, value)).toEqual({ Id: 'r-1' })
    expect(redact(schema, value, { keepUnknown: true })).toEqual({
      Id: 'r-1',
      NewPassword: SECRET,
      list: [{ secretKey: SECRET, port: 6379 }],
      DBInstanceCommand: MASKED,
    })
  })
})

test('an operator who may see customer data still sees no secret', () => {
  const schema = z.object({ key: customerData(z.string()), password: secret(customerData(z.string())) })
  expect(redact(schema, { key: 'user:1', password: 'p' }, { revealCustomerData: true })).toEqual({
    key: 'user:1',
    password: SECRET,
  })
})

test('one or a list of it: marks inside either are kept', () => {
  const schema = z.object({ value: z.union([secret(z.string()), z.array(secret(z.string()))]) })
  expect(redact(schema, { value: 'a' })).toEqual({ value: SECRET })
  expect(redact(schema, { value: ['a', 'b'] })).toEqual({ value: [SECRET, SECRET] })
  const plain = z.object({ value: z.union([z.string(), z.array(z.string())]).nullish() })
  expect(redact(plain, { value: 'yes' })).toEqual({ value: 'yes' })
  expect(redact(plain, { value: ['yes', 'no'] })).toEqual({ value: ['yes', 'no'] })
})

test('refuses what it cannot walk', () => {
  const schemas = [
    z.union([z.object({ a: z.string() }), z.string()]),
    z.union([secret(z.string()), z.number()]),
    z.string().transform(Number),
    z.map(z.string(), z.string()),
    z.lazy(() => z.string()),
    z.tuple([z.string()]),
  ]
  for (const schema of schemas) expect(() => redact(schema, 'x')).toThrow(CannotRedact)
})

test('a key __proto__ changes no prototype', () => {
  const value: unknown = JSON.parse('{"Id":"r-1","__proto__":{"admin":true},"more":{"__proto__":{"admin":true}}}')
  const result = redact(z.object({ Id: z.string() }), value, { keepUnknown: true }) as {
    admin?: boolean
    more: { admin?: boolean }
  } // test only
  expect([result.admin, result.more.admin]).toEqual([undefined, undefined])
})

test('deep nesting does not exhaust the stack', () => {
  let value: unknown = 'end'
  for (let i = 0; i < 10_000; i++) value = { a: value }
  expect(JSON.stringify(redact(z.object({}), { value }, { keepUnknown: true }))).toContain(NOT_SHOWN)
})

test.each(allOperations().map((operation) => [idOf(operation), operation] as const))(
  '%s can be redacted, request and answer',
  (_id, operation) => {
    for (const schema of [operation.request, operation.response]) expect(() => walk(schema)).not.toThrow()
  },
)

/** Redacts a value that reaches every field. */
function walk(schema: z.core.$ZodType): void {
  redact(schema, sampleOf(schema))
}
function sampleOf(schema: z.core.$ZodType): unknown {
  const { def } = schema._zod as unknown as {
    def: {
      type: string
      innerType?: z.ZodType
      element?: z.ZodType
      valueType?: z.ZodType
      shape?: Record<string, z.ZodType>
    }
  } // test only
  if (def.innerType) return sampleOf(def.innerType)
  if (def.element) return [sampleOf(def.element)]
  if (def.shape) return Object.fromEntries(Object.entries(def.shape).map(([name, field]) => [name, sampleOf(field)]))
  return 'text'
}
