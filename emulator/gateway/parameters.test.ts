import { expect, test } from 'vitest'
import { z } from 'zod'
import { packed } from '@/lib/operation'
import { decodePairs } from './encoding'
import { coerce, unflatten } from './parameters'

const schema = z.strictObject({
  Limit: z.number().int().default(10),
  Flag: z.boolean().optional(),
  mode: z.literal([1, 2]).default(2),
  Tag: z.array(z.strictObject({ Key: z.string(), Value: z.string().optional() })).optional(),
  Names: z.array(z.string()).optional(),
})
const parse = (query: string) => schema.parse(coerce(schema, unflatten(decodePairs(query))))

test.each([
  ['counted from 1', 'Tag.1.Key=a&Tag.1.Value=x&Tag.2.Key=b'],
  ['counted from 0', 'Tag.0.Key=a&Tag.0.Value=x&Tag.1.Key=b'],
  ['in brackets', 'Tag[0].Key=a&Tag[0].Value=x&Tag[1].Key=b'],
  ['out of order, past ten', 'Tag.10.Key=b&Tag.9.Key=a&Tag.9.Value=x'],
])('lists %s are read alike', (_spelling, query) => {
  expect(parse(query).Tag).toEqual([{ Key: 'a', Value: 'x' }, { Key: 'b' }])
})

test('a name that comes twice is a list, and once is a list of one', () => {
  expect(parse('Names=a&Names=b').Names).toEqual(['a', 'b'])
  expect(parse('Names=a').Names).toEqual(['a'])
})

test('numbers, booleans and codes come out of texts; unknown parameters are left out', () => {
  expect(parse('Limit=25&Flag=true&mode=1&SdkVersion=9')).toEqual({ Limit: 25, Flag: true, mode: 1 })
})

test.each(['Limit=ten', 'Limit=1.5', 'Flag=maybe', 'mode=3', 'Tag.Key=a'])('%s is refused, not guessed', (query) => {
  expect(() => parse(query)).toThrow(z.ZodError)
})

test('names that mean something to JavaScript are names like others', () => {
  expect(parse('__proto__.polluted=1&constructor.prototype.x=1&Limit=1')).toMatchObject({ Limit: 1 })
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined() // nothing has this field unless the prototype got it
})

test('what is not valid percent-encoding stays as it came', () => {
  expect(decodePairs('a=%E7%BC%93&b=%zz&&c&d=1+2')).toEqual([
    ['a', '缓'],
    ['b', '%zz'],
    ['c', ''],
    ['d', '1 2'],
  ])
})

test('lists and objects that travel as one text come out as what they are', () => {
  const packedOnes = z.strictObject({
    Config: packed(z.record(z.string(), z.string()), 'json').optional(),
    Ids: packed(z.array(z.string()), 'comma').optional(),
  })
  const read = (query: string) => packedOnes.parse(coerce(packedOnes, unflatten(decodePairs(query))))
  expect(read('Config={"maxmemory-policy":"noeviction","timeout":60}')).toEqual({
    Config: { 'maxmemory-policy': 'noeviction', timeout: '60' },
  })
  expect(read('Ids=a,b')).toEqual({ Ids: ['a', 'b'] })
  expect(() => read('Config={broken')).toThrow(z.ZodError)
})

test('numbered columns come out as rows: by their numbers, from 0 or 1, and a gap is no row', () => {
  const columns = z.strictObject({
    P: packed(z.array(z.strictObject({ Name: z.string(), Value: z.string() })), 'columns').optional(),
  })
  const read = (query: string) => columns.safeParse(coerce(columns, unflatten(decodePairs(query))))
  const rows = [
    { Name: 'a', Value: '1' },
    { Name: 'b', Value: '2' },
  ]
  expect(read('P.Name.1=a&P.Value.2=2&P.Value.1=1&P.Name.2=b').data).toEqual({ P: rows })
  expect(read('P.Name[0]=a&P.Value[0]=1&P.Name[1]=b&P.Value[1]=2').data).toEqual({ P: rows })
  expect(read('P.Name=a&P.Value=1').data).toEqual({ P: [rows[0]] })
  expect(read('P.Name.1=a&P.Value.2=1').success).toBe(false)
  expect(read('').data).toEqual({})
})
