import { describe, expect, test } from 'vitest'
import { hintOf } from './hint'

const under = (label: string, note: string | undefined, error?: string) => hintOf({ label, note, error }).hint

describe('what is said under a field', () => {
  test.each([
    ['KS3 bucket', 'KS3 bucket', undefined],
    ['From (UTC+8)', 'UTC+8', undefined],
    ['Parameter group id', 'Id of the parameter group', undefined],
    ['参数组 ID', '参数组 ID', undefined],
    ['Id of the rule', 'Id of the rule, of this instance.', 'Of this instance.'],
    ['New name', 'New name: 6 to 64 letters, digits, _ or -', '6 to 64 letters, digits, _ or -'],
    ['New description', 'Description: 1 to 64 letters', '1 to 64 letters'],
    ['新名称', '新名称：6 到 64 个字符', '6 到 64 个字符'],
    ['Incremental backup', 'Incremental backup. Leaving it off turns it off.', 'Leaving it off turns it off.'],
    ['Days', 'Days with commas: Monday,Thursday.', 'Days with commas: Monday,Thursday.'],
    ['Read-only node', 'Id of the read-only node', 'Id of the read-only node'],
    ['Present password', 'The one that counts now.', 'The one that counts now.'],
    ['Port', undefined, undefined],
  ])('%s: %s', (label, note, hint) => {
    expect(under(label, note)).toBe(hint)
  })

  test('a refusal that tells the rule is not followed by the rule', () => {
    const note = 'New name: 6 to 64 letters, digits, _ or -'
    expect(under('New name', note, `Not as it has to be. ${note}`)).toBeUndefined()
    expect(under('New name', note, 'Nothing was typed.')).toBe('6 to 64 letters, digits, _ or -')
  })

  test('the least and the most are said once, wherever that is', () => {
    const port = { label: 'Port', min: 1024, max: 65535 }
    expect(hintOf({ ...port, note: '1024 to 65535', error: undefined })).toEqual({
      hint: '1024 to 65535',
      bounds: false,
    })
    expect(hintOf({ ...port, note: undefined, error: undefined }).bounds).toBe(true)
    expect(hintOf({ ...port, note: undefined, error: 'Whole numbers from 1024 to 65535.' }).bounds).toBe(false)
    expect(hintOf({ ...port, note: undefined, error: 'A whole number.' }).bounds).toBe(true)
    expect(hintOf({ label: 'Port', note: undefined, error: undefined }).bounds).toBe(false)
  })
})
