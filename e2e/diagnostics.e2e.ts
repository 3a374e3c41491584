import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { running, someInstance } from './ask'
import { expect, expectAccessible, test } from './fixtures'

const open = (page: Page, ref: string, more = '') =>
  page.goto(`/instances/${encodeURIComponent(ref)}?tab=diagnostics${more}`)
const ordersCache = async (page: Page) => {
  const [found] = await running(page, ({ name }) => name === 'orders-cache')
  if (!found) throw new Error('the demo has no orders-cache')
  return found
}

test.describe('an operator', () => {
  test.use({ role: 'operator' })

  test('sees nodes by zone, starts an analysis as a change, reads its report, and what the cloud did', async ({
    page,
  }) => {
    const { ref } = await ordersCache(page)
    await open(page, ref)
    await expect(page.locator('[data-topology]')).toContainText(/\d+ masters, \d+ replicas in/)
    await expect(page.getByRole('img', { name: /nodes in 2 zones/ })).toBeVisible()
    await expect(page.getByRole('row', { name: /^db-2 Master/ })).toContainText(/cn-\w+-\w/)
    await expect(page.getByText('Its cloud tells no state of single nodes')).toBeVisible()
    await expectAccessible(page)

    await page.getByRole('button', { name: 'Keys' }).click()
    await expect.poll(() => new URL(page.url()).searchParams.get('view')).toBe('keys')
    await expect(page.getByText('No analysis in the last 7 days')).toBeVisible()
    await page.getByRole('link', { name: 'Look for keys…' }).click()
    await page.getByRole('button', { name: /^Plan/ }).click()
    await expect(page.getByText('another service of the cloud takes the place')).toBeVisible()
    await page.getByRole('button', { name: 'Confirm and send' }).click()
    await expect(page.getByText('Done', { exact: true }).first()).toBeVisible({ timeout: 90_000 })

    await open(page, ref, '&view=keys')
    await expect(page.locator('[data-run]')).toHaveCount(1)
    await expect(page.locator('[data-keys="big"]')).toContainText(/\d+ big keys; the biggest is \w+:\*/)
    const first = page.getByRole('region', { name: 'Big keys' }).getByRole('row').nth(1)
    await expect(first).not.toContainText(/\w+:\d{3,}/)
    const all = page.getByRole('button', { name: /^All \d/ })
    await page.getByRole('group', { name: 'Types' }).getByRole('button', { name: /^hash/ }).click()
    await expect(all).toHaveAttribute('aria-pressed', 'false')
    await all.click()
    await page.getByRole('button', { name: 'Show keys, is recorded' }).click()
    await expect(first).toContainText(/\w+:\d{3,}/)
    await expectAccessible(page)
    // On a phone each run is a card: nothing of it is out of sight at the side.
    const wide = page.viewportSize() ?? { width: 1280, height: 720 }
    await page.setViewportSize({ width: 390, height: 844 })
    const runs = page.locator('section:has(> table [data-run])')
    expect(await runs.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0)
    await page.setViewportSize(wide)
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as CSV' }).click(),
    ])
    expect(await readFile((await saved.path()) ?? '', 'utf8')).toContain('kind,pattern,type')

    await page.getByRole('button', { name: 'Tasks and maintenance' }).click()
    await expect(page.getByRole('heading', { name: 'Announced maintenance' })).toBeVisible()
    await expect(page.getByRole('heading', { name: /^Tasks/ })).toBeVisible()
    await expectAccessible(page)
  })

  test('finds what is announced for the fleet, and moves a switchover as a change', async ({ page }) => {
    await page.goto('/')
    await page.getByRole('link', { name: 'Maintenance that clouds announce' }).click()
    await expect(page.getByRole('heading', { name: 'Announced maintenance' })).toBeVisible()
    const event = page.locator('tr[data-event]').first()
    await expect(event).toContainText(/in \d+ (hours|days)/)
    await expectAccessible(page)
    await event.getByRole('link', { name: /^Move/ }).click()
    // Its time is of the zone of the page, and which event it is cannot be spoilt.
    const at = page.getByLabel(/New time of the switchover/)
    await expect(at).toHaveValue(/^20\d\d-\d\d-\d\dT\d\d:\d\d$/)
    const given = new URL(page.url()).searchParams.get('switchAt') ?? ''
    expect(Date.parse(`${await at.inputValue()}+08:00`)).toBe(Math.floor(Date.parse(given) / 60_000) * 60_000)
    await expect(page.getByRole('textbox', { name: /Number of the event/ })).toHaveCount(0)
    await expect(page.getByText('Latest time that its cloud allows')).toBeVisible()
    await expectAccessible(page)
    const local = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16)
    await at.fill(local(Date.parse(given) + 90 * 86_400_000))
    await expect(page.getByText(/Its cloud allows no later time than .*UTC\+8/)).toBeVisible()
    await page.getByRole('button', { name: /^Plan/ }).click()
    await expect(page).toHaveURL(/maintenance-event/)
    const [, , ref = ''] = new URL(page.url()).pathname.split('/').map(decodeURIComponent)
    await at.fill(local(Date.parse(given) + 3_600_000))
    await page.getByRole('button', { name: /^Plan/ }).click()
    await page.getByRole('textbox', { name: /^Type the instance/ }).fill(ref.split('.').at(-1) ?? '')
    await page.getByRole('button', { name: 'Confirm and send' }).click()
    await expect(page.getByText('Done', { exact: true }).first()).toBeVisible({ timeout: 60_000 })
  })

  test('of Kingsoft: the eviction policy comes first, and what it has not is said', async ({ page }) => {
    const found = (await running(page, ({ key }) => key.service === 'kingsoft-redis')).at(-1)
    await open(page, found?.ref ?? '', '&view=keys')
    await expect(
      page.locator('b', { hasText: 'maxmemory-policy is volatile-lru: keys cannot be counted' }),
    ).toBeVisible()
    await expect(page.getByText(/it does not begin to drop keys without one/)).toBeVisible()
    await page.getByRole('link', { name: 'Change the parameter' }).click()
    const policy = page.getByRole('combobox', { name: 'maxmemory-policy' })
    await expect(policy).toHaveValue('volatile-lfu')
    await expect(page.getByRole('complementary', { name: 'Changes to apply' })).toContainText('volatile-lfu')
    await policy.selectOption('allkeys-lfu')
    await expect(policy).toHaveValue('allkeys-lfu')
    await open(page, found?.ref ?? '', '&view=tasks')
    await expect(page.getByText(/has no operation that tells announced maintenance/)).toBeVisible()
    await open(page, (await someInstance(page, 'kingsoft-memcached')).ref)
    await expect(page.getByRole('heading', { name: 'No nodes to show' })).toBeVisible()
  })
})

test.describe('who may only look', () => {
  test.use({ role: 'viewer', language: 'zh' })

  test('sees the same in Chinese on a narrow window, and starts nothing', async ({ page }) => {
    const { ref } = await ordersCache(page)
    await page.setViewportSize({ width: 390, height: 844 })
    await open(page, ref)
    await expect(page.locator('[data-topology]')).toContainText(/\d+ 个主节点、\d+ 个备节点/)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Key', exact: true }).click()
    await expect(page.getByRole('button', { name: '查找 key…' })).toHaveAttribute('aria-disabled', 'true')
    await page.getByRole('button', { name: '任务与运维事件' }).click()
    await expect(page.getByRole('heading', { name: '计划内运维事件' })).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await expectAccessible(page)
  })
})
