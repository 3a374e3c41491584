import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { type Listed, running } from './ask'
import { expect, expectAccessible, test } from './fixtures'

const panel = (page: Page, id: string) => page.locator(`[data-panel="${id}"]`)
const searchOf = (page: Page) => new URL(page.url()).searchParams
const chips = (page: Page) =>
  page.getByRole('list', { name: /^(Compared instances|参与对比的实例)$/ }).getByRole('listitem')

/** A running instance of each service. */
async function some(page: Page): Promise<Record<string, Listed>> {
  await page.goto('/instances')
  const byName = (await running(page, () => true)).reverse()
  return Object.fromEntries(byName.map((item) => [item.key.service, item]))
}

test('instances chosen in the list stand beside each other; others are typed, of other clouds too', async ({
  page,
}) => {
  const one = await some(page)
  await page.goto('/instances?q=provider:alibaba+status:running+engine:redis&sort=name')
  await page.getByRole('grid').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await page.keyboard.press('Shift+ArrowDown')
  await page.getByRole('region', { name: 'Selected instances' }).getByRole('button', { name: 'Compare' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Compare instances' })).toBeVisible()
  await expect(chips(page)).toHaveCount(2)
  const cpu = panel(page, 'cpu.cpu')
  await expect(cpu.locator('.recharts-line')).toHaveCount(2)

  // One that has no list of metrics, and one that has nothing over time: each says so.
  const add = page.getByRole('combobox', { name: 'Add an instance by name or id' })
  const jd = one['jdcloud-redis']
  const kingsoft = one['kingsoft-redis']
  if (!jd || !kingsoft) throw new Error('the demo has none of them')
  await add.fill(jd.name)
  await expect(page.getByRole('option', { name: jd.name })).toBeVisible()
  await expectAccessible(page)
  await add.press('Enter')
  await add.fill(kingsoft.name)
  await page.getByRole('option', { name: kingsoft.name }).first().click()
  await expect(chips(page)).toHaveCount(4)
  await expect(chips(page).filter({ hasText: jd.name })).toContainText('has no list of metrics')
  await expect(chips(page).filter({ hasText: kingsoft.name })).toContainText('tells nothing over time')
  await page.getByLabel('Metric of JD Cloud, by its name').fill('used_memory')
  await page.getByRole('button', { name: 'Draw' }).click()
  await panel(page, 'name:used_memory').scrollIntoViewIfNeeded()
  await expect(panel(page, 'name:used_memory').locator('.recharts-line')).toHaveCount(1)

  // One moment and one range for all.
  await cpu.scrollIntoViewIfNeeded()
  await cpu.getByRole('slider').hover()
  await expect(cpu.locator('tbody .now').first()).toHaveText(/\d/)
  await expect(panel(page, 'operations.total').locator('tbody .now').first()).toHaveText(/\d/)
  await page.getByRole('button', { name: /^Metrics/ }).click()
  await page.getByRole('searchbox').fill('network')
  await page.getByRole('checkbox', { name: 'Network: In' }).check()
  await page.getByRole('button', { name: 'Show these' }).click()
  await panel(page, 'network.in').scrollIntoViewIfNeeded()
  await expect(panel(page, 'network.in').locator('.recharts-line')).toHaveCount(2)
  await page.keyboard.press('z')
  await expect.poll(() => searchOf(page).get('range')).toMatch(/Z to /)

  await cpu.scrollIntoViewIfNeeded()
  await cpu.getByRole('button', { name: /more$/ }).click()
  const csv = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Save as CSV' }).click()
  const [head = '', ...lines] = (await readFile(await (await csv).path(), 'utf8')).split('\r\n')
  expect(head.split(',')).toHaveLength(3)
  expect(lines.length).toBeGreaterThan(100)

  // The address is all of it.
  const range = searchOf(page).get('range')
  await page.reload()
  await expect(chips(page)).toHaveCount(4)
  await expect(panel(page, 'cpu.cpu').locator('.recharts-line')).toHaveCount(2)
  await chips(page)
    .filter({ hasText: kingsoft.name })
    .getByRole('button', { name: `Remove ${kingsoft.name}` })
    .click()
  await expect(chips(page)).toHaveCount(3)
  await chips(page).first().getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Compare instances' })).toHaveCount(0)
  expect(searchOf(page).get('range')).toBe(range)
})

test('of a range that begins before anything is told, each instance says how far back it goes', async ({ page }) => {
  const one = await some(page)
  const alibaba = one['alibaba-kvstore']
  const kingsoft = one['kingsoft-redis']
  if (!alibaba || !kingsoft) throw new Error('the demo has none of them')
  const address = `/instances/compare?i=${alibaba.ref},${kingsoft.ref}`
  await page.goto(`${address}&range=now-400d+to+now-399d`)
  const told = chips(page).filter({ hasText: alibaba.name })
  await expect(told).toContainText(/\d+ days|was made 20\d\d-/)
  await expect(chips(page).filter({ hasText: kingsoft.name })).toContainText('tells nothing over time')
  await expectAccessible(page)
  await page.goto(`${address}&range=now-1h`)
  await expect(told).toBeVisible()
  await expect(panel(page, 'cpu.cpu').locator('.recharts-line')).toHaveCount(1)
  await expect(told).not.toContainText(/\d+ days|was made/)
})

test('where slow commands began is pinned by name for instances of which they are kept, and leads to them', async ({
  page,
}) => {
  await page.goto('/instances')
  const found = await page.evaluate(async () => (await fetch('/api/instances?limit=200')).json())
  const all: Listed[] = found.items
  const refs = ['orders-cache', 'orders-cache-test'].map((name) => all.find((one) => one.name === name)?.ref)
  await page.goto(`/instances/compare?i=${refs.join(',')}&range=now-6h`)
  const pin = page.getByRole('link', { name: /^orders-cache: Slow commands began \d\d:\d\d/ })
  await expect(pin).toBeVisible({ timeout: 75_000 })
  await expectAccessible(page)
  await pin.click()
  await expect(page).toHaveURL(/tab=slow-log/)
  expect(page.url()).toContain(refs[0])
})

test.describe('in Chinese, on a phone', () => {
  test.use({ language: 'zh', viewport: { width: 390, height: 844 } })
  test('two instances fit, and one that refuses is named in its panels', async ({ page, emulator }) => {
    const { 'alibaba-kvstore': first, 'jdcloud-redis': second } = await some(page)
    if (!first || !second) throw new Error('the demo has none of them')
    await page.goto(`/instances/compare?i=${first.ref},${second.ref}`)
    await expect(panel(page, 'cpu.cpu').locator('.recharts-line')).toHaveCount(1)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await expectAccessible(page)
    await emulator.fault({ kind: 'denied', operation: 'DescribeHistoryMonitorValues' })
    await page.goto(`/instances/compare?i=${first.ref}&range=now-5d`)
    await expect(panel(page, 'cpu.cpu')).toContainText(first.name)
    await expect(panel(page, 'cpu.cpu')).toContainText('没有读到任何曲线')
  })
})
