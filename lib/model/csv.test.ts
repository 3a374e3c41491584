import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvField, csvRow } from './csv'

/** A reader by RFC 4180 of our own, so that the writer is not checked with itself. */
function readRow(line: string): string[] {
  const fields: string[] = []
  let at = 0
  while (at <= line.length) {
    let text = ''
    if (line[at] === '"') {
      for (at += 1; line[at] !== '"' || line[at + 1] === '"'; at += line[at] === '"' ? 2 : 1) text += line[at]
      at += 1
    } else {
      while (at < line.length && line[at] !== ',' && line[at] !== '\r') text += line[at++]
    }
    fields.push(text)
    if (line[at] !== ',') break
    at += 1
  }
  return fields
}

const PAYLOADS = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  ' =1',
  '＝1',
  '＋1',
  '－1',
  '＠x',
  '\u200b=1',
  '\n',
  '|x',
].flatMap((payload) => [payload, `${payload}"`, `"${payload}`, `${payload},x`, `${payload}\r\n=2`, `  ${payload}`])

test.each(PAYLOADS)('no formula runs: %j', (payload) => {
  const [read] = readRow(csvRow([payload]))
  expect(read).toMatch(/^(?:'|"|\||\s*$|\s*[^=+\-@＝＋－＠\s])/)
  expect(read?.replace(/^'/, '')).toBe(payload)
})

test('numbers stay numbers, also negative ones; nothing is an empty field', () => {
  expect(csvRow([{ amount: '-489.83' }, { amount: null }, { amount: '-1+1' }])).toBe(`-489.83,,'-1+1\r\n`)
  expect(csvRow([-5, 1.5, null, undefined, true, ''])).toBe('-5,1.5,,,true,\r\n')
})

test('whatever is written is read again', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 2, maxLength: 6 }), (texts) => {
      const read = readRow(csvRow(texts))
      expect(read.map((text, i) => (text === texts[i] ? text : text.replace(/^'/, '')))).toEqual(texts)
    }),
  )
})

test('quotes, commas and line ends are quoted', () => {
  expect(csvField('a"b')).toBe('"a""b"')
  expect(csvField('a,b')).toBe('"a,b"')
  expect(csvField('a\nb')).toBe('"a\nb"')
})
