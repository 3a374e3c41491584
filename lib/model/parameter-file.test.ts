import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parameterLines, readParameterFile } from './parameter-file'

test('lines of a redis.conf are read, comments left out, and names of one cloud that begin like comments are not', () => {
  const { values, errors } = readParameterFile(`# memory
maxmemory-policy   allkeys-lru\r
notify-keyspace-events ""
client-output-buffer-limit pubsub 33554432 8388608 60

#no_loose_disabled-commands flushall,keys
`)
  expect(errors).toEqual([])
  expect(values).toEqual({
    'maxmemory-policy': 'allkeys-lru',
    'notify-keyspace-events': '',
    'client-output-buffer-limit pubsub': '33554432 8388608 60',
    '#no_loose_disabled-commands': 'flushall,keys',
  })
})

test('what is wrong is told with its line, and what is right is kept', () => {
  const { values, errors } = readParameterFile('timeout 60\nhz\ntimeout 70\nappendfsync "always\n')
  expect(values).toEqual({ timeout: '60' })
  expect(errors).toEqual([
    { line: 2, code: 'no-value', text: 'hz' },
    { line: 3, code: 'twice', text: 'timeout' },
    { line: 4, code: 'quote', text: 'appendfsync' },
  ])
})

test('an object of JSON is read, and a number that JSON cannot hold is not guessed', () => {
  const { values, errors } = readParameterFile(
    '{\n "timeout": 60,\n "dynamic-hz": true,\n "big": 9007199254740993,\n "list": []\n}',
  )
  expect(values).toEqual({ timeout: '60', 'dynamic-hz': 'true' })
  expect(errors).toEqual([
    { line: 4, code: 'not-text', text: 'big' },
    { line: 5, code: 'not-text', text: 'list' },
  ])
  expect(readParameterFile('{ "timeout": ').errors).toMatchObject([{ line: null, code: 'not-json' }])
})

test('an empty file is told', () => {
  expect(readParameterFile('# nothing\n').errors).toEqual([{ line: null, code: 'nothing', text: '' }])
})

test('what is written as lines is read back as it was', () => {
  const name = fc.stringMatching(/^[a-z][a-z-]{1,20}$/).filter((one) => one !== 'client-output-buffer-limit')
  const value = fc.stringMatching(/^[!-&(-~]?([ -!#-&(-~]{0,20})$/)
  fc.assert(
    fc.property(fc.dictionary(name, value, { minKeys: 1, noNullPrototype: true }), (values) => {
      expect(readParameterFile(parameterLines(values))).toEqual({ values, errors: [] })
    }),
  )
})
