import type { Page } from '@playwright/test'
import { runningOf } from './ask'
import { expect, test } from './fixtures'

test.use({ role: 'operator', viewport: { width: 390, height: 844 } })

/** Right and lower end of what is found, in pixels. */
const ends = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((all) => all.map((one) => one.getBoundingClientRect().right))

for (const language of ['en', 'zh'] as const) {
  test.describe(`in ${language}`, () => {
    test.use({ language })

    test('the line below has all clouds and the tray within the window', async ({ page }) => {
      await page.goto('/overview')
      await expect(page.locator('.statusline a.st')).toHaveCount(3)
      for (const end of await ends(page, '.statusline > *')) expect(end).toBeLessThanOrEqual(390)
    })

    test('a time that is past is refused at its field while it is chosen, and stays as it was typed', async ({
      page,
    }) => {
      await page.goto('/maintenance')
      const link = page.locator('a[href*="/change/maintenance-event"]').first()
      const href = await link.getAttribute('href')
      await page.goto(href ?? '')
      const field = page.locator('input[type="datetime-local"]')
      await field.fill('2026-01-02T03:04')
      await expect(field).toHaveAttribute('aria-invalid', 'true')
      await expect(
        page.getByText(
          language === 'zh' ? '该时间已过，请选择将来的时间。' : 'This time is past. Choose one that is ahead.',
        ),
      ).toBeVisible()
      await expect(field).toHaveValue('2026-01-02T03:04')
      const plans: string[] = []
      page.on('request', (request) => {
        if (request.method() === 'POST' && new URL(request.url()).pathname === '/api/changes') plans.push(request.url())
      })
      await page.locator('form button[type="submit"]').click()
      await expect(field).toBeFocused()
      expect(plans).toEqual([])
    })
  })
}

test('a price ends where the page does, not beyond its edge', async ({ page }) => {
  await page.goto('/costs/prices')
  const head = page.getByRole('columnheader', { name: 'Payable' })
  await expect(head).toBeVisible()
  const [right, gut] = await Promise.all([
    head.evaluate((cell) => getComputedStyle(cell).paddingRight),
    page.locator('.page-head').evaluate((at) => getComputedStyle(at).paddingRight),
  ])
  expect(right).toBe(gut)
})

test('what is told covers no button: the page gives way to it', async ({ page }) => {
  await page.goto('/instances')
  const { ref } = (await runningOf(page))[0] ?? { ref: '' }
  await page.goto(`/instances/${encodeURIComponent(ref)}`)
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'))
  })
  await page.getByRole('button', { name: /instance id/i }).click()
  const toast = page.locator('.toast')
  await expect(toast).toBeVisible()
  const top = (await page.locator('.toasts').boundingBox())?.y ?? 0
  const app = await page.locator('.app').boundingBox()
  expect((app?.y ?? 0) + (app?.height ?? 0)).toBeLessThanOrEqual(top + 1)
  await expect(page.locator('.statusline')).toBeInViewport({ ratio: 1 })
  for (const end of await ends(page, '.page-actions .btn')) expect(end).toBeLessThanOrEqual(390)
})

test('the chosen months say their price where one was told, and else that the plan will tell it', async ({ page }) => {
  await page.goto('/instances')
  const found = (await runningOf(page)).find(
    ({ key, chargeType }) => key.service === 'alibaba-kvstore' && chargeType === 'subscription',
  )
  await page.goto(`/instances/${encodeURIComponent(found?.ref ?? '')}/change/renew`)
  const months = page.getByRole('combobox').first()
  const said = page.locator('[data-term]')
  await months.selectOption('1')
  await expect(said).toHaveText(/^1 month: ¥[\d,.]+, by what was last told\. The plan asks again\.$/)
  await months.selectOption('6')
  await expect(said).toContainText('No price of 6 months is known yet: the plan asks for it')
})
