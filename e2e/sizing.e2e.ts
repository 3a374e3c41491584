import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './fixtures'

/** Thirty days of some instances are read after the demo began. */
const everythingRead = { timeout: 240_000 }
const shot = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` })
}
const row = (page: Page, name: string) => page.getByRole('listitem', { name, exact: true })

test('right-sizing: from a finding with its evidence to the wizard filled in, ignored until a day and taken back; thresholds', async ({
  page,
}) => {
  test.setTimeout(400_000)
  await page.goto('/costs')
  await page.getByRole('link', { name: 'Right-sizing' }).click()
  await expect(page.getByRole('heading', { name: 'Right-sizing', level: 1 })).toBeVisible()
  // The page asks again by itself while metrics are being read.
  const large = row(page, 'pay-dedupe')
  await expect(large).toBeVisible(everythingRead)
  await expect(large.getByText('Oversized')).toBeVisible()
  await expect(large.getByText(/Memory: .* at its highest, .* of 4/)).toBeVisible()
  await expect(large.getByText(/^−¥.* a month$/)).toBeVisible()
  const idle = row(page, 'cart-session-test')
  await expect(idle.getByText('Nobody uses it')).toBeVisible(everythingRead)

  await large.getByRole('button', { name: 'Evidence of pay-dedupe' }).click()
  const chart = large.getByRole('group', { name: 'Memory, the highest value of each 6 hours' })
  await expect(chart).toBeVisible()
  await chart.focus()
  await page.keyboard.press('Home')
  await expect(large.getByText(/With 20.% headroom it has to have:/)).toBeVisible()
  // What the cloud has of thirty days, in whole hours: an hour at most is missing.
  await expect(large.getByText(/: (29\.9|30\.0) days, .* of their minutes\. Looked at \d/)).toBeVisible()
  await shot(page, 'sizing')
  await expectAccessible(page)

  await idle.getByRole('button', { name: 'Ignore the finding of cart-session-test' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /^Why/ }).fill('kept for the sale of December')
  await shot(page, 'sizing-ignore')
  await dialog.getByRole('button', { name: 'Ignore it' }).click()
  await expect(dialog).toBeHidden()
  await expect(idle).toBeHidden()
  const shows = page.getByRole('group', { name: 'What is shown' })
  await shows.getByRole('button', { name: /^Ignored/ }).click()
  await expect(page).toHaveURL(/show=ignored/)
  await expect(idle.getByText(/kept for the sale of December/)).toBeVisible()
  await idle.getByRole('button', { name: 'Take back that cart-session-test is ignored' }).click()
  await expect(idle).toBeHidden()
  await shows.getByRole('button', { name: /^No recommendation/ }).click()
  await expect(page.getByText(/no operation that tells metrics over time/).first()).toBeVisible()
  await shot(page, 'sizing-unknown')
  const file = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download as CSV' }).click()
  expect((await file).suggestedFilename()).toMatch(/^right-sizing-.*\.csv$/)
  await page.getByRole('button', { name: /^Turn collection on for the \d+ listed/ }).click()
  await expect(page.getByRole('dialog', { name: /^Collect metrics of \d+ instances$/ })).toBeVisible()
  await shot(page, 'sizing-collect')
  await page.keyboard.press('Escape')
  await shows.getByRole('button', { name: /^Findings/ }).click()
  await expect(idle).toBeVisible()

  await page.getByRole('link', { name: 'Thresholds' }).click()
  const days = page.getByRole('textbox', { name: 'At least so many days with data' })
  await days.fill('99')
  await expect(page.getByText('From 1 to 30.')).toBeVisible()
  await days.fill('13')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Thresholds saved')).toBeVisible()
  await shot(page, 'sizing-thresholds')
  await expectAccessible(page)

  await page.goto('/costs/sizing?q=name:pay-dedupe')
  await large.getByRole('link', { name: 'Change the size of pay-dedupe' }).click()
  await expect(page).toHaveURL(/\/change\/spec\?class=redis\.master\.mid\./)
  await expect(page.getByRole('radio', { checked: true })).toBeVisible()
  // The same headroom there as here, and the plan says what it is made for.
  await expect(page.getByText('20 % of the memory stays free, as right-sizing has it', { exact: false })).toBeVisible()
  await page.getByRole('button', { name: 'Next' }).click()
  await expect(page.getByRole('textbox', { name: /^Why/ })).toHaveValue(/^Right-sizing: .* Memory: .* at its highest/)
  await shot(page, 'sizing-wizard')
})

test.describe('in Chinese, in the dark, on a narrow screen', () => {
  test.use({ role: 'viewer', language: 'zh', colorScheme: 'dark', viewport: { width: 390, height: 844 } })
  test('a viewer sees all of it and changes nothing', async ({ page }) => {
    test.slow()
    await page.goto('/costs/sizing')
    await expect(page.getByRole('heading', { name: '规格建议', level: 1 })).toBeVisible()
    const large = row(page, 'pay-dedupe')
    await expect(large.getByText('规格偏大')).toBeVisible(everythingRead)
    await expect(large.getByRole('button', { name: '忽略 pay-dedupe 的建议' })).toHaveAttribute('aria-disabled', 'true')
    await large.getByRole('button', { name: 'pay-dedupe 的依据' }).click()
    await expect(large.getByRole('group', { name: '内存，每 6 小时的最高值' })).toBeVisible()
    await shot(page, 'sizing-zh')
    await expectAccessible(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
})
