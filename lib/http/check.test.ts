import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { allOperations } from '@/lib/catalog'
import { idOf } from '@/lib/operation'
import { defOf, elementOf, shapeOf } from '@/lib/schema'
import { passesAsIs } from './check'

/** `parseJson` leaves no such key, so that zod, which drops it, never meets one. */
const json = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('__proto__'))

/** Values near what a schema wants: right, absent, null, of a wrong type. */
function near(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  const def = defOf(schema)
  const odd = fc.oneof(
    { weight: 40, arbitrary: right() },
    { weight: 1, arbitrary: fc.constantFrom(null, undefined, 1e400, [], {}) },
    { weight: 1, arbitrary: json },
  )
  return odd
  function right(): fc.Arbitrary<unknown> {
    const shape = shapeOf(schema)
    if (shape)
      return fc.record(Object.fromEntries(Object.entries(shape).map(([name, field]) => [name, near(field)])), {
        requiredKeys: [],
      })
    const element = elementOf(schema)
    if (element) return fc.array(near(element), { maxLength: 3 })
    if (def.innerType) return near(def.innerType as z.core.$ZodType) // a wrapper's
    if (def.type === 'number') return fc.double()
    if (def.type === 'boolean') return fc.boolean()
    return fc.string()
  }
}

describe.each(allOperations().map((operation) => [idOf(operation), operation] as const))('%s', (_id, operation) => {
  test('the quick check agrees with zod, and what passes is unchanged', () => {
    fc.assert(
      fc.property(near(operation.response), (value) => {
        const parsed = operation.response.safeParse(value)
        expect(passesAsIs(operation.response, value)).toBe(parsed.success)
        if (parsed.success) expect(parsed.data).toEqual(value)
      }),
    )
  })
})

test.each([
  ['a default', z.looseObject({ a: z.string().default('x') })],
  ['a dropped field', z.object({ a: z.string() })],
  ['a transform', z.looseObject({ a: z.string().transform(Number) })],
  ['a bound', z.looseObject({ a: z.number().int() })],
  ['a format', z.looseObject({ a: z.iso.datetime() })],
  ['an enumeration', z.looseObject({ a: z.enum(['x']) })],
])('a schema with %s is left to zod', (_name, schema) => {
  expect(passesAsIs(schema, { a: 'x' })).toBeUndefined()
})
