import { expect, test, vi } from 'vitest'

test('copies of the module never give one name to two statements: their connections are the same', async () => {
  const pages = await import('./run')
  vi.resetModules()
  const routes = await import('./run')
  expect(routes.nameOf).not.toBe(pages.nameOf)
  expect(pages.nameOf('select 1')).not.toBe(routes.nameOf('select 2'))
  expect(pages.nameOf('select 2')).toBe(routes.nameOf('select 2'))
})
