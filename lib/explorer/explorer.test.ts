import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { allOperations, findOperation, operationsOf } from '@/lib/catalog'
import { noted, type Operation, secret } from '@/lib/operation'
import { mayBeGiven, rulesOf } from '@/lib/rules'
import { addressOf, addressOfInput, readAddress } from './address'
import { indented, partsOf } from './answer'
import { draftOf, inputOf, withDefaults } from './draft'
import { noteFor, notesOf } from './error-notes'
import { type FieldModel, fieldsOfRequest } from './fields'
import { findOperations } from './find'
import { followsOf } from './follow'
import { groupWords, hasWords } from './groups'
import { instanceFieldsOf } from './known-fields'
import { loadTable } from './tables'
import { targetTextOf } from './target'

const operation = (service: string, name: string): Operation => {
  const found = findOperation(service, name)
  if (!found) throw new Error(`no ${service}/${name}`)
  return found
}
const request = z.strictObject({
  Id: z.string().min(1),
  Mode: z.enum(['a', 'b']).default('a'),
  Size: z.number().int().min(1).max(50).optional(),
  Exact: z.boolean().optional(),
  Name: noted(z.string().min(2).max(64), 'Who it is.', '名称。').optional(),
  Password: secret(z.string()).optional(),
  Tag: z
    .array(z.strictObject({ Key: z.string(), Value: z.string().optional() }))
    .max(5)
    .optional(),
  Nested: z.strictObject({ Level: z.literal([1, 2]), Code: secret(z.string()).optional() }).optional(),
  Config: z.record(z.string(), z.string()).optional(),
})
const fields = fieldsOfRequest(request)
const field = (name: string): FieldModel => {
  const found = fields.find((one) => one.name === name)
  if (!found) throw new Error(`no ${name}`)
  return found
}

describe('the form of a schema', () => {
  test.each([
    ['Id', { required: true, control: { kind: 'text', min: 1 } }],
    ['Mode', { required: false, fallback: 'a', control: { kind: 'choice', values: ['a', 'b'] } }],
    ['Size', { control: { kind: 'number', whole: true, min: 1, max: 50 } }],
    ['Exact', { control: { kind: 'choice', values: [true, false] } }],
    ['Name', { note: { en: 'Who it is.', zh: '名称。' }, control: { kind: 'text', min: 2, max: 64 } }],
    ['Password', { sensitivity: 'secret' }],
    ['Tag', { control: { kind: 'list', max: 5, item: { control: { kind: 'group' } } } }],
    ['Config', { control: { kind: 'json' } }],
  ])('%s has the control and the limits of its schema', (name, expected) => {
    expect(field(name)).toMatchObject(expected)
  })

  test('every field of every row has a control, and each destructive row a target that a form can give', () => {
    for (const row of allOperations()) {
      const names = fieldsOfRequest(row.request).map(({ name }) => name)
      expect(names).toEqual(Object.keys(row.request.shape))
      if (row.kind === 'destructive') expect([row.name, names.includes(row.target ?? '')]).toEqual([row.name, true])
    }
  })
})

describe('what is typed', () => {
  test('becomes the request, in its types; what is empty is not sent', () => {
    const draft = {
      Id: 'r-1',
      Mode: '',
      Size: '20',
      Exact: 'false',
      Tag: [
        { Key: 'team', Value: '' },
        { Key: '', Value: '' },
      ],
      Nested: { Level: '2' },
      Config: '{"maxmemory-policy":"noeviction"}',
    }
    expect(inputOf(fields, draft)).toEqual({
      Id: 'r-1',
      Size: 20,
      Exact: false,
      Tag: [{ Key: 'team' }],
      Nested: { Level: 2 },
      Config: { 'maxmemory-policy': 'noeviction' },
    })
  })

  test.each([
    [{ Size: 'many' }, 'Size'],
    [{ Size: '51' }, 'Size'],
    [{ Mode: 'c' }, 'Mode'],
    [{ Config: '{broken' }, 'Config'],
    [{ Nested: { Level: '3' } }, 'Nested.Level'],
  ])('%j is refused at its field', (typed, path) => {
    const { error } = request.safeParse(inputOf(fields, { Id: 'r-1', ...typed }))
    expect(error?.issues[0]?.path.join('.')).toBe(path)
  })

  test('a rule between fields bites in the form as on the server', () => {
    const { error } = operation('alibaba-kvstore', 'CreateAccount').request.safeParse({
      InstanceId: 'r-1',
      AccountName: 'app',
      AccountPassword: 'onlyletters',
    })
    expect(error?.issues[0]).toMatchObject({ path: ['AccountPassword'], params: { code: 'rule' } })
  })
})

describe('the address of a form', () => {
  const where = { service: 'alibaba-kvstore', name: 'Something' }
  const draft = {
    Id: 'r-1',
    Size: '20',
    Password: 'planted',
    Tag: [{ Key: 'team', Value: 'a&b' }],
    Nested: { Level: '2', Code: 'planted' },
    Config: '{"a":"b"}',
  }
  const address = addressOf(where, fields, { accountId: 'acc', region: 'cn-hangzhou', draft })

  test('never holds a secret, at any depth', () => expect(address).not.toContain('planted'))

  test('fills the same form again', () => {
    const read = readAddress(fields, new URL(address, 'http://console').searchParams)
    expect(read).toMatchObject({ accountId: 'acc', region: 'cn-hangzhou' })
    const { Password: _, ...rest } = draft
    expect(inputOf(fields, read.draft)).toEqual({ ...inputOf(fields, rest), Nested: { Level: 2 } })
  })

  test.each(['Tag=%5B1%2C%7B%22Key%22%3A%5B1%5D%7D%5D', 'Tag=nonsense', 'Nested=[]', 'Password=x', '__proto__=1'])(
    'with %s from a stranger fills in nothing that does not fit',
    (query) => {
      const { draft: read } = readAddress(fields, new URLSearchParams(query))
      expect(JSON.stringify(read)).not.toContain('nonsense')
      expect(read.Password).toBeUndefined()
      expect(() => inputOf(fields, read)).not.toThrow()
    },
  )
})

test('a history entry opens its form without a schema', () => {
  const input = { Id: 'r-1', Size: 20, Exact: false, Tag: [{ Key: 'team' }], Config: { a: 'b' } }
  const place = { accountId: 'acc', region: 'cn-hangzhou' }
  const url = addressOfInput({ service: 'alibaba-kvstore', name: 'Something' }, place, input)
  const read = readAddress(fields, new URL(url, 'http://console').searchParams)
  expect(read).toMatchObject(place)
  expect(inputOf(fields, read.draft)).toEqual(input)
})

test('a history entry fills the form without what was blanked', () => {
  expect(draftOf(fields, { Id: 'r-1', Password: '******', Size: 3 })).toEqual({ Id: 'r-1', Size: '3' })
})

describe('the search', () => {
  const found = (typed: string) => findOperations(allOperations(), typed, groupWords).map(({ name }) => name)
  test('finds by a Chinese word, by an English one, and by part of the name', () => {
    expect(found('白名单')).toContain('DescribeSecurityIps')
    expect(found('whitelist')).toContain('DescribeSecurityIps')
    expect(found('securityips describe')).toContain('DescribeSecurityIps')
    expect(found('DesSlow')).toContain('DescribeSlowLogRecords')
    expect(found('dCIAttr')).not.toContain('DescribeSlowLogRecords')
    expect(found('DSLR')).toEqual(['DescribeSlowLogRecords'])
    expect(found('SlowDes')).toEqual([])
    expect(found('')).toHaveLength(allOperations().length)
    expect(found('nothing-like-this')).toEqual([])
  })
  test('knows every group of the table in both languages', () => {
    expect([...new Set(allOperations().map(({ group }) => group))].filter((group) => !hasWords(group))).toEqual([])
  })
})

describe('an id in an answer', () => {
  test.each([
    ['alibaba-kvstore', 'InstanceId', 'DescribeInstanceAttribute'],
    ['jdcloud-redis', 'cacheInstanceId', 'describeCacheInstance'],
    ['kingsoft-redis', 'cacheId', 'DescribeCacheCluster'],
  ] as const)('of %s under %s leads to %s', (service, name, expected) => {
    const follows = followsOf(operationsOf(service))(name)
    expect(follows.map((follow) => follow.operation.name)).toContain(expected)
  })
  test('a status leads nowhere', () => {
    expect(followsOf(operationsOf('alibaba-kvstore'))('InstanceStatus')).toEqual([])
  })
})

describe('fields that name what the console knows', () => {
  test.each([
    ['alibaba-kvstore', ['InstanceId', 'InstanceIds', 'DBInstanceId', 'SrcDBInstanceId'], ['BackupId', 'RegionId']],
    ['jdcloud-redis', ['cacheInstanceId', 'srcInstanceId'], ['backupId']],
    ['kingsoft-redis', ['CacheId'], ['SnapshotId', 'SecurityGroupId', 'CacheParameterGroupId']],
  ] as const)('%s offers its instances for %j, not for %j', (service, instances, others) => {
    const isInstance = instanceFieldsOf(operationsOf(service))
    expect(instances.filter((name) => !isInstance(name))).toEqual([])
    expect(others.filter(isInstance)).toEqual([])
  })
})

describe('what is known of errors', () => {
  const services = ['alibaba-kvstore', 'jdcloud-redis', 'kingsoft-redis', 'kingsoft-memcached'] as const
  test.each(services)('%s tells every operation its codes, none of them twice', async (service) => {
    const { operations, errors } = await loadTable(service)
    for (const row of operations) {
      const codes = notesOf(errors, row).map(({ code }) => code)
      expect(codes.length).toBeGreaterThan(3)
      expect(new Set(codes).size).toBe(codes.length)
    }
  })
  test('those of one operation are told there only, and first', async () => {
    const { errors } = await loadTable('alibaba-kvstore')
    const of = (name: string) => notesOf(errors, operation('alibaba-kvstore', name)).map(({ code }) => code)
    expect(of('CreateBackup')).toContain('BackupJobExists')
    expect(of('DescribeAccounts')).not.toContain('BackupJobExists')
    expect(of('DescribeRegions')).not.toContain('InvalidInstanceId.NotFound')
    expect(of('CreateBackup').indexOf('BackupJobExists')).toBeLessThan(of('CreateBackup').indexOf('Forbidden.RAM'))
    for (const { of: at } of errors) {
      for (const name of at?.operations ?? []) expect(findOperation('alibaba-kvstore', name)?.name).toBe(name)
    }
  })
  test('a code of a family is known by it', async () => {
    const { errors } = await loadTable('alibaba-kvstore')
    expect(noteFor(errors, 'Throttling.Api')?.advice).toBe('again')
    expect(noteFor(errors, 'Never.Heard')).toBeUndefined()
  })
})

test('a field that goes only with another is of no use without it; defaults count', () => {
  const row = operation('kingsoft-redis', 'RestoreSnapshot')
  const rules = rulesOf(row.request)
  expect(mayBeGiven(rules, 'SnapshotId', { Type: 'Default' })).toBe(true)
  expect(mayBeGiven(rules, 'BucketName', { Type: 'Default' })).toBe(false)
  expect(mayBeGiven(rules, 'CacheId', {})).toBe(true)
  expect(withDefaults(fields, { Id: 'r-1' })).toEqual({ Id: 'r-1', Mode: 'a' })
})

test('a body on lines of its parts stays the same to the last digit', () => {
  const body = '{"a":[1.50,{"b":"x, {y}: \\"z\\""}],"big":12345678901234567890,"none":{ },"list":[]}'
  expect(indented(body).replace(/\n\s*/g, '').replaceAll(': ', ':')).toBe(
    body.replace('{ }', '{}').replaceAll(': ', ':'),
  )
  expect(indented(body)).toContain('\n  "big": 12345678901234567890,\n')
})

test('an answer is taken apart into values and tables, and nothing is lost', () => {
  const parts = partsOf({
    TotalCount: 2,
    Instances: { Item: [{ Status: 'ok', InstanceId: 'r-1', Tags: { Tag: [{ Key: 'team', Value: 'core' }] } }] },
    Empty: [],
  })
  expect(parts.facts).toEqual([
    ['TotalCount', '2'],
    ['Empty', ''],
  ])
  expect(parts.tables).toMatchObject([{ path: 'Instances.Item', columns: ['InstanceId', 'Status', 'Tags'] }])
})

test('what has to be typed is the target of the input: an id, or ids with commas', () => {
  expect(targetTextOf({ target: 'Id' }, { Id: 'r-1' })).toBe('r-1')
  expect(targetTextOf({ target: 'Id' }, { Id: ['a', 'b'] })).toBe('a,b')
  expect(targetTextOf({ target: 'Id' }, { Id: '' })).toBeUndefined()
  expect(targetTextOf({}, { Id: 'r-1' })).toBeUndefined()
})

test('operations are found by their kind in both languages, and an id leads to reads first', () => {
  const all = operationsOf('alibaba-kvstore')
  for (const word of ['destructive', '高危'])
    expect(findOperations(all, word, groupWords).map(({ name }) => name)).toContain('FlushInstance')
  const kinds = followsOf(all)('InstanceId').map(({ operation: { kind } }) => kind)
  expect(kinds).toEqual([...kinds].sort((a, b) => 'rwd'.indexOf(a.charAt(0)) - 'rwd'.indexOf(b.charAt(0))))
})
