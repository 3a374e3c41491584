import { describe, expect, test } from 'vitest'
import { parseQuery } from '@/lib/model/query'
import { boxOf, corrected, partsOf, splitDraft, textOf, typed, withoutPart } from './query-state'
import { suggestionsFor } from './suggest'

const type = (text: string, from = boxOf('')) => typed(from, text)

describe('the query box', () => {
  test('the text of the address comes back as parts and words, and as the same text', () => {
    const box = boxOf('order env:prod memory:>1GB -tag:legacy')
    expect(box.input).toBe('order')
    expect(partsOf(box.query)).toHaveLength(3)
    expect(textOf(box.query)).toBe('order env:prod memory:>1GB -tag:legacy')
  })

  test('words are searched while they are typed', () => {
    expect(textOf(type('ord').query)).toBe('ord')
    expect(type('ord').input).toBe('ord')
  })

  test('a token that is being typed filters nothing until a space or Enter ends it', () => {
    expect(textOf(type('env:pro').query)).toBe('')
    expect(type('env:prod ')).toMatchObject({ input: '' })
    expect(textOf(type('env:prod ').query)).toBe('env:prod')
    expect(textOf(typed(boxOf(''), 'env:prod', true).query)).toBe('env:prod')
  })

  test('a value with a space stays one token while its quote is open', () => {
    expect(splitDraft('cart team:"trade an')).toEqual({ done: 'cart ', draft: 'team:"trade an' })
    expect(textOf(type('cart team:"trade and pay" ').query)).toBe('cart team:"trade and pay"')
  })

  test('what is pasted is taken apart: tokens become parts, words stay in the box', () => {
    const box = type('cart env:prod,staging -team:ops live ')
    expect(box.input).toBe('cart live')
    expect(textOf(box.query)).toBe('cart live env:prod,staging -team:ops')
  })

  test('the same token typed twice is there once', () => {
    expect(textOf(typed(boxOf('env:prod'), 'env:prod ', true).query)).toBe('env:prod')
  })

  test('tokens stay when the words are deleted', () => {
    expect(textOf(typed(boxOf('order env:prod'), '').query)).toBe('env:prod')
  })

  test('a wrong field is kept as it was typed, with the field that was probably meant', () => {
    const box = typed(boxOf('env:prod'), 'statsu:error ', true)
    const [, wrong] = partsOf(box.query)
    expect(wrong).toMatchObject({ kind: 'error', error: { token: 'statsu:error', suggestion: 'status:error' } })
    const [error] = box.query.errors
    if (!error) throw new Error('no error')
    expect(textOf(corrected(box.query, error))).toBe('env:prod status:error')
  })

  test('Backspace takes the last part, a wrong one first', () => {
    const { query } = typed(boxOf('env:prod team:ops'), 'nofield:x ', true)
    const once = withoutPart(query, partsOf(query).length - 1)
    expect(textOf(once)).toBe('env:prod team:ops')
    expect(textOf(withoutPart(once, 1))).toBe('env:prod')
    expect(textOf(withoutPart(once, 0))).toBe('team:ops')
  })

  test('full-width punctuation of a Chinese keyboard is understood', () => {
    expect(textOf(typed(boxOf(''), 'env：prod，staging', true).query)).toBe('env:prod,staging')
  })
})

describe('suggestions', () => {
  const facets = {
    env: [
      { value: 'prod', count: 20 },
      { value: 'staging', count: 8 },
      { value: 'pre prod', count: 2 },
    ],
    region: [{ value: 'cn-hangzhou', count: 12 }],
  }
  const titles = (field: string) => (field === 'env' ? '环境' : field)
  const of = (input: string) => suggestionsFor(input, facets, titles)

  test('values of a field with their counts, those that begin so first', () => {
    expect(of('cart env:p')).toEqual([
      { field: 'env', value: 'prod', count: 20, input: 'cart env:prod', finished: true },
      { field: 'env', value: 'pre prod', count: 2, input: 'cart env:"pre prod"', finished: true },
    ])
  })

  test('after a comma only what is not chosen yet', () => {
    expect(of('env:prod,').map(({ input }) => input)).toEqual(['env:prod,staging', 'env:prod,"pre prod"'])
  })

  test('a field by its beginning, in its own words and in those of the language', () => {
    expect(of('en')).toContainEqual({ field: 'env', input: 'env:', finished: false })
    expect(of('环')).toEqual([{ field: 'env', input: 'env:', finished: false }])
  })

  test('a plain word finds the values that hold it', () => {
    expect(of('hangz')).toContainEqual({
      field: 'region',
      value: 'cn-hangzhou',
      count: 12,
      input: 'region:cn-hangzhou',
      finished: true,
    })
  })

  test('a mistyped field is offered as it was meant, negation kept', () => {
    expect(of('-regoin:cn')).toEqual([{ field: 'region', input: '-region:cn', finished: false }])
  })

  test('every finished suggestion is a query without errors', () => {
    for (const text of ['', 'env:', 'memory:', 'status:', 'expires:', 'used:', 'age:', 'created:', 'hang'])
      for (const { input, finished } of of(text)) if (finished) expect(parseQuery(input).errors).toEqual([])
  })
})
