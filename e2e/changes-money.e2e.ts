import type { Page } from '@playwright/test'
import { ask, type Listed, runningOf } from './ask'
import { expect, expectAccessible, test } from './fixtures'

/** A running instance of a service, billed so, whose size is told. */
async function some(page: Page, service: string, chargeType: string): Promise<Listed & { memoryMb: number }> {
  const found = (await runningOf(page, `service:${service}`)).find((item) => item.chargeType === chargeType)
  if (!found?.memoryMb) throw new Error(`the demo has no running ${chargeType} instance of ${service}`)
  return { ...found, memoryMb: found.memoryMb }
}

/** Of the page and of the pane that scrolls in it. */
const widest = (page: Page) =>
  page.evaluate(() =>
    Math.max(...[document.documentElement, ...document.querySelectorAll('.page-scroll')].map((one) => one.scrollWidth)),
  )

const HEAD = 'service,class,memory_mb,region,charge_type,unit,amount,currency,per_shard'
const csv = (...rows: string[]) => ({
  name: 'rates.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from([HEAD, ...rows].join('\n')),
})

test('a file with wrong rows is told row by row, imported without them, and a plan then shows the estimate as one', async ({
  page,
}) => {
  await page.goto('/settings/rates')
  const { lines, note } = await ask<{ lines: unknown[]; note: string }>(page, '/api/rate-card')
  const instance = await some(page, 'kingsoft-memcached', 'pay-as-you-go')
  const nextGb = [1, 2, 4, 8, 16, 32, 64].find((gb) => gb * 1024 > instance.memoryMb) ?? 64
  const line = (mb: number, amount: string) => `kingsoft-memcached,,${mb},,pay-as-you-go,hour,${amount},CNY,no`
  await page.getByRole('button', { name: 'Import a CSV file' }).click()
  const dialog = page.getByRole('dialog')
  await dialog
    .getByLabel('CSV file')
    .setInputFiles(
      csv(
        line(instance.memoryMb, '0.25'),
        line(nextGb * 1024, '0.5'),
        line(1024 * 1024, '"1,280"'),
        'aws,,1,,subscription,hour,1,CNY,',
      ),
    )
  await dialog.getByRole('button', { name: 'Check the file' }).click()
  const wrong = dialog.getByRole('region', { name: 'Wrong rows' })
  await expect(wrong.getByRole('row', { name: /^4 amount 1,280/ })).toContainText('without separators')
  await expect(wrong.getByRole('row', { name: /^5 service aws/ })).toContainText('jdcloud-redis')
  await expect(wrong.getByRole('row', { name: /^5 unit hour/ })).toContainText('priced by the month')
  await expectAccessible(page)
  const doIt = dialog.getByRole('button', { name: 'Import 2 lines' })
  await expect(doIt).toHaveAttribute('aria-disabled', 'true')
  await dialog.getByLabel('Leave out the 2 wrong rows').check()
  await doIt.click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('row', { name: /0\.25 an hour/ })).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Version' })).toContainText('counts today')
  try {
    await expectAccessible(page)
    await page.goto(`/instances/${encodeURIComponent(instance.ref)}?tab=billing`)
    await expect(page.getByText('≈ ¥0.25 an hour')).toBeVisible()
    await expect(page.getByText('Estimate', { exact: true })).toBeVisible()
    const { id, plan } = await ask<{ id: string; plan: { money: unknown } }>(page, '/api/changes', 'POST', {
      ref: instance.ref,
      action: 'spec',
      params: { gb: nextGb },
    })
    expect(plan.money).toMatchObject({ after: { amount: '0.5', source: { kind: 'estimate' } } })
    await page.goto(`/changes/${id}`)
    await expect(page.getByText(/rate card/i).first()).toBeVisible()
    await expect(page.getByText(/≈ ?¥0\.50|≈ ?¥365\.00/).first()).toBeVisible()
    await expectAccessible(page)
  } finally {
    // Other tests look at what the demo's own card says, and what it does not.
    const { version } = await ask<{ version: number }>(page, '/api/rate-card')
    const validFrom = new Date().toISOString().slice(0, 10)
    await ask(page, '/api/rate-card', 'PUT', { version, validFrom, note, lines })
  }
})

test('a line is added by hand, saved as a version, and the one before is still there to be looked at', async ({
  page,
}) => {
  await page.goto('/settings/rates')
  const { version } = await ask<{ version: number }>(page, '/api/rate-card')
  await page.getByRole('button', { name: 'Add a line' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Class' }).fill('redis.of.this.test')
  await dialog.getByRole('textbox', { name: 'Amount' }).fill('1,5')
  await dialog.getByRole('button', { name: 'Take it over' }).click()
  await expect(dialog.getByText('without separators')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Amount' }).fill('1.50')
  await dialog.getByRole('button', { name: 'Take it over' }).click()
  await expect(page.getByRole('row', { name: /redis\.of\.this\.test/ })).toContainText('not saved')
  await page.getByRole('button', { name: 'Save as a new version' }).click()
  await dialog.getByRole('button', { name: `Save version ${version + 1}` }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('row', { name: /redis\.of\.this\.test/ })).toContainText('¥1.50 an hour')
  await expect(page.getByRole('combobox', { name: 'Version' })).toHaveValue(String(version + 1))
  await page.goto(`/settings/rates?version=${version + 1}`)
  await page.getByRole('button', { name: 'Remove redis.of.this.test' }).click()
  await page.getByRole('button', { name: 'Save as a new version' }).click()
  await dialog.getByRole('button', { name: `Save version ${version + 2}` }).click()
  await expect(dialog).toBeHidden()
  await page.goto(`/settings/rates?version=${version + 1}`)
  await expect(page.getByRole('row', { name: /redis\.of\.this\.test/ })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Add a line' })).toHaveAttribute('aria-disabled', 'true')
})

test('a subscription shows its renewal with price and end, and planning it shows them again', async ({ page }) => {
  await page.goto('/instances')
  const instance = await some(page, 'alibaba-kvstore', 'subscription')
  await page.goto(`/instances/${encodeURIComponent(instance.ref)}`)
  await page.getByRole('link', { name: 'Billing', exact: true }).click()
  const twelve = page.getByRole('row', { name: /^12 / })
  const price = await twelve.getByRole('cell').first().textContent()
  expect(price).toMatch(/^¥[\d,]+\.\d\d/)
  await expect(page.getByText('Promotions that apply')).toBeVisible()
  await expect(page.getByText('waits among the orders')).toBeVisible()
  await expectAccessible(page)
  await twelve.getByRole('link', { name: 'Plan 12 months…' }).click()
  await page.getByRole('button', { name: 'Plan', exact: true }).click()
  await expect(page).toHaveURL(/\/changes\/[a-z2-7]{16}$/)
  await expect(page.getByText(price ?? '').first()).toBeVisible()
  await page.getByText('Where the price is from').click()
  await expect(page.getByText('DescribePrice').first()).toBeVisible()
  await expect(page.getByText('1-year purchase, 15% off')).toBeVisible()
  await expect(page.getByText(/demo-coupon-100/)).toBeVisible()
  await page.getByRole('button', { name: 'Withdraw' }).click()
})

test.describe('narrow and in Chinese', () => {
  test.use({ language: 'zh', viewport: { width: 390, height: 844 } })
  test('billing and rate card stay within the window', async ({ page }) => {
    await page.goto('/instances')
    const instance = await some(page, 'alibaba-kvstore', 'subscription')
    await page.goto(`/instances/${encodeURIComponent(instance.ref)}?tab=billing`)
    await expect(page.getByRole('heading', { name: '续费' })).toBeVisible()
    await expectAccessible(page)
    expect(await widest(page)).toBeLessThanOrEqual(390)
    await page.goto('/settings/rates')
    await expect(page.getByRole('button', { name: '导入 CSV 文件' })).toBeVisible()
    await expectAccessible(page)
    expect(await widest(page)).toBeLessThanOrEqual(390)
  })
})
