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
    const mark = page.getByRole('link', { name: /^Slow commands began \d\d:\d\d/ })
    await expect(mark).toBeVisible()
    await page.mouse.move(box.x + box.width * 0.8, box.y + 60)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.9, box.y + 60, { steps: 4 })
    await page.mouse.up()
    await expect(page.locator('[data-span]')).toHaveCount(1)
    await expect(entries).not.toHaveText(all ?? '')
    // When it began is of the range: it stays, and the drawing does not move under the pointer.
    await expect(mark).toBeVisible()
    expect((await page.getByRole('slider').boundingBox())?.y).toBe(box.y)
    await page.getByRole('slider').focus()
    for (const key of ['Home', 'Enter', 'PageUp', 'Enter']) await page.keyboard.press(key)
    await expect(page.locator('[data-span]')).toHaveCount(2)
    // One that overlaps another is one with it.
    for (const key of ['Home', 'ArrowRight', 'Enter', 'PageUp', 'PageUp', 'Enter']) await page.keyboard.press(key)
    await expect.poll(() => searchOf(page).get('spans')?.split(',').length).toBe(2)
    await expect(page.locator('[data-span]')).toHaveCount(2)
    await page
      .getByRole('button', { name: /^Take away the span/ })
      .first()
      .click()
    await expect(page.locator('[data-span]')).toHaveCount(1)
    await page.getByRole('slider').focus()
    await page.keyboard.press('Backspace')
    await expect(page.locator('[data-span]')).toHaveCount(0)
    await expect(entries).toHaveText(all ?? '')

    // Arguments are there only when somebody asked for them.
    await expect(cells.first()).not.toContainText(/:\d{3,}/)
    await page.getByRole('button', { name: 'Unmask, is recorded' }).click()
    await expect(page.getByText(/HGETALL cart:\d{5}:items/).first()).toBeVisible()
    const [unmasked] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as CSV' }).click(),
    ])
    expect(unmasked.suggestedFilename()).toBe('orders-cache-slow-log-unmasked.csv')
    await page.getByRole('button', { name: 'Mask again' }).click()
    await expect(page.getByText(/HGETALL cart:\d{5}:items/)).toHaveCount(0)
    await expectAccessible(page)

    // The longest first, also in the file; the newest again.
    const took = page.getByRole('columnheader', { name: 'Took' })
    await took.getByRole('button').click()
    await expect(took).toHaveAttribute('aria-sort', 'descending')
    await expect.poll(() => searchOf(page).get('sort')).toBe('took')
    const lengths = async () =>
      (await cells.locator('.num').allTextContents()).map((text) => {
        const value = Number(text.replace(/[^\d.]/g, ''))
        return text.endsWith('µs') ? value / 1_000 : value
      })
    const longest = await lengths()
    expect(longest.length).toBeGreaterThan(10)
    expect(longest).toEqual(longest.toSorted((a, b) => b - a))
    const durationsOf = async () => {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Save as CSV' }).click(),
      ])
      const lines = (await readFile((await file.path()) ?? '', 'utf8')).trim().split('\r\n').slice(1)
      return lines.map((line) => Number(line.split(',')[1]))
    }
    const durations = await durationsOf()
    expect(durations).toEqual(durations.toSorted((a, b) => b - a))
    await page.getByRole('columnheader', { name: 'Time' }).getByRole('button').click()
    await expect.poll(() => searchOf(page).get('sort')).toBe(null)
    await expect.poll(lengths).not.toEqual(longest)

    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as CSV' }).click(),
    ])
    expect(saved.suggestedFilename()).toBe('orders-cache-slow-log.csv')
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

  test('spans that the range has left say their day and lead to their time', async ({ page }) => {
    const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
    await open(page, await incident(page), `&spans=${day}T07%3A00Z+to+${day}T07%3A20Z`)
    await expect(page.getByRole('heading', { name: 'The chosen span lies outside of the time shown' })).toBeVisible(
      WHOLE,
    )
    // Its sentence is of what is shown, and leads to nothing that is not listed.
    await expect(sentence(page)).toContainText('HGETALL cart:*:items')
    await expect(sentence(page).getByRole('button')).toHaveCount(0)
    await expect(page.locator('[data-span]')).toHaveCount(0)
    await expect(page.getByRole('button', { name: /^Take away the span \d+ \w{3} \d\d:00 to \d\d:20/ })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Show the time of the span' }).click()
    await expect.poll(() => searchOf(page).get('range')).toBe(`${day}T06:30Z to ${day}T07:50Z`)
    await expect.poll(() => searchOf(page).get('spans')).toContain(`${day}T07:00Z`)
    await expect(page.getByRole('heading', { name: 'The chosen span lies outside of the time shown' })).toHaveCount(0)
    await page.goBack()
    await page.getByRole('button', { name: 'Clear the span' }).click()
    await expect(page.locator('tr[data-pattern]').first()).toBeVisible()
  })

  test('what nothing matches is said in place of the list, with a way back', async ({ page }) => {
    await open(page, await incident(page), '&q=zzzz&view=entries')
    await expect(
      page.getByRole('heading', { name: /^Nothing matches "zzzz" from \d\d:\d\d to \d\d:\d\d$/ }),
    ).toBeVisible(WHOLE)
    await expect(page.getByRole('columnheader')).toHaveCount(0)
    await expect(sentence(page).getByRole('button')).toHaveCount(0)
    await page.getByRole('button', { name: 'Clear the filters' }).click()
    await expect(page.getByRole('rowgroup', { name: 'Entries' }).getByRole('row').first()).toBeVisible()
    await expect(sentence(page).getByRole('button', { name: 'Follow' })).toBeVisible()
    await page.getByRole('button', { name: 'All nodes' }).click()
    await expect(page.getByText('With slow commands in this time')).toBeVisible()
  })

  test('while the processor is read its place says so', async ({ page }) => {
    const instance = await incident(page)
    let go = () => {}
    const held = new Promise<void>((resolve) => {
      go = resolve
    })
    await page.route('**/metrics?**', async (route) => {
      await held
      await route.continue()
    })
    await open(page, instance)
    const state = page.locator('[data-cpu-state]')
    await expect(state).toHaveText('Reading …')
    go()
    await expect(state).toHaveCount(0, WHOLE)
    await page.unroute('**/metrics?**')
    await page.route('**/metrics?**', (route) => route.fulfill({ status: 500, body: '' }))
    await page.reload()
    await expect(state).toContainText('It could not be read: ', WHOLE)
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
    await expect(page.getByText(/^阈值 \d+\sms$/).filter({ visible: true })).toBeVisible()
    await page.getByRole('button', { name: /^记录/ }).click()
    await page.getByRole('columnheader', { name: '耗时' }).getByRole('button').click()
    await expect.poll(() => searchOf(page).get('sort')).toBe('took')
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

test('of a service that publishes no metrics it is said where the curve would be; steps of hours are told in hours', async ({
  page,
}) => {
  await open(page, await one(page, ({ key, name }) => key.service === 'jdcloud-redis' && name === 'fleet-old'))
  await expect(page.locator('[data-cpu-state]')).toHaveText(
    'No CPU curve: JD Cloud publishes no list of metrics.',
    WHOLE,
  )
  await expect(page.getByText(/^Slow commands per 2 min/)).toBeVisible()
  await open(page, await one(page, ({ name }) => name === 'fleet-old'), '&range=now-7d')
  await expect(page.getByText(/^Slow commands per 2 h/)).toBeVisible(WHOLE)
})
