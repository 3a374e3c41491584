import { readFile } from 'node:fs/promises'
import { expect, expectAccessible, test } from './fixtures'

/** The demo collects some instances as soon as it knows them. */
const COLLECTED = { timeout: 90_000 }

test.describe('slow commands of the fleet', () => {
  test.use({ role: 'operator' })

  test('the incident first, what is new, whose it is, muted, as a file, and the way to its instance', async ({
    page,
  }) => {
    await page.goto('/')
    await page.keyboard.press('g')
    await page.keyboard.press('l')
    await expect(page).toHaveURL(/\/slow$/)
    const incident = page.locator('tr[data-fleet="HGETALL"]').filter({ hasText: 'orders-cache' }).first()
    await expect(async () => {
      await page.reload()
      await expect(incident).toContainText('new since yesterday', { timeout: 3_000 })
    }).toPass(COLLECTED)
    await expect(page.locator('[data-sentence]')).toContainText('HGETALL cart:*:items on orders-cache took most')
    await expect(incident).toContainText('172.16.90.')
    await expect(page.locator('[data-without="kingsoft-redis"]')).toContainText('there is no slow log to read')
    await expectAccessible(page)

    await incident.getByRole('button').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Owner').fill('Trade')
    await dialog.getByLabel('Note').fill('fixed in the next release')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Save the remark' }).click()
    await expect(incident.getByRole('button')).toContainText('Trade')
    const cells = page.locator('tr[data-fleet="OBJECT FREQ"]').filter({ hasText: 'orders-cache' })
    const muted = page.locator('tr[data-fleet="SMEMBERS"]').filter({ hasText: 'promo:*:skus' })
    await muted.getByRole('button').click()
    await dialog.getByLabel('Show it here').selectOption('day')
    await dialog.getByRole('button', { name: 'Save the remark' }).click()
    await expect(muted).toHaveCount(0)
    await page.getByLabel(/^Show muted, 1/).check()
    await expect(muted).toContainText('muted')
    await muted.getByRole('button').click()
    await dialog.getByLabel('Show it here').selectOption('shown')
    await dialog.getByRole('button', { name: 'Save the remark' }).click()
    await expect(muted).not.toContainText('muted')

    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV', exact: true }).click(),
    ])
    const [head, first] = (await readFile((await saved.path()) ?? '', 'utf8')).split('\r\n')
    expect(head).toContain('new in 24 hours')
    expect(first).toContain('Trade')

    // Sorted and sifted, by the address.
    await expect(page.getByRole('columnheader', { name: 'Slow time' })).toHaveAttribute('aria-sort', 'descending')
    await page.getByRole('columnheader', { name: 'Count' }).getByRole('button').click()
    await expect(page).toHaveURL(/sort=count/)
    await expect(page.getByRole('columnheader', { name: 'Count' })).toHaveAttribute('aria-sort', 'descending')
    const counts = await page.locator('tr[data-fleet] td:nth-child(5)').allTextContents()
    const numbers = counts.map((text) => Number(text.replace(/\D/g, '')))
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a))
    await page.getByRole('button', { name: 'Only new', exact: true }).click()
    await expect(page).toHaveURL(/only=new/)
    const untold = page.locator('tr[data-fleet]').filter({ hasNotText: 'new since yesterday' })
    await expect(untold).toHaveCount(0)
    await page.reload()
    await expect(incident).toBeVisible()
    await expect(untold).toHaveCount(0)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'All', exact: true }).click()
    await page.getByRole('columnheader', { name: 'Slow time' }).getByRole('button').click()
    await expect(page).not.toHaveURL(/sort=|only=/)

    await page.getByRole('button', { name: 'Instances', exact: true }).click()
    await expect(page.locator('tr[data-instance]').first()).toContainText('orders-cache')
    await page.getByRole('button', { name: 'Patterns', exact: true }).click()
    await page.getByRole('combobox').first().fill('coupon-lock')
    await expect(incident).toHaveCount(0)
    await expect(cells).toHaveCount(0)
    await page.getByRole('combobox').first().fill('')
    await incident.getByRole('link').first().click()
    await expect(page).toHaveURL(/tab=slow-log&range=now-24h&pattern=.*HGETALL/)
    await expect(page.locator('[data-sources]')).toContainText('from the archive', COLLECTED)
  })
})

test.describe('who may only look', () => {
  test.use({ role: 'viewer', language: 'zh' })

  test('sees the list in Chinese on a narrow window, and assigns nothing', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto('/slow')
    const rows = page.locator('.slow-patterns-narrow li')
    await expect(async () => {
      await page.reload()
      await expect(rows.filter({ hasText: 'cart:*:items' }).first()).toContainText('新增', { timeout: 3_000 })
    }).toPass(COLLECTED)
    await expect(page.getByRole('button', { name: /指派/ })).toHaveCount(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await expectAccessible(page)
  })
})
