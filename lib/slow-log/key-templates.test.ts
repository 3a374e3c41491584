import { expect, test } from 'vitest'
import { keyTemplatesOf } from './key-templates'

test('what differs among keys of one list is a star, also where it is letters only', () => {
  expect(keyTemplatesOf(['hot:amnuccny', 'hot:ik93zzqy', 'hot:bbqrs', 'hot:7'])).toEqual(Array(4).fill('hot:*'))
  expect(keyTemplatesOf(['user:anna:cart', 'user:bo:cart', 'user:cy:cart', 'user:di:name'])).toEqual([
    'user:*:cart',
    'user:*:cart',
    'user:*:cart',
    'user:di:name',
  ])
})

test('words that only a few share stay, and so does what a key begins with', () => {
  const few = ['config:limits', 'config:flags', 'cart:1', 'session:1', 'stock:1', '']
  expect(keyTemplatesOf(few)).toEqual(['config:limits', 'config:flags', 'cart:*', 'session:*', 'stock:*', '""'])
  expect(keyTemplatesOf([])).toEqual([])
})
