import type { Page } from '@playwright/test'
import { RESTLESS } from '@/emulator/world/demo'

/** What `/api/instances` tells of an instance, as far as these tests use it. */
export interface Listed {
  ref: string
  name: string
  status: string
  class: string | null
  memoryMb: number | null
  chargeType: string
  architecture: string
  region: string
  zone: string
  engine: string
  version: string
  key: { id: string; service: string; accountId: string; region: string }
}

/** Asks the console's API as the page's person does; the page must be on the console already. */
export const ask = <T>(page: Page, path: string, method = 'GET', body?: unknown): Promise<T> =>
  page.evaluate(
    async ({ path, method, body }) => {
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(path, { method, headers, body: body === undefined ? null : JSON.stringify(body) })
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
      return response.json()
    },
    { path, method, body },
  )

/**
 * Running instances that a query finds, in the list's order, without those that are something else a minute later by
 * themselves. A page that is nowhere yet goes to the list first.
 */
export async function runningOf(page: Page, query = ''): Promise<Listed[]> {
  if (page.url() === 'about:blank') await page.goto('/instances')
  const q = encodeURIComponent(`status:running ${query}`)
  const { items } = await ask<{ items: Listed[] }>(page, `/api/instances?q=${q}&limit=200`)
  return items.filter(({ name }) => !RESTLESS.has(name))
}

/** Those of `runningOf` that fit, by name. */
export async function running(page: Page, fits: (one: Listed) => boolean): Promise<Listed[]> {
  return (await runningOf(page)).filter(fits).sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** A running instance of a service by its place from the end of their names: those in front are other tests'. */
export async function someInstance(page: Page, service: string, fromEnd = 1): Promise<Listed> {
  const found = (await running(page, ({ key }) => key.service === service)).at(-fromEnd)
  if (!found) throw new Error(`the demo has no such running instance of ${service}`)
  return found
}

/** Replaces the approval policies, as an admin. */
export async function setPolicies(page: Page, policies: unknown[]): Promise<void> {
  const { version } = await ask<{ version: number }>(page, '/api/approval-policies')
  await ask(page, '/api/approval-policies', 'PUT', { version, policies })
}
