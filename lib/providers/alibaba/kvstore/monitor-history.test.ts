import { expect, test } from 'vitest'
import { parseHistory } from './monitor-history'

const read = (told: unknown) => {
  const history = parseHistory(told)
  return (
    history &&
    Object.fromEntries(
      [...history].map(([at, values]) => [new Date(at).toISOString().slice(11, 16), Object.fromEntries(values)]),
    )
  )
}

test.each([
  // 2021: one object in a text, values are texts.
  [
    '{"2020-11-18T00:00:00Z":{"CpuUsage":"0.30"},"2020-11-18T00:02:00Z":{"CpuUsage":"0.60"}}',
    { '00:00': { CpuUsage: 0.3 }, '00:02': { CpuUsage: 0.6 } },
  ],
  // 2021, the XML sample: pairs in square brackets.
  ['["2020-11-18T00:00:00Z":{"CpuUsage":"0.30"}]', { '00:00': { CpuUsage: 0.3 } }],
  // 2017: a list, values are numbers and flags.
  [
    '[{"2014-11-27T12:00:00Z":{"IsFlowControl":false,"IsConnectControl":true,"ItemCount":1,"QuotaMemCache":1073741824}},{"2014-11-27T12:01:00Z":{"ItemCount":2}}]',
    {
      '12:00': { IsFlowControl: 0, IsConnectControl: 1, ItemCount: 1, QuotaMemCache: 1073741824 },
      '12:01': { ItemCount: 2 },
    },
  ],
  // The same as a list that is no text, and with flags as texts.
  [[{ '2014-11-27T12:00:00Z': { UsedMemCache: 14, Flag: 'true' } }], { '12:00': { UsedMemCache: 14, Flag: 1 } }],
  // Seconds do not make a minute of their own; what is no number is left out, not zero.
  ['{"2020-11-18T00:00:30Z":{"CpuUsage":"0.30","Note":"n/a","Empty":""}}', { '00:00': { CpuUsage: 0.3 } }],
  ['"{\\"2020-11-18T00:00:00Z\\":{\\"CpuUsage\\":1}}"', { '00:00': { CpuUsage: 1 } }],
  ['{}', {}],
  ['', {}],
  [null, {}],
])('%j', (told, expected) => expect(read(told)).toEqual(expected))

test.each(['nothing', '[1,2]', '7'])('%s is no history', (told) => expect(parseHistory(told)).toBeUndefined())
