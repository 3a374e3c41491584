import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './fixtures'

const grid = (page: Page) => page.getByRole('grid')
const names = (page: Page) => grid(page).locator('[role="row"] .name')
const row = (page: Page, name: string) => grid(page).getByRole('row').filter({ hasText: name })
const box = (page: Page) => page.getByRole('combobox')

async function openList(page: Page, query = '') {
  await page.goto(`/instances${query}`)
  await expect(names(page).first()).toBeVisible()
}

test('one instance is found by typing', async ({ page }) => {
  await openList(page)
  await page.keyboard.press('/')
  await page.keyboard.type('orders-cache')
  await expect(row(page, 'orders-cache').first()).toBeVisible()
  await expect(page).toHaveURL(/[?&]q=orders-cache/)
  await expect(names(page).filter({ hasNotText: 'orders-cache' })).toHaveCount(0)
})

test('text, chips and address are one state', async ({ page }) => {
  await openList(page)
  await box(page).fill('env:prod engine:redis ')
  await expect(page).toHaveURL(/q=env:prod\+engine:redis/)
  await expect(page.getByRole('button', { name: 'Environment prod' })).toBeVisible()

  await page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: 'Status', exact: true }).click()
  await page.getByRole('checkbox', { name: /^Running/ }).check()
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/status:running/)

  await box(page).focus()
  await page.keyboard.press('Backspace')
  await expect(page).not.toHaveURL(/status:running/)
  await page.goBack()
  await expect(page).toHaveURL(/status:running/)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Status Running' })).toBeVisible()
})

test('a query of several tokens, typed at once, is one step back', async ({ page }) => {
  await openList(page)
  const before = page.url()
  await box(page).click()
  await page.keyboard.type('env:prod engine:redis sea ')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/q=sea\+env:prod\+engine:redis/)
  await page.goBack()
  await expect(page).toHaveURL(before)
  await expect(box(page)).toHaveValue('')
})

test('a value that no instance has says which one was meant', async ({ page }) => {
  await openList(page)
  await box(page).fill('env:prdo ')
  await page.getByRole('button', { name: 'env:prod' }).click()
  await expect(page).toHaveURL(/q=env:prod$/)
  await expect(names(page).first()).toBeVisible()
})

test('a suggestion is taken with the keyboard', async ({ page }) => {
  await openList(page)
  await page.keyboard.press('/')
  await page.keyboard.type('engine:mem')
  await expect(page.getByRole('option', { name: /memcached/ })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/q=engine:memcached/)
})

test('a mistyped field says what was meant, and shows nothing until it is corrected', async ({ page }) => {
  await openList(page)
  await box(page).fill('statsu:error ')
  await expect(page.getByText('A part of the query is not understood.')).toBeVisible()
  await page.getByRole('button', { name: 'status:error?', exact: true }).click()
  await expect(page).toHaveURL(/q=status:error/)
  await expect(names(page).first()).toBeVisible()
})

test('a part that is not understood is named, with what may stand there', async ({ page }) => {
  await page.goto('/instances?q=status:bogus+memory:>8')
  await expect(page.getByRole('status').filter({ hasText: 'Not understood: status:bogus' })).toBeVisible()
  await expect(page.getByText('The field status may be: running, creating')).toBeVisible()
  const chips = page.getByRole('group', { name: 'Filters' })
  await expect(chips.getByText('Memory > 8 GB')).toBeVisible()
  await chips.getByRole('button', { name: 'Remove status:bogus' }).click()
  await expect(names(page).first()).toBeVisible()
})

test('the list is sorted by what is clicked, and the other way round', async ({ page }) => {
  await openList(page)
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click()
  await expect(page).toHaveURL(/sort=name/)
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'ascending')
  const first = await names(page).first().textContent()
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click()
  await expect(page).toHaveURL(/sort=-name/)
  await expect(names(page).first()).not.toHaveText(first ?? '')
})

test('the usual words of a row fit at 1440 px', async ({ page }) => {
  // Those of what is under way, such as MinorVersionUpgrading, are told by the tip where they are too long.
  await openList(page, '?q=status%3Arunning')
  const cut = await grid(page)
    .locator('.st > span, .cloud + span')
    .evaluateAll((words) =>
      words.filter((word) => word.scrollWidth > word.clientWidth).map((word) => word.textContent ?? ''),
    )
  expect(cut.filter((word) => word.length < 12)).toEqual([])
})

test('chosen columns stay chosen in this browser, and the CSV has them', async ({ page }) => {
  await openList(page, '?q=orders-cache')
  expect(await (await page.request.get('/instances?q=orders-cache')).text()).not.toContain('>Zone<')
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'Zone' }).check()
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('columnheader', { name: 'Zone' })).toBeVisible()
  // The page comes with them: nothing moves when its script starts.
  expect(await (await page.request.get('/instances?q=orders-cache')).text()).toContain('>Zone<')
  await page.reload()
  await expect(page.getByRole('columnheader', { name: 'Zone' })).toBeVisible()

  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'CSV of everything that matches' }).click()
  const text = await readFile(await (await download).path(), 'utf8')
  const [head = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split('\r\n')
  expect(head.split(',')).toEqual(expect.arrayContaining(['name', 'id', 'zone', 'status']))
  expect(lines.length).toBeGreaterThan(0)
  for (const line of lines) expect(line).toContain('orders-cache')
})

test('an arrow enters the list: after loading, from the query box, and by the link that skips to it', async ({
  page,
}) => {
  await openList(page)
  const active = () => grid(page).getAttribute('aria-activedescendant')
  await page.keyboard.press('ArrowDown')
  await expect(grid(page)).toBeFocused()
  const first = await active()
  expect(first).toMatch(/0$/)
  await page.keyboard.press('ArrowDown')
  expect(await active()).not.toBe(first)

  await page.keyboard.press('/')
  await expect(box(page)).toBeFocused()
  await page.keyboard.press('Alt+ArrowDown')
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('ArrowDown')
  await expect(grid(page)).toBeFocused()

  await page.reload()
  await expect(names(page).first()).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the list' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(grid(page)).toBeFocused()
})

test('the keyboard alone moves, selects, opens and closes', async ({ page }) => {
  await openList(page)
  await grid(page).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await page.keyboard.press('Shift+ArrowDown')
  const bar = page.getByRole('region', { name: 'Selected instances' })
  await expect(bar).toContainText('2 selected')

  await page.keyboard.press('Control+a')
  const total = (await page.locator('.page-meta').textContent())?.match(/\d+/)?.[0]
  await expect(bar).toContainText(`${total} selected`)
  await page.keyboard.press('Escape')
  await expect(bar).toBeHidden()

  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary')
  await expect(panel.getByRole('heading', { level: 2 }).first()).toHaveText(
    (await names(page).first().textContent()) ?? '',
  )
  await page.keyboard.press('ArrowDown')
  await expect(panel.getByRole('heading', { level: 2 }).first()).toHaveText(
    (await names(page).nth(1).textContent()) ?? '',
  )
  await expect(page).toHaveURL(/panel=/)
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
})

test('an instance has a page with its facts and the raw answer', async ({ page }) => {
  await openList(page, '?q=orders-cache')
  await names(page).first().click()
  await expect(page).toHaveURL(/\/instances\/[a-z-]+\./)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('orders-cache')
  await expect(page.getByRole('heading', { name: 'Specification' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Raw' }).click()
  await page.getByRole('textbox', { name: 'Search in the answer' }).fill('InstanceId')
  await expect(page.locator('mark').first()).toBeVisible()
})

test('each tab has its texts, also going back to a range that was chosen on another one', async ({ page }) => {
  await openList(page, '?q=orders-cache')
  await names(page).first().click()
  const tabs = page.getByRole('navigation', { name: 'Parts of the instance' })
  await tabs.getByRole('link', { name: 'Monitoring' }).click()
  const charts = page.locator('.monitor-panel')
  await expect(charts.first()).toBeVisible()
  await page.keyboard.press('z')
  await expect(page).toHaveURL(/range=/)
  const range = page.url()
  await tabs.getByRole('link', { name: 'Parameters' }).click()
  await expect(page.getByText('maxmemory-policy').first()).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL(range)
  await expect(charts.first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Zoom out' })).toBeVisible()
})

test('a region that fails shows its failure in place and its rows with their age', async ({ page, emulator }) => {
  await openList(page)
  const total = async () => Number((await page.locator('.page-meta').textContent())?.match(/\d+/)?.[0])
  const before = await total()
  await emulator.fault({ kind: 'drop-before', service: 'kingsoft-redis', region: 'cn-shanghai-2' })
  await page.getByRole('button', { name: 'Refresh' }).click()
  const banner = page.locator('.banner').filter({ hasText: /cn-shanghai-2 .*did not answer/ })
  await expect(banner).toBeVisible({ timeout: 45_000 })
  // Readings of other regions may still bring rows; none may go.
  expect(await total()).toBeGreaterThanOrEqual(before)
  await openList(page, '?q=region:cn-shanghai-2')
  await expect(grid(page).locator('[data-muted] .tag').first()).toBeVisible()

  await emulator.clear()
  await banner.getByRole('button', { name: 'Try now' }).click()
  await expect(banner).toBeHidden({ timeout: 45_000 })
})

test('an address that is no instance says so', async ({ page }) => {
  await page.goto('/instances/alibaba-kvstore.nobody.cn-hangzhou.r-none')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such instance.')
})

test.describe('in both languages', () => {
  for (const { language, title, overview } of [
    { language: 'en', title: 'Instances', overview: 'Overview' },
    { language: 'zh', title: '实例', overview: '概览' },
  ] as const) {
    test.describe(language, () => {
      test.use({ language })
      test('the list and the overview are accessible', async ({ page }) => {
        await openList(page)
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
        await expectAccessible(page)
        await page.goto('/')
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(overview)
        await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible()
        await expectAccessible(page)
      })
    })
  }
})

test('the overview leads to what it counts', async ({ page }) => {
  await page.goto('/')
  await page
    .getByRole('link', { name: /Kingsoft Cloud/ })
    .last()
    .click()
  await expect(page).toHaveURL(/q=provider:kingsoft|q=provider%3Akingsoft/)
  await expect(names(page).first()).toBeVisible()
})

test.describe('390 px wide', () => {
  test.use({ viewport: { width: 390, height: 844 } })
  test('a row has its environment; a failed reading takes one line until it is pressed', async ({ page }) => {
    await page.goto('/instances?q=orders-cache')
    await expect(
      page
        .getByRole('link', { name: /orders-cache/ })
        .first()
        .locator('.env'),
    ).toBeVisible()
    const banner = page.locator('details.banner').first()
    await expect(banner.getByText('Request')).toBeHidden()
    expect((await banner.boundingBox())?.height).toBeLessThan(40)
    await banner.locator('summary').click()
    await expect(banner.getByText('Request')).toBeVisible()
    await expectAccessible(page)
  })
  test('rows have two lines and lead to their pages; nothing sticks out', async ({ page }) => {
    await page.goto('/instances?q=orders-cache')
    await page
      .getByRole('link', { name: /orders-cache/ })
      .first()
      .click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('orders-cache')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
})
