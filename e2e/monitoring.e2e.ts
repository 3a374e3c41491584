import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { type Listed, running } from './ask'
import { expect, expectAccessible, test } from './fixtures'

/** A running instance of a service, in an architecture where there are several. */
async function one(page: Page, service: string, architecture?: string): Promise<Listed> {
  await page.goto('/instances')
  const [first] = await running(
    page,
    ({ key, ...item }) => key.service === service && (!architecture || item.architecture === architecture),
  )
  if (!first) throw new Error(`the demo has no running instance of ${service}`)
  return first
}
/** The instance of a name. */
async function named(page: Page, name: string): Promise<Listed> {
  await page.goto('/instances')
  const found = await page.evaluate(async () => (await fetch('/api/instances?limit=200')).json())
  const items: Listed[] = found.items
  const item = items.find((one) => one.name === name)
  if (!item) throw new Error(`the demo has no ${name}`)
  return item
}
const open = (page: Page, { ref }: Listed, more = '') =>
  page.goto(`/instances/${encodeURIComponent(ref)}?tab=monitoring&refresh=0${more}`)
const panel = (page: Page, id: string) => page.locator(`[data-panel="${id}"]`)
const rangeOf = (page: Page) => new URL(page.url()).searchParams.get('range')

test('charts of a cluster: crosshair, zoom, nodes, comparison, metrics, files', async ({ page }) => {
  const instance = await one(page, 'alibaba-kvstore', 'cluster')
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await open(page, instance)
  const cpu = panel(page, 'cpu')
  await expect(cpu.locator('.recharts-line')).toHaveCount(2)
  await expect(cpu.getByRole('row', { name: /CPU/ }).getByRole('cell').nth(3)).toHaveText(/\d/)
  await expectAccessible(page)

  // One moment in all panels.
  await cpu.getByRole('slider').hover()
  const heads = page.locator('.monitor-lines thead .now')
  await expect(heads.first()).toHaveText(/\d\d:\d\d/)
  expect(new Set(await heads.allTextContents()).size).toBe(1)
  await expect(panel(page, 'operations').locator('tbody .now').first()).toHaveText(/\d/)

  // A click on a line leaves it alone.
  await cpu.getByRole('button', { name: 'Proxies' }).click()
  await expect(cpu.locator('.recharts-line')).toHaveCount(1)
  await cpu.getByRole('button', { name: 'Proxies' }).click()
  await expect(cpu.locator('.recharts-line')).toHaveCount(2)

  // A span that is dragged is zoomed into and stands in the address; z goes out again.
  const box = await cpu.getByRole('slider').boundingBox()
  if (!box) throw new Error('no plot')
  await page.mouse.move(box.x + box.width * 0.25, box.y + 40)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.5, box.y + 40, { steps: 4 })
  await page.mouse.up()
  await expect.poll(() => rangeOf(page)).toMatch(/^\S+Z to \S+Z$/)
  const zoomed = rangeOf(page)
  await page.keyboard.press('z')
  await expect.poll(() => rangeOf(page)).not.toBe(zoomed)
  await page.goBack()
  await expect.poll(() => rangeOf(page)).toBe(zoomed)

  // A typed range.
  await page.getByRole('button', { name: /^From/ }).click()
  const field = page.getByLabel('Or type a range')
  await field.fill('tomorrow')
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('now-6h')
  await field.fill('now-6h')
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect.poll(() => rangeOf(page)).toBe('now-6h')
  await expect(page.getByRole('button', { name: /^Last 6 hours/ })).toBeVisible()

  await page.getByRole('button', { name: 'By node' }).click()
  await expect(cpu.getByRole('button', { name: 'db-1' })).toBeVisible()
  await page.getByRole('button', { name: 'Total' }).click()
  await page.getByRole('button', { name: /^Compare/ }).click()
  await page.getByRole('menuitemradio', { name: 'a day earlier' }).click()
  await expect(cpu.getByRole('button', { name: 'CPU, a day earlier' })).toBeVisible()
  // The earlier time is that of the line that is isolated, and is drawn with it.
  await cpu.getByRole('button', { name: 'Proxies', exact: true }).click()
  await expect(cpu.getByRole('button', { name: 'Proxies, a day earlier' })).toBeVisible()
  await expect(cpu.getByRole('button', { name: 'CPU, a day earlier' })).toHaveCount(0)
  await expect(cpu.locator('.recharts-line')).toHaveCount(2)
  await cpu.getByRole('button', { name: 'Proxies', exact: true }).click()
  await expect(cpu.getByRole('button', { name: 'CPU, a day earlier' })).toBeVisible()
  await expect(cpu.locator('.recharts-line')).toHaveCount(3)

  // Every metric of the instance can be a panel.
  await page.getByRole('button', { name: /^Metrics/ }).click()
  await page.getByRole('searchbox').fill('evalsha')
  await page.getByRole('checkbox', { name: /evalsha/ }).check()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Show these' }).click()
  // It is asked for and drawn when it comes into view, not before; what is known already is drawn no sooner.
  const last = panel(page, 'node.evalsha')
  await expect(cpu.locator('.recharts-line')).not.toHaveCount(0)
  await expect(last.getByRole('heading')).toHaveCount(1)
  await expect(last.locator('svg.recharts-surface')).toHaveCount(0)
  expect(asked.filter((url) => url.includes('evalsha'))).toEqual([])
  await last.scrollIntoViewIfNeeded()
  await expect(last.locator('.recharts-line')).toHaveCount(2)
  expect(asked.filter((url) => url.includes('evalsha'))).not.toEqual([])
  const tabs = page.getByRole('navigation', { name: 'Parts of the instance' })
  await tabs.getByRole('link', { name: 'Overview' }).click()
  await expect(last).toHaveCount(0)
  await page.goBack()
  await expect(cpu.locator('.recharts-line')).not.toHaveCount(0)
  await expect(last.locator('svg.recharts-surface')).toHaveCount(0)

  await cpu.scrollIntoViewIfNeeded()
  await cpu.getByRole('button', { name: /more$/ }).click()
  const csv = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Save as CSV' }).click()
  const lines = (await readFile(await (await csv).path(), 'utf8')).split('\r\n')
  expect(lines[0]).toMatch(/^time,/)
  expect(lines.length).toBeGreaterThan(100)
  await cpu.getByRole('button', { name: /more$/ }).click()
  const png = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Save as PNG' }).click()
  const picture = await readFile(await (await png).path())
  expect(picture.subarray(1, 4).toString()).toBe('PNG')
  expect(picture.length).toBeGreaterThan(3_000)
  await cpu.getByRole('button', { name: /more$/ }).click()
  await page.getByRole('menuitem', { name: 'Full screen' }).click()
  await expect(page.getByRole('dialog').locator('.recharts-line').first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('a line that is isolated stays alone on the full screen and in what is saved, and each says so', async ({
  page,
}) => {
  await open(page, await named(page, 'orders-cache'), '&by=node')
  const cpu = panel(page, 'cpu').first()
  await expect(cpu.locator('.recharts-line')).toHaveCount(8)
  await cpu.getByRole('button', { name: 'db-3' }).click()
  await expect(cpu.locator('.recharts-line')).toHaveCount(1)
  await cpu.getByRole('button', { name: /more$/ }).click()
  const csv = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Save as CSV: db-3 alone' }).click()
  const file = await csv
  expect(file.suggestedFilename()).toBe('orders-cache-cpu-db-3.csv')
  const [head = '', first = ''] = (await readFile(await file.path(), 'utf8')).split('\r\n')
  expect(head).toBe('time,db-3 (percent)')
  expect(first.split(',')).toHaveLength(2)
  await cpu.getByRole('button', { name: /more$/ }).click()
  await expect(page.getByRole('menuitem', { name: 'Save as PNG: db-3 alone' })).toBeVisible()
  await page.getByRole('menuitem', { name: 'Full screen' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.locator('.recharts-line')).toHaveCount(1)
  await expect(dialog.getByRole('button', { name: 'db-3' })).toHaveAttribute('aria-pressed', 'true')
  // The link that is sent shows the same; all lines come back everywhere.
  await page.reload()
  await expect(dialog.locator('.recharts-line')).toHaveCount(1)
  await dialog.getByRole('button', { name: /more$/ }).click()
  await page.getByRole('menuitem', { name: 'Draw all lines' }).click()
  await expect(dialog.locator('.recharts-line')).toHaveCount(8)
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(cpu.locator('.recharts-line')).toHaveCount(8)
  // What the page showed by node it shows by node on one axis too.
  await page.getByRole('button', { name: 'On one axis' }).click()
  await expect(cpu.getByRole('heading', { name: 'CPU by node' })).toBeVisible()
  await expect(cpu.locator('.recharts-line')).toHaveCount(8)
  await expect(page.getByRole('button', { name: 'By node', exact: true })).toHaveAttribute('aria-pressed', 'true')
})

test.describe('on a window of 1440', () => {
  test.use({ viewport: { width: 1440, height: 900 } })
  test('the tools are one line, titles of picked metrics are whole, and how nodes became one is said', async ({
    page,
  }) => {
    const instance = await named(page, 'orders-cache')
    const picked = 'fragmentation,memory,proxy.TotalCallsPerSecRetryCalls'
    for (const more of ['&compare=week&view=together', '&compare=before&range=now-30d', `&m=${picked}&by=node`]) {
      await open(page, instance, more)
      const all = page.getByRole('button', { name: 'Collection on' }).locator('xpath=..').locator(':scope > *:visible')
      await expect(all.last()).toBeVisible()
      const middles = await all.evaluateAll((parts) =>
        parts.map((one) => {
          const { top, bottom } = one.getBoundingClientRect()
          return Math.round((top + bottom) / 2)
        }),
      )
      expect(Math.max(...middles) - Math.min(...middles)).toBeLessThan(6)
    }
    await page.getByRole('button', { name: 'Total' }).click()
    await expect(panel(page, 'fragmentation').locator('.monitor-notes')).toHaveText(
      /memory in use together.*not the average/,
    )
    await expect(panel(page, 'memory').locator('.monitor-notes')).toContainText('Resident: sum of the nodes')
    const long = panel(page, 'proxy.TotalCallsPerSecRetryCalls')
    await expect(long.getByRole('heading')).toHaveText('Retried requests per second, proxies')
    expect(
      await long.getByRole('heading').evaluate((one) => one.scrollWidth <= (one.parentElement?.clientWidth ?? 0)),
    ).toBe(true)
    expect((await long.locator('header').innerText()).match(/per second/g)).toHaveLength(1)
  })
})

test('of a time before anything is told it is said how far back it goes, with the way there', async ({ page }) => {
  await open(page, await named(page, 'orders-cache'), '&range=2023-01-01T00:00Z to 2023-01-02T00:00Z')
  const notice = page.getByRole('status').filter({ hasText: 'Go to the oldest' })
  await expect(notice).toContainText(/No manual says|was made|is kept here/)
  await expectAccessible(page)
  await notice.getByRole('button', { name: 'Go to the oldest' }).click()
  await expect(notice).toHaveCount(0)
  await expect(panel(page, 'cpu').locator('.recharts-line').first()).toBeVisible()
  await open(page, await one(page, 'jdcloud-redis'), '&m=used_memory&range=now-60d to now-50d')
  await expect(notice).toContainText(/30 days back|was made/)
})

test('a range of the address that cannot be shown is named, with why, and what is shown instead', async ({ page }) => {
  const instance = await named(page, 'orders-cache')
  const notice = page.getByRole('status').filter({ hasText: 'The address asks for' })
  await open(page, instance, '&range=now-3y')
  await expect(notice).toContainText('now-3y')
  await expect(notice).toContainText('no range that can be understood. Shown instead: Last 3 hours.')
  await expect(panel(page, 'cpu').locator('.recharts-line').first()).toBeVisible()
  await expectAccessible(page)
  await open(page, instance, '&range=now-200d')
  await expect(notice).toContainText(/the longest range is 92 days. Shown instead: .* to /)
  await page.getByRole('link', { name: 'Slow log', exact: true }).click()
  await expect(notice).toContainText('now-200d', { timeout: 75_000 })
  await open(page, instance, '&range=2099-01-01')
  await expect(notice).toContainText('has not come yet')
  await page.getByRole('button', { name: /^Last 3 hours/ }).click()
  await page.getByLabel('Or type a range').fill('now-15m')
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(notice).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^Last 15 minutes/ })).toBeVisible()
})

test('names of metrics that a refusal tells can be picked', async ({ page }) => {
  await open(page, await one(page, 'jdcloud-redis'), '&m=memory')
  const wrong = panel(page, 'memory')
  await expect(wrong.getByText('Its cloud names these:')).toBeVisible()
  await expectAccessible(page)
  await wrong.getByRole('button', { name: 'used_memory', exact: true }).click()
  await expect(wrong).toHaveCount(0)
  await expect(panel(page, 'used_memory').locator('.recharts-line')).toHaveCount(1)
})

test('one range goes from tab to tab and from page to page; slow commands and metrics on one axis', async ({
  page,
}) => {
  const instance = await named(page, 'orders-cache')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(page, instance, '&range=now-6h')
  await expect(panel(page, 'cpu').locator('.recharts-line').first()).toBeVisible()

  // Copied here, pasted there; keys do the same.
  await page.getByRole('button', { name: 'More tools' }).click()
  await page.getByRole('menuitem', { name: /^Copy this range/ }).click()
  await expect(page.getByText('Range copied')).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toMatch(/^\S+Z to \S+Z$/)
  await page.keyboard.press('Shift+ArrowLeft')
  await expect.poll(() => rangeOf(page)).toMatch(/Z to /)
  const moved = rangeOf(page)
  expect(moved).not.toBe(copied)
  await page.keyboard.press('v')
  await expect.poll(() => rangeOf(page)).toBe(copied)
  await page.evaluate(() => navigator.clipboard.writeText('no range'))
  await page.keyboard.press('v')
  await expect(page.getByText('What was copied is no range')).toBeVisible()

  // The same time on the other tabs.
  await page.getByRole('link', { name: 'Slow log', exact: true }).click()
  await expect.poll(() => rangeOf(page)).toBe(copied)
  await expect(page.locator('[data-sentence]')).toBeVisible({ timeout: 75_000 })
  await page.keyboard.press('z')
  await expect.poll(() => rangeOf(page)).not.toBe(copied)
  const wider = rangeOf(page)
  await page.getByRole('link', { name: 'Monitoring', exact: true }).click()
  await expect.poll(() => rangeOf(page)).toBe(wider)

  await page.getByRole('button', { name: 'On one axis' }).click()
  await expect(page.locator('[data-sentence]')).toContainText('of slow time', { timeout: 75_000 })
  for (const id of ['cpu', 'connections', 'evictions', 'network']) {
    await panel(page, id).scrollIntoViewIfNeeded()
    await expect(panel(page, id).locator('.recharts-line')).not.toHaveCount(0)
  }
  // The average of all hides the node that the sentence is about: it stands beside it, under one name.
  await expect(page.locator('[data-outlier]')).toContainText('db-2')
  await expect(page.locator('[data-sentence]')).toContainText('db-2')
  await expect(panel(page, 'cpu').getByRole('button', { name: 'db-2' })).toBeVisible()
  const slow = panel(page, 'slow')
  await expect(slow.getByRole('img', { name: /Slow commands|slow commands/ })).toBeVisible()
  await slow.getByRole('slider').hover()
  await expect(panel(page, 'connections').locator('tbody .now').first()).toHaveText(/\d/)
  await expectAccessible(page)
  // Drawings begin and end at the same place.
  const edges = await page.locator('.monitor-stack [role="slider"]').evaluateAll((all) =>
    all.map((one) => {
      const { left, right } = one.getBoundingClientRect()
      return `${Math.round(left)} ${Math.round(right)}`
    }),
  )
  expect(edges).toHaveLength(5)
  expect(new Set(edges).size).toBe(1)
  await page.locator('[data-sentence]').getByRole('button').click()
  await expect(page).toHaveURL(/tab=slow-log/)
  expect(rangeOf(page)).toBe(wider)
})

test.describe('in Chinese, on a phone', () => {
  test.use({ language: 'zh', viewport: { width: 390, height: 844 } })
  test('charts, and what each service without them says', async ({ page }) => {
    await open(page, await one(page, 'alibaba-kvstore', 'standard'))
    await expect(panel(page, 'cpu').locator('.recharts-line')).toHaveCount(1)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await expectAccessible(page)
    await open(page, await one(page, 'kingsoft-redis'))
    await expect(page.getByRole('heading', { name: '该服务不提供历史监控' })).toBeVisible()
    await open(page, await one(page, 'jdcloud-redis'))
    // What is known without metrics, and the switch for its slow commands; nothing that is about charts without one.
    await expect(page.getByText(/已用内存 [\d.]+/)).toBeVisible()
    await expect(page.getByRole('button', { name: '重新读取' })).toHaveCount(0)
    await page.getByRole('button', { name: /^采集/ }).click()
    await expect(page.getByRole('dialog')).toContainText('慢命令')
    await expect(page.getByRole('dialog')).not.toContainText('默认图表')
    await page.keyboard.press('Escape')
    await page.getByLabel('监控项名称').fill('used_memory')
    await page.getByRole('button', { name: '绘制' }).click()
    await expect(panel(page, 'used_memory').locator('.recharts-line')).toHaveCount(1)
    await expectAccessible(page)
  })
})

test('a call that the cloud refuses is told in its panel, and the others are drawn', async ({ page, emulator }) => {
  // Of a region where the demo collects nothing: its calls would be the refused ones. The first call of all asks for the ceiling of bandwidth.
  const instance = await named(page, 'banner-cdn')
  const region = instance.ref.split('.')[2]
  await emulator.fault({ kind: 'denied', operation: 'DescribeHistoryMonitorValues', region, count: 2 })
  await open(page, instance, '&range=now-9d')
  await expect(
    page
      .locator('.monitor-panel')
      .getByText(/A call for .* failed/)
      .or(page.locator('.monitor-panel .banner'))
      .first(),
  ).toBeVisible()
  await expect(page.locator('.monitor-panel .recharts-line').first()).toBeVisible()
  // Asked once more, the cloud tells it: nothing is left of the failure.
  const again = page.locator('.monitor-panel').getByRole('button', { name: 'Try again' })
  await expectAccessible(page)
  await again.first().click()
  await expect(async () => {
    // It may go between being seen and pressed.
    if ((await again.count()) > 0) await again.first().click({ timeout: 3_000 })
    await expect(again).toHaveCount(0, { timeout: 3_000 })
  }).toPass({ timeout: 30_000 })
})

test('what is collected is kept, said, and drawn in the list', async ({ page }) => {
  test.slow()
  const instance = await one(page, 'alibaba-kvstore', 'standard')
  await open(page, instance)
  await page.getByRole('button', { name: 'Collection off' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('every five minutes')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Collect' }).click()
  await expect(page.getByRole('button', { name: 'Collection on' })).toBeVisible()
  const sparks = async (): Promise<string[]> =>
    (await (await page.request.get('/api/instances/sparks')).json()).items.map(({ ref }: Listed) => ref)
  await expect.poll(sparks, { timeout: 120_000 }).toContain(instance.ref)
  await page.reload()
  await expect(page.getByText('Source: what is kept here')).toBeVisible()
  await page.goto('/instances?q=' + encodeURIComponent(instance.ref.split('.').at(-1) ?? ''))
  await expect(page.getByRole('img', { name: /^CPU of the last 24 hours/ })).toBeVisible()
  await expectAccessible(page)
  await open(page, instance)
  await page.getByRole('button', { name: 'Collection on' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Stop collecting' }).click()
  await expect(page.getByRole('button', { name: 'Collection off' })).toBeVisible()
})
