import { expect, test } from 'vitest'
import { namesIn } from './told-names'

test.each([
  ['metric must be one of used_memory, cpu_usage, clients.', ['used_memory', 'cpu_usage', 'clients']],
  ['Invalid metric. Allowed values: ["a.b", "c:d" , \'e-f\']', ['a.b', 'c:d', 'e-f']],
  ['unknown metric x, supported metrics are unknown', []],
  ['name=one; or two', ['one', 'two']],
  ['指标名称错误，可选：cpu、memory', ['cpu', 'memory']],
  // Sentences with commas are no lists of names.
  ['Sorry, no such metric', []],
  ['startTime must be in the last 30 days, not before', []],
  ['the metric must be one of them', []],
  ['', []],
  [null, []],
])('%s', (said, names) => expect(namesIn(said)).toEqual(names))
