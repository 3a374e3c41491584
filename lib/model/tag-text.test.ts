import { describe, expect, test } from 'vitest'
import { partsOfText, partText, tagsOfText } from './tag-text'

describe('tags as people type them', () => {
  test.each([
    ['team=core', [{ key: 'team', value: 'core' }]],
    [
      ' team = core ,\n tier，',
      [
        { key: 'team', value: 'core' },
        { key: 'tier', value: '' },
      ],
    ],
    [
      '"note=a, b",x=1=2',
      [
        { key: 'note', value: 'a, b' },
        { key: 'x', value: '1=2' },
      ],
    ],
    ['', []],
  ])('%j', (text, tags) => {
    expect(tagsOfText(text)).toEqual(tags)
  })

  test.each(['"a', 'a"b', '"a" b', 'a,,b'])('%j is no such list', (text) => {
    expect(partsOfText(text)).toBeUndefined()
  })

  test.each(['team', 'a, b', 'a，b'])('%j is written so that it is read as one', (part) => {
    expect(partsOfText(partText(part))).toEqual([part])
  })
})
