import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { type Listed, running } from './ask'
import { expect, expectAccessible, test } from './fixtures'

/** An instance of the demo. */
async function one(page: Page, fits: (item: Listed) => boolean): Promise<Listed> {
  await page.goto('/instances')
  const [first] = await running(page, fits)
  if (!first) throw new Error('the demo has no such instance')
  return first
}
const incident = (page: Page) => one(page, ({ name }) => name === 'orders-cache')
const open = (page: Page, { ref }: Listed, more = '') =>
  page.goto(`/instances/${encodeURIComponent(ref)}?tab=slow-log${more}`)
/** When it began is told once all was read, and a cloud that was asked much in this minute is waited for. */
const WHOLE = { timeout: 75_000 }
const sentence = (page: Page) => page.locator('[data-sentence]')
const searchOf = (page: Page) => new URL(page.url()).searchParams

test.describe('slow commands of an instance in trouble', () => {
  test.use({ role: 'operator' })

  test('the sentence, the drawings, patterns, spans, commands one by one and unmasked, a file', async ({ page }) => {
    await open(page, await incident(page))
    await expect(sentence(page)).toContainText(/HGETALL cart:\*:items makes \d\d\s% of slow time, on db-2 only/)
    await expect(sentence(page)).toContainText(/It began at \d\d:\d\d/, WHOLE)
    await expect(page.getByRole('img', { name: /db-2 before the others/ })).toBeVisible()
    await expect(page.getByText(/^Threshold \d+\sms$/)).toBeVisible()
    const rows = page.locator('tr[data-pattern]')
    await expect(rows.first()).toContainText('HGETALL cart:*:items')
    await expect(rows.filter({ hasText: 'MGET sku:*:price × 400' })).toBeVisible()
    await expectAccessible(page)

    // A pattern that is pressed is looked at alone, and stands in the address.
    await rows.filter({ hasText: 'EVALSHA' }).getByRole('button').click()
    await expect.poll(() => searchOf(page).get('pattern')).toContain('EVALSHA')
    await page.getByRole('button', { name: /^Entries/ }).click()
    const cells = page.getByRole('rowgroup', { name: 'Entries' }).getByRole('row')
    await expect(cells.first()).toContainText('EVALSHA stock:*:lock stock:*')
    await page.getByRole('button', { name: /Show all patterns/ }).click()

    // A span that is dragged narrows what is listed; keys do the same; each can be taken away.
    const entries = page.getByRole('button', { name: /^Entries/ })
    const all = await entries.textContent()
    const box = await page.getByRole('slider').boundingBox()
    if (!box) throw new Error('no chart')
    await page.mouse.move(box.x + box.width * 0.8, box.y + 60)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.9, box.y + 60, { steps: 4 })
    await page.mouse.up()
    await expect(page.locator('[data-span]')).toHaveCount(1)
    await expect(entries).not.toHaveText(all ?? '')
    await page.getByRole('slider').focus()
    for (const key of ['Home', 'Enter', 'PageUp', 'Enter']) await page.keyboard.press(key)
    await expect(page.locator('[data-span]')).toHaveCount(2)
    await page
      .getByRole('button', { name: /^Take away the span/ })
      .first()
      .click()
    await expect(page.locator('[data-span]')).toHaveCount(1)
    await page.getByRole('button', { name: /^Take away the span/ }).click()
    await expect(entries).toHaveText(all ?? '')

    // Arguments are there only when somebody asked for them.
    await expect(cells.first()).not.toContainText(/:\d{3,}/)
    await page.getByRole('button', { name: 'Unmask, is recorded' }).click()
    await expect(page.getByText(/HGETALL cart:\d{5}:items/).first()).toBeVisible()
    await page.getByRole('button', { name: 'Mask again' }).click()
    await expect(page.getByText(/HGETALL cart:\d{5}:items/)).toHaveCount(0)
    await expectAccessible(page)

    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as CSV' }).click(),
    ])
    const [head, first] = (await readFile((await saved.path()) ?? '', 'utf8')).split('\r\n')
    expect(head).toContain('time,microseconds,command,keys')
    expect(first).toMatch(/^20\d\d-\d\d-\d\dT/)

    await page.getByRole('button', { name: /^Clients/ }).click()
    await expect(page.getByRole('row', { name: /172\.16\.90\.14/ })).toBeVisible()
    await page.getByRole('button', { name: 'Proxies' }).click()
    await expect(page.getByText('as the proxies saw them')).toBeVisible(WHOLE)
    await expect.poll(() => searchOf(page).get('kind')).toBe('proxy')
  })

  test('of a range that begins after it began, it is said when that was, from what is kept', async ({ page }) => {
    await open(page, await incident(page), '&range=now-15m')
    await expect(sentence(page)).toContainText(
      /^HGETALL cart:\*:items .* It began at .*\d\d:\d\d, before this range\./,
      WHOLE,
    )
  })

  test('of a quiet time it is said that nothing took so long; the threshold leads to its parameter', async ({
    page,
  }) => {
    const instance = await incident(page)
    await open(page, instance, '&range=now-6d+to+now-5d')
    await expect(page.getByRole('heading', { name: 'No slow commands' })).toBeVisible()
    await expect(page.getByText(/nothing took \d+\sms or more/)).toBeVisible()
    await page.getByRole('link', { name: 'Change', exact: true }).click()
    await expect(page.getByText('slowlog-log-slower-than').first()).toBeVisible()
  })
})

test.describe('who may only look', () => {
  test.use({ role: 'viewer', language: 'zh' })

  test('sees patterns in Chinese on a narrow window, and no way to unmask', async ({ page }) => {
    const instance = await incident(page)
    await page.setViewportSize({ width: 390, height: 844 })
    await open(page, instance)
    await expect(sentence(page)).toContainText(/HGETALL cart:\*:items 占慢耗时的 \d\d\s%，只在 db-2 上。\s?始于/, WHOLE)
    await expect(page.getByRole('button', { name: /显示参数/ })).toHaveCount(0)
    await expect(page.locator('.slow-patterns-narrow li').first()).toContainText('HGETALL')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await expectAccessible(page)
  })
})

test('what has no slow log says why', async ({ page }) => {
  await open(page, await one(page, ({ key }) => key.service === 'kingsoft-redis'))
  await expect(page.getByRole('heading', { name: 'No slow log here' })).toBeVisible()
  await open(page, await one(page, ({ engine }) => engine === 'memcached'))
  await expect(page.getByText('The server does not measure how long commands take')).toBeVisible()
})
