import type { Page } from '@playwright/test'
import { ask, type Listed, someInstance } from './ask'
import { expect, expectAccessible, test } from './fixtures'

interface Planned {
  id: string
  maintenance: { startUtc: string; endUtc: string } | null
}

const rename = (page: Page, { ref }: Listed, name: string) =>
  ask<Planned>(page, '/api/changes', 'POST', { ref, action: 'rename', params: { name } })
const soon = (ms = 2_000) => ({ when: { kind: 'at', at: new Date(Date.now() + ms).toISOString() } })
const state = (page: Page) => page.getByRole('heading', { level: 1 }).locator('..').getByRole('status')
const shot = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
}

test('a change is given a time, waits for it in the lists, and can be withdrawn', async ({ page }) => {
  const instance = await someInstance(page, 'alibaba-kvstore', 6)
  const { id, maintenance } = await rename(page, instance, 'renamed_in_the_window')
  await page.goto(`/changes/${id}`)
  const when = page.getByRole('group', { name: 'When' })
  await when.getByRole('radio', { name: 'In the instance’s next maintenance window' }).check()
  await expect(when.getByText(`${maintenance?.startUtc}:00 UTC`)).toBeVisible()
  await when.getByRole('radio', { name: 'At a time' }).check()
  const confirm = page.getByRole('button', { name: 'Confirm and schedule' })
  await expect(confirm).toHaveAccessibleDescription('Choose a day and a time first')
  const time = when.getByLabel('Day and time, where you are')
  await time.fill('2020-05-04T03:02')
  await confirm.click()
  await expect(when.getByText('This time is over.')).toBeVisible()
  await expectAccessible(page)
  // The browser of the tests is in Shanghai, eight hours ahead.
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  await time.fill(`${tomorrow}T09:30`)
  await expect(when.getByText(`${tomorrow} 09:30:00 UTC+8`)).toBeVisible()
  await expect(when.getByText(`${tomorrow} 01:30:00 UTC`)).toBeVisible()
  await shot(page, 'when')
  await confirm.click()
  await expect(state(page)).toHaveText('Scheduled')
  await expect(page.getByText('It starts at its time')).toBeVisible()
  await expectAccessible(page)
  await shot(page, 'scheduled')
  await page.goto(`/changes?state=scheduled&instance=${encodeURIComponent(instance.key.id)}`)
  await expect(page.getByRole('row', { name: /renamed|Rename/ })).toContainText('Scheduled')
  await expectAccessible(page)
  await shot(page, 'scheduled-list')
  await page.getByRole('link', { name: 'Rename' }).click()
  await page.getByRole('button', { name: 'Withdraw' }).click()
  await expect(state(page)).toHaveText('Withdrawn')
})

test('when its time comes it is planned again and sent', async ({ page }) => {
  const instance = await someInstance(page, 'jdcloud-redis', 2)
  const { id } = await rename(page, instance, 'renamed_on_time')
  await ask(page, `/api/changes/${id}/confirm`, 'POST', soon())
  await page.goto(`/changes/${id}`)
  await expect(state(page)).toHaveText('Done', { timeout: 40_000 })
  const happened = page.getByRole('region', { name: 'What happened' })
  await expect(happened).toContainText('Planned again with the facts of now')
  await expect(happened).toContainText('nothing got worse')
})

test('a page that no live event reaches tells all the same how a change ended', async ({ page }) => {
  // A service without backups: no other file of the demo can have one of its instances backed up just then.
  const instance = await someInstance(page, 'kingsoft-memcached', 1)
  const { id } = await rename(page, instance, 'renamed_unheard')
  await page.route('**/api/events', (route) => route.abort())
  await page.goto(`/changes/${id}`)
  await page.getByRole('button', { name: 'Confirm and send' }).click()
  await expect(state(page)).toHaveText('Done', { timeout: 40_000 })
})

test.describe('in Chinese', () => {
  test.use({ language: 'zh', viewport: { width: 390, height: 900 } })
  test('one whose plan got worse is not sent, and says what it was and what it is', async ({ page }) => {
    const instance = await someInstance(page, 'kingsoft-redis', 4)
    const late = await rename(page, instance, 'renamed_too_late')
    const first = await rename(page, instance, 'renamed_before')
    await page.goto(`/changes/${late.id}`)
    await page.getByRole('radio', { name: '指定时间' }).check()
    await expect(page.getByText('云平台未提供维护窗口。')).toBeVisible()
    await expectAccessible(page)
    await shot(page, 'when-zh-390')
    // Confirmed before the other one is sent: afterwards its plan would be refused as outdated.
    await ask(page, `/api/changes/${late.id}/confirm`, 'POST', soon(8_000))
    await ask(page, `/api/changes/${first.id}/confirm`, 'POST', {})
    await page.goto(`/changes/${first.id}`)
    await expect(state(page)).toHaveText('已完成', { timeout: 40_000 })

    await page.goto(`/changes/${late.id}`)
    await expect(state(page)).toHaveText('未发送', { timeout: 40_000 })
    await expect(page.getByText('执行前计划变差，未发送任何请求。')).toBeVisible()
    const table = page.getByRole('table', { name: '变差之处' })
    await expect(table.getByRole('row').last()).toContainText(instance.name)
    await expect(table.getByRole('row').last()).toContainText('renamed_before')
    await expectAccessible(page)
    await shot(page, 'worse-zh-390')
  })
})
