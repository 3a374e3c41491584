import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'

/** Reference of an instance of the demo. */
async function refOf(page: Page, name: string): Promise<string> {
  await page.goto('/instances')
  const found = await page.evaluate(async () => (await fetch('/api/instances?limit=200')).json())
  const item = found.items.find((one: { name: string }) => one.name === name)
  if (!item) throw new Error(`the demo has no ${name}`)
  return item.ref
}
const sentence = (page: Page) => page.locator('[data-sentence]')

test.use({ role: 'operator' })

test('the tab asks for its instance and for its parameters once, whatever is told of this and other instances', async ({
  page,
}) => {
  const ref = await refOf(page, 'orders-cache')
  const [service, accountId, region] = ref.split('.')
  // What happens in a fleet while a page is opened, all of it told at once.
  const events = [
    { type: 'hello', now: new Date().toISOString(), version: '0' },
    { type: 'instance', ref: `${service}.${accountId}.${region}.r-other` },
    { type: 'inventory', accountId: 'other', service, region, state: 'ok' },
    { type: 'change', id: 'c', accountId, ref, state: 'queued', action: 'rename', who: 'Mia' },
  ]
  let told = 0
  await page.route('**/api/events', async (route) => {
    if (told++ > 0) return route.abort()
    const body = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')
    await route.fulfill({ contentType: 'text/event-stream', body })
  })
  const asked: string[] = []
  const here = `/api/instances/${encodeURIComponent(ref)}`
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith(here)) asked.push(`${request.method()} ${pathname.slice(here.length)}`)
  })
  await page.goto(`/instances/${encodeURIComponent(ref)}?tab=slow-log`)
  await expect(sentence(page)).toContainText(/It began at/, { timeout: 75_000 })
  await expect(page.getByText(/^Threshold \d+\sms$/)).toBeVisible()
  await page.waitForLoadState('networkidle')
  expect(told).toBeGreaterThan(0)
  const times = (what: string) => asked.filter((one) => one === what).length
  expect({ instance: times('GET '), parameters: times('GET /parameters') }).toEqual({ instance: 1, parameters: 1 })
})

test('of a slow cloud it is told how many calls are done, and what came is shown as partial', async ({
  page,
  emulator,
}) => {
  // Nothing of it is kept here, its cloud tells three days by many calls, and no other test changes it.
  const ref = await refOf(page, 'member-points')
  await emulator.fault({ kind: 'latency', operation: 'DescribeSlowLogRecords', ms: 3_000 })
  await page.goto(`/instances/${encodeURIComponent(ref)}?tab=slow-log&range=now-3d`)
  await expect(page.getByRole('status').filter({ hasText: /[1-9]\d* of \d+ calls done/ })).toBeVisible()
  // Before all of it is there: what came, and that it is not all.
  await expect(sentence(page)).toContainText(/^So far: /, { timeout: 75_000 })
  await expect(page.locator('[data-reading]')).toContainText(/^Read back to .* so far · \d+ of \d+ calls done$/)
  await emulator.clear()
  await expect(page.locator('[data-reading]')).toHaveCount(0, { timeout: 90_000 })
  await expect(sentence(page)).not.toContainText('So far')
})

test('what is kept is there while a slow cloud is asked for the newest minutes alone', async ({ page, emulator }) => {
  const ref = await refOf(page, 'orders-cache')
  await emulator.fault({ kind: 'latency', operation: 'DescribeSlowLogRecords', ms: 8_000 })
  await page.goto(`/instances/${encodeURIComponent(ref)}?tab=slow-log`)
  await expect(page.locator('[data-reading]')).toContainText(
    /^[1-9][\d,]* records from the archive; its cloud is still asked for \d\d:\d\d to \d\d:\d\d · 0 of \d+ calls? done$/,
  )
  await expect(sentence(page)).toContainText(/^So far: HGETALL cart:\*:items/)
  await expect(page.locator('tr[data-pattern]').first()).toContainText('HGETALL cart:*:items')
  await emulator.clear()
  await expect(sentence(page)).toContainText(/^HGETALL cart:\*:items .* It began at/, { timeout: 90_000 })
  await expect(page.locator('[data-reading]')).toHaveCount(0)
})

test('what is printed has all patterns and all entries that the tab has, not what was scrolled to', async ({
  page,
}) => {
  const ref = await refOf(page, 'orders-cache')
  await page.goto(`/instances/${encodeURIComponent(ref)}?tab=slow-log&view=entries`)
  await expect(sentence(page)).toContainText(/It began at/, { timeout: 75_000 })
  const rows = page.getByRole('rowgroup', { name: 'Entries' }).getByRole('row')
  const few = await rows.count()
  expect(few).toBeLessThan(100)
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  await page.emulateMedia({ media: 'print' })
  await expect(rows).toHaveCount(500)
  await expect(page.getByText(/^The newest 500 of [\d,]+ are printed/)).toBeVisible()
  // Nothing on the way to the page cuts it off.
  expect(
    await rows.last().evaluate((row) => {
      for (let at = row.parentElement; at; at = at.parentElement)
        if (getComputedStyle(at).overflowY !== 'visible' && at.scrollHeight > at.clientHeight + 1) return at.className
      return ''
    }),
  ).toBe('')
  await expect(page.getByRole('searchbox', { name: 'Command, key or client' })).toBeHidden()
  await page.emulateMedia({ media: 'screen' })
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  await expect.poll(() => rows.count()).toBeLessThan(100)
})
