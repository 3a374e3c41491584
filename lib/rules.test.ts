import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { noted, packed, secret } from '@/lib/operation'
import { unwrap } from '@/lib/schema'
import { isNeeded, needs, notBoth, oneOf, onlyWhen, paramsOf, rule, rulesOf, withRules, wordsOf } from './rules'

const schema = withRules(
  z.strictObject({
    ChargeType: z.enum(['PrePaid', 'PostPaid']).default('PostPaid'),
    Period: z.number().int().max(36).optional(),
    Capacity: z.number().optional(),
    Class: z.string().optional(),
    From: z.string().optional(),
    Backup: z.string().optional(),
    Time: z.string().optional(),
  }),
  needs('Period', { ChargeType: 'PrePaid' }),
  oneOf('Capacity', 'Class'),
  needs('From', 'Backup'),
  onlyWhen('Time', 'From'),
  notBoth('Backup', 'Time'),
  rule('Class', { en: 'Not tiny.', zh: '不能是 tiny。' }, ({ Class }) => Class !== 'tiny'),
)

const codesOf = (input: object) =>
  schema
    .safeParse(input)
    .error?.issues.map((issue) => [issue.path.join('.'), issue.code === 'custom' ? issue.params?.code : issue.code]) ??
  []

describe('rules between the fields of a request', () => {
  test.each<[string, object, [string, string][]]>([
    ['a condition that does not hold asks nothing', { Class: 'a' }, []],
    ['a field needed by the value of another', { Class: 'a', ChargeType: 'PrePaid' }, [['Period', 'required-when']]],
    ['an empty text is not given', { Class: '' }, [['Capacity', 'one-of']]],
    ['needed with another field', { Class: 'a', Backup: 'b' }, [['From', 'required-when']]],
    ['only with another field', { Class: 'a', Time: 't' }, [['Time', 'only-when']]],
    ['not both', { Class: 'a', From: 'i', Backup: 'b', Time: 't' }, [['Backup', 'not-both']]],
    ['a rule of its own', { Class: 'tiny' }, [['Class', 'rule']]],
    [
      'told beside what is wrong with single fields',
      { ChargeType: 'PrePaid', Capacity: 'x', Class: 'a' },
      [
        ['Capacity', 'invalid_type'],
        ['Period', 'required-when'],
      ],
    ],
  ])('%s', (_name, input, codes) => {
    expect(codesOf(input)).toEqual(codes)
  })

  test('what is no object is refused by the schema alone', () => {
    expect(schema.safeParse(null).error?.issues).toHaveLength(1)
    expect(schema.safeParse('x').error?.issues).toHaveLength(1)
  })

  test('the schema is still the object it was', () => {
    expect(schema).toBeInstanceOf(z.ZodObject)
    expect(Object.keys(schema.shape)).toContain('Period')
    expect(rulesOf(schema)).toHaveLength(6)
  })

  test('a form can ask whether a field must be given', () => {
    expect(isNeeded(rulesOf(schema), 'Period', { ChargeType: 'PrePaid' })).toBe(true)
    expect(isNeeded(rulesOf(schema), 'Period', { ChargeType: 'PostPaid' })).toBe(false)
  })

  test('every rule is said in both languages and fills its message', () => {
    for (const one of rulesOf(schema)) {
      const { en, zh } = wordsOf(one)
      expect(en).toMatch(/\.$/)
      expect(zh).toMatch(/。$/)
      expect(Object.keys(paramsOf(one)).length).toBeGreaterThan(1)
    }
  })
})

test('notes, marks and packings stay through what is chained after them', () => {
  const field = packed(secret(noted(z.array(z.string()), 'A list', '列表')), 'comma')
    .max(3)
    .optional()
    .nullable()
  expect(unwrap(field)).toMatchObject({ note: { en: 'A list', zh: '列表' }, sensitivity: 'secret', packing: 'comma' })
})

test('a note on one use of a shared schema is not on the others', () => {
  const shared = secret(z.string())
  const here = noted(shared, 'Here', '此处')
  expect(unwrap(shared).note).toBeUndefined()
  expect(unwrap(noted(shared, 'There', '那里')).note?.en).toBe('There')
  expect(unwrap(here)).toMatchObject({ note: { en: 'Here', zh: '此处' }, sensitivity: 'secret' })
})
