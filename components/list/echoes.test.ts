import { expect, test } from 'vitest'
import { Echoes } from './echoes'

test('what comes back late is one’s own, though more was written since', () => {
  const echoes = new Echoes('')
  echoes.wrote('q=env:prod')
  echoes.wrote('q=engine+env:prod')
  expect(echoes.isOwn('q=env:prod')).toBe(true)
  expect(echoes.last).toBe('q=engine+env:prod')
  expect(echoes.isOwn('q=engine+env:prod')).toBe(true)
})

test('going back is not, also to what was written before', () => {
  const echoes = new Echoes('')
  echoes.wrote('q=env:prod')
  echoes.wrote('q=env:test')
  // The first one never came back by itself.
  expect(echoes.isOwn('q=env:test')).toBe(true)
  expect(echoes.isOwn('q=env:prod')).toBe(false)
  expect(echoes.last).toBe('q=env:prod')
  expect(echoes.isOwn('')).toBe(false)
})

test('after a link nothing is waited for', () => {
  const echoes = new Echoes('')
  echoes.wrote('q=a')
  expect(echoes.isOwn('q=elsewhere')).toBe(false)
  expect(echoes.isOwn('q=a')).toBe(false)
})
