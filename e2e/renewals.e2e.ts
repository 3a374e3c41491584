import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './fixtures'

const everybodyTold = { timeout: 90_000 }
const shot = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` })
}

test('renewals: from what ends soon on the overview to a planned batch of renewals, by month, as a file, and what would be cheaper as a subscription', async ({
  page,
}) => {
  test.slow()
  await page.goto('/')
  await expect(page.getByText(/Renewing them costs .*[¥]/)).toBeVisible(everybodyTold)
  await page.getByRole('link', { name: 'what each of them costs' }).click()
  await expect(page.getByRole('heading', { name: 'Renewals', level: 1 })).toBeVisible()
  await expect(page).toHaveURL(/expires:.*30d/)
  await page.goto('/costs/renewals?q=provider:alibaba+status:running')
  const grid = page.getByRole('grid', { name: 'Subscriptions by their end' })
  // Prices come in the background; what was not asked yet has none. The list asks again by itself once a minute.
  const bar = page.getByRole('region', { name: 'Selected instances' })
  const months = page.getByRole('group', { name: 'Month in which it falls due' })
  await expect(async () => {
    await page.reload()
    await expect(grid.getByRole('row').nth(1)).toBeVisible()
    await expect(months.getByText(/without a price/)).toHaveCount(0, { timeout: 2_000 })
  }).toPass(everybodyTold)
  await expect(grid.getByText(/^¥[\d,]+\.\d\d$/).first()).toBeVisible()
  await expect(grid.getByText('Released by its cloud').first()).toBeVisible()
  // What its cloud renews by itself is paid a week before its end.
  await expect(grid.getByText(/^Renews \d+ \w+ \d{4}$/).first()).toBeVisible()
  await expect(grid.getByText('Off', { exact: true }).first()).toBeVisible()
  await shot(page, 'renewals')
  await expectAccessible(page)

  const month = months.getByRole('button').last()
  const count = Number(/\d{4} (\d+)/.exec(await month.innerText())?.[1])
  await month.click()
  await expect(month).toHaveAttribute('aria-pressed', 'true')
  await expect(page).toHaveURL(/month=\d{4}-\d\d/)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download as CSV' }).click()
  expect((await download).suggestedFilename()).toMatch(/^renewals-.*\.csv$/)

  // Until the rows of the month are there, those of before stand in their place and cannot be chosen.
  await expect(grid).toHaveAttribute('aria-rowcount', String(count + 1))
  await expect(async () => {
    await grid.focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('Space')
    await expect(bar).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await expect(bar.getByRole('button', { name: 'Switch auto-renewal…' })).toBeVisible()
  await expect(bar.getByText(/^¥[\d,.]+ to renew/)).toBeVisible()
  await bar.getByRole('button', { name: 'Renew 1…' }).click()
  // The action is chosen already; what is left is for how long.
  await expect(page.getByRole('combobox', { name: /^What shall be done/ })).toHaveValue('renew')
  await page.getByRole('combobox', { name: /^Months/ }).selectOption('1')
  await page.getByRole('button', { name: 'Plan 1 instance' }).click()
  await expect(page).toHaveURL(/\/changes\/batch\/[a-z2-7]{16}$/)

  // Of some that are chosen only Alibaba Cloud can renew its own: the bar says so before anybody goes on.
  await page.goto('/costs/renewals')
  await expect(grid.getByRole('row').nth(1)).toBeVisible()
  await grid.focus()
  await page.keyboard.press('Control+a')
  await expect(bar.getByRole('button', { name: /^Renew \d+ of \d+…$/ })).toBeVisible()
  await expect(bar.getByText(/to renew, each for as long as its row says · .* that can be renewed now/)).toBeVisible()
  await shot(page, 'renewals-chosen')

  await page.goto('/costs/renewals?q=provider:alibaba+status:running')
  await page.getByRole('group', { name: 'What is shown' }).getByRole('button', { name: 'Pay as you go' }).click()
  await expect(page).toHaveURL(/show=hourly/)
  const hourly = page.getByRole('grid', { name: 'Billed by the hour' })
  await expect(hourly.getByText(/for 12 months: (after \d+|from the first)/).first()).toBeVisible(everybodyTold)
  await shot(page, 'hourly')
  await expectAccessible(page)
  await hourly.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await bar.getByRole('button', { name: 'To subscription: 1…' }).click()
  await expect(page.getByRole('combobox', { name: /^What shall be done/ })).toHaveValue('to-subscription')
})

test.describe('in Chinese, in the dark, on a narrow screen', () => {
  test.use({ role: 'viewer', language: 'zh', colorScheme: 'dark', viewport: { width: 390, height: 844 } })
  test('the calendar is whole', async ({ page }) => {
    await page.goto('/costs/renewals')
    await expect(page.getByRole('heading', { name: '续费', level: 1 })).toBeVisible()
    await expect(
      page.getByRole('region', { name: '包年包月实例（按到期时间）' }).getByRole('link').first(),
    ).toBeVisible()
    await shot(page, 'renewals-zh')
    await expectAccessible(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
})
