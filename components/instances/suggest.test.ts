import { expect, test } from 'vitest'
import { correctionsOf, suggestionsFor } from './suggest'

const facets = {
  env: [
    { value: 'prod', count: 50 },
    { value: 'staging', count: 5 },
  ],
  team: [{ value: 'Trade', count: 9 }],
}

test('a value that no instance has is corrected to the nearest that one has; what is far off is left alone', () => {
  expect(correctionsOf('cache env:prdo memory:>1GB', facets)).toEqual([
    { field: 'env', typed: 'prdo', meant: 'prod', q: 'cache env:prod memory:>1GB' },
  ])
  expect(correctionsOf('team:Trde,Trade', facets)).toMatchObject([{ typed: 'Trde', meant: 'Trade' }])
  for (const q of ['env:PROD', 'env:nothinglikeit', '-env:prdo', 'env:""', 'env:pr*']) {
    expect(correctionsOf(q, facets)).toEqual([])
  }
})

test('while a value is typed with a slip, the nearest is offered', () => {
  expect(suggestionsFor('env:prdo', facets, String).map(({ input }) => input)).toEqual(['env:prod'])
})

test('a length of time is offered as it can be asked for, whatever word names the field', () => {
  const inputs = (text: string) => suggestionsFor(text, facets, String).map(({ input }) => input)
  expect(inputs('ends:9')).toEqual(['expires:<9d'])
  expect(inputs('ends:7d')).toEqual(['expires:<7d'])
  expect(inputs('age:10m')).toEqual(['age:>10m'])
  expect(inputs('ends')).toEqual(['expires:'])
})
