import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { ask, type Listed, running, someInstance } from './ask'
import { expect, expectAccessible, test } from './fixtures'

const open = (page: Page, ref: string, more = '') => page.goto(`/instances/${encodeURIComponent(ref)}?tab=logs${more}`)
const searchOf = (page: Page) => new URL(page.url()).searchParams

/** An instance of Alibaba whose audit log is on, or off. */
async function audited(page: Page, on: boolean): Promise<Listed> {
  const span = { from: new Date(Date.now() - 120_000).toISOString(), to: new Date().toISOString() }
  for (const one of await running(page, ({ key }) => key.service === 'alibaba-kvstore')) {
    const path = `/api/instances/${encodeURIComponent(one.ref)}/logs?${new URLSearchParams({ ...span, kind: 'audit' })}`
    const { auditDays } = await ask<{ auditDays: number | null }>(page, path)
    if (auditDays !== null && auditDays > 0 === on) return one
  }
  throw new Error('the demo has no such instance')
}

test.describe('an operator', () => {
  test.use({ role: 'operator' })

  test('reads the running and the audit log, filters, unmasks on record, saves, and is told how to switch it on', async ({
    page,
  }) => {
    const { ref } = await audited(page, true)
    await open(page, ref, '&range=now-12h')
    const lines = page.getByRole('table', { name: 'Running log' }).getByRole('row')
    await expect(lines.nth(1)).toContainText(/Notice|Warning/)
    await expect(page.getByText(/DescribeRunningLogRecords, \d+ calls?/)).toBeVisible()
    await expectAccessible(page)
    // What was written in twelve hours is another thing each day: a text that is not in all of them is looked for.
    const [first = '', ...others] = await lines.locator('code[data-tip]').allTextContents()
    const wanted = others.find((text) => !text.includes(first) && !first.includes(text)) ?? ''
    expect(wanted).not.toBe('')
    await page.getByRole('searchbox', { name: 'Find in what is shown' }).fill(wanted)
    await expect(lines.nth(1)).toContainText(wanted)
    await expect(lines.filter({ hasText: first })).toHaveCount(0)
    await expect.poll(() => searchOf(page).get('q')).toBe(wanted)
    // What is looked for in one log says nothing in the other.
    await page.getByRole('button', { name: 'Audit log' }).click()
    await expect.poll(() => searchOf(page).get('q')).toBeNull()
    const find = page.getByRole('searchbox', { name: 'Find in what is shown' })
    await expect(find).toHaveValue('')
    await page.getByRole('button', { name: 'Running log' }).click()
    await find.fill('no such text')
    await expect(page.getByText('Nothing that was read has “no such text”.')).toBeVisible()
    await page.getByRole('button', { name: 'Clear search and filters' }).click()
    await expect(find).toHaveValue('')
    await expect(lines.nth(1)).toContainText(/Notice|Warning/)

    await open(page, ref, '&log=audit&range=now-15m')
    const commands = page.getByRole('table', { name: 'Audit log' }).getByRole('row')
    await expect(page.getByText(/On, kept for \d+ days/)).toBeVisible()
    await expect(commands.nth(1)).toBeVisible()
    await expect(page.getByText(/:\d{3,}/)).toHaveCount(0)
    await page.getByRole('button', { name: 'Unmask, is recorded' }).click()
    await page.getByRole('textbox', { name: 'A word in the whole texts' }).fill('session')
    await page.getByRole('button', { name: 'Ask its cloud' }).click()
    await expect(page.getByText('its cloud looked for session')).toBeVisible()
    await expect(commands.nth(1)).toContainText(/session:\d+/)
    await expectAccessible(page)
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as CSV' }).click(),
    ])
    expect(await readFile((await saved.path()) ?? '', 'utf8')).toMatch(/^time,command,keys.*text\r\n20\d\d-/)

    // What cannot be read leaves the way to another log and another time.
    await page.route(/\/logs\?/, (route) => route.abort())
    // Of twelve hours there are lines at any time of the day: a server rewrites its file every few hours.
    await open(page, ref, '&log=audit&range=now-12h')
    await expect(page.getByRole('alert')).toBeVisible()
    await expect(page.getByRole('button', { name: /^Last 12 hours/ })).toBeVisible()
    await page.unroute(/\/logs\?/)
    await page.getByRole('button', { name: 'Running log' }).click()
    await expect(lines.nth(1)).toContainText(/Notice|Warning/)

    const off = await audited(page, false)
    await open(page, off.ref, '&log=audit')
    await expect(page.getByText('The audit log is off.')).toBeVisible()
    await page.getByRole('link', { name: 'Switch on…' }).click()
    await expect(
      page
        .getByRole('spinbutton', { name: /Kept for/ })
        .or(page.getByLabel(/Kept for/))
        .first(),
    ).toBeVisible()
    await page.getByRole('button', { name: /^Plan/ }).click()
    await expect(page.getByText('The cloud charges for audit logs')).toBeVisible()
    await expect(page.getByText('counts for every instance of the region')).toBeVisible()
  })
})

test.describe('who may only look', () => {
  test.use({ role: 'viewer', language: 'zh' })

  test('reads masked lines in Chinese on a narrow window; what has no log says so', async ({ page }) => {
    const { ref } = await audited(page, true)
    await page.setViewportSize({ width: 390, height: 844 })
    await open(page, ref, '&log=audit&range=now-15m')
    await expect(page.getByRole('table', { name: '审计日志' }).getByRole('row').nth(1)).toBeVisible()
    await expect(page.getByRole('button', { name: /显示原文/ })).toHaveCount(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await expectAccessible(page)
    await open(page, (await someInstance(page, 'kingsoft-redis')).ref)
    await expect(page.getByRole('heading', { name: '没有日志' })).toBeVisible()
  })
})
