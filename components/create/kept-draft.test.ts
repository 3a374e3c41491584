import { expect, test } from 'vitest'
import { draftKey, dropDraft, keepDraft, readDraft } from './kept-draft'

function memory() {
  const all = new Map<string, string>()
  return {
    getItem: (key: string) => all.get(key) ?? null,
    setItem: (key: string, value: string) => void all.set(key, value),
    removeItem: (key: string) => void all.delete(key),
    key: (at: number) => [...all.keys()][at] ?? null,
    get length() {
      return all.size
    },
    all,
  }
}

test('a draft comes back without the password, and says that there was one', () => {
  const store = memory()
  const key = draftKey('u1', '')
  const values = { name: 'orders', password: 'Correct1horse', tags: [{ key: 'a', value: 'b' }] }
  keepDraft(store, key, values, ['password'])
  expect(readDraft(store, key)).toEqual({
    values: { name: 'orders', tags: [{ key: 'a', value: 'b' }] },
    hadSecret: true,
  })
  expect([...store.all.values()].join()).not.toContain('Correct1horse')
  expect(readDraft(store, draftKey('u2', ''))).toBeUndefined()
  dropDraft(store, key)
  expect(readDraft(store, key)).toBeUndefined()
})

test('what is not a draft is none, and other keys are left alone', () => {
  const store = memory()
  const key = draftKey('u1', '')
  for (const text of ['', 'no json', '[]', '{"values":{"name":1}}', '{"values":[]}', 'null']) {
    store.setItem(key, text)
    expect(readDraft(store, key)).toBeUndefined()
  }
  store.setItem('other', 'x')
  for (let i = 0; i < 9; i++) keepDraft(store, draftKey('u1', `like:${i}`), { name: 'a' }, [])
  expect(store.all.get('other')).toBe('x')
  expect([...store.all.keys()].filter((one) => one.startsWith('qd-create:')).length).toBeLessThanOrEqual(5)
})

test('a browser that keeps nothing is no failure', () => {
  const broken = {
    ...memory(),
    getItem: () => {
      throw new Error('denied')
    },
    setItem: () => {
      throw new Error('full')
    },
  }
  keepDraft(broken, 'k', { name: 'a' }, [])
  expect(readDraft(broken, 'k')).toBeUndefined()
  expect(readDraft(undefined, 'k')).toBeUndefined()
})
