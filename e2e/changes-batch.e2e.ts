import type { Page } from '@playwright/test'
import { ask, type Listed, runningOf } from './ask'
import { expect, expectAccessible, test } from './fixtures'

const shot = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
}
const fits = async (page: Page) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
const state = (page: Page) => page.getByRole('heading', { level: 1 }).locator('..').getByRole('status')
/** Two of the demo's instances change their status by themselves, again and again. */
const ALIBABA = '/instances?q=provider:alibaba+status:running+-promo-counter+-risk-features&sort=-name'

test('twenty instances are changed together; two fail, and these alone are done again', async ({ page, emulator }) => {
  test.slow()
  await page.goto(ALIBABA)
  await page.getByRole('grid').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  for (let row = 1; row < 20; row++) await page.keyboard.press('Shift+ArrowDown')
  const bar = page.getByRole('region', { name: 'Selected instances' })
  await expect(bar).toContainText('20 selected')
  await bar.getByRole('button', { name: 'Change…' }).click()

  await expect(page.getByRole('heading', { level: 1, name: 'Change several instances' })).toBeVisible()
  const action = page.getByRole('combobox', { name: /^What shall be done/ })
  await action.selectOption({ label: 'Set the maintenance window (20 of 20)' })
  await page.getByRole('button', { name: 'Plan 20 instances' }).click()
  await expect(page.getByText('This is required.').first()).toBeVisible()
  await page.getByRole('textbox', { name: /^From/ }).fill('03:30')
  await page.getByRole('textbox', { name: /^To/ }).fill('04:30')
  await page
    .getByRole('combobox', { name: 'When one does not succeed' })
    .selectOption({ label: 'Go on after a failure' })
  await expectAccessible(page)
  await shot(page, 'draft')
  await page.getByRole('button', { name: 'Plan 20 instances' }).click()

  await expect(page).toHaveURL(/\/changes\/batch\/[a-z2-7]{16}$/)
  await expect(state(page)).toHaveText('Planned', { timeout: 30_000 })
  await expect(page.getByRole('row')).toHaveCount(21)
  await expect(page.getByRole('row').nth(1)).toContainText('03:30')
  const shown = page
    .getByRole('row')
    .nth(1)
    .getByRole('button', { name: /^Request/ })
  await shown.click()
  const request = page.getByRole('region', { name: /^The request for/ })
  await expect(request.getByText('ModifyInstanceMaintainTime').first()).toBeVisible()
  await expect(request).toContainText('03:30')
  await expectAccessible(page)
  await shot(page, 'planned')
  await shown.click()
  await expect(request).toHaveCount(0)
  await emulator.fault({ kind: 'denied', operation: 'ModifyInstanceMaintainTime', count: 2 })
  await page.getByRole('button', { name: 'Confirm and send 20' }).click()
  await expect(state(page)).toHaveText('Ended', { timeout: 60_000 })
  await expect(page.getByText('18 of 20 done')).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: 'Did not happen' })).toHaveCount(2)
  await expectAccessible(page)
  await shot(page, 'ended')

  await page.getByRole('checkbox', { name: 'Also the 2 that did not happen' }).check()
  await page.getByRole('button', { name: 'Resume: plan 2 again' }).click()
  await page.getByRole('button', { name: 'Confirm and send 2' }).click({ timeout: 30_000 })
  await expect(page.getByText('20 of 20 done')).toBeVisible({ timeout: 60_000 })

  await page.goto('/changes')
  const line = page.getByRole('region', { name: 'Batches' }).getByRole('listitem').first()
  await expect(line).toContainText('Set the maintenance window: 20 instances')
  await expect(line).toContainText('20 of 20 done')
  await expectAccessible(page)
  await shot(page, 'list')
  await line.getByRole('link').click()
  await page
    .getByRole('row')
    .nth(1)
    .getByRole('link', { name: /^Change/ })
    .click()
  await expect(state(page)).toHaveText('Done')
})

test('a row that cannot be planned says why, one is left out, and what destroys is typed with its number', async ({
  page,
}) => {
  await page.goto('/instances')
  const items = await runningOf(page)
  const of = (service: string, count: number) => items.filter(({ key }) => key.service === service).slice(-count)
  const refs = [...of('kingsoft-redis', 3), ...of('jdcloud-redis', 1)].map(({ ref }) => ref)
  const { id } = await ask<{ id: string }>(page, '/api/batches', 'POST', { action: 'lock', refs })
  const flush = await ask<{ id: string }>(page, '/api/batches', 'POST', { action: 'flush', refs: refs.slice(0, 3) })
  await page.goto(`/changes/batch/${id}`)
  await expect(state(page)).toHaveText('Planned', { timeout: 30_000 })
  await expect(page.getByRole('row').nth(4)).toContainText('This service has no such operation.')
  await expect(page.getByRole('button', { name: 'Confirm and send 3' })).toBeVisible()
  const when = page.getByRole('group', { name: 'When' })
  await expect(when.getByRole('radio', { name: /^In the next maintenance window of each/ })).toBeDisabled()
  await expect(when.getByText('Of 3 of these their clouds tell no maintenance window.')).toBeVisible()
  await when.getByRole('radio', { name: 'At a time' }).check()
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  await when.getByLabel('Day and time, where you are').fill(`${tomorrow}T09:30`)
  await expectAccessible(page)
  await shot(page, 'when')
  await page.getByRole('textbox', { name: /^Type this to confirm/ }).fill('3 lock')
  await page.getByRole('button', { name: 'Confirm and schedule 3' }).click()
  await expect(state(page)).toHaveText('Waits for its time')
  await expect(page.getByText('3 instances wait for this time:')).toBeVisible()
  await expectAccessible(page)
  await shot(page, 'timed')
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(state(page)).toHaveText('Stopped')
  await expect(page.getByRole('row').filter({ hasText: 'The batch stopped before its turn came.' })).toHaveCount(3)

  await page.goto(`/changes/batch/${flush.id}`)
  await expect(state(page)).toHaveText('Planned', { timeout: 30_000 })
  await page.getByRole('row').nth(2).getByRole('checkbox').uncheck()
  await expect(page.getByText('2 would be sent')).toBeVisible()
  const typed = page.getByRole('textbox', { name: /^Type this to confirm/ })
  await typed.fill('3 flush')
  const confirm = page.getByRole('button', { name: 'Confirm and send 2' })
  await expect(confirm).toHaveAttribute('aria-disabled', 'true')
  await typed.fill('2 flush')
  await expect(confirm).not.toHaveAttribute('aria-disabled', 'true')
  await page
    .getByRole('row')
    .nth(1)
    .getByRole('link', { name: /^Change/ })
    .click()
  await expect(page.getByText('This is a row of a batch, and is decided there.')).toBeVisible()
  await page.getByRole('link', { name: 'To the batch' }).click()
  await page.getByRole('button', { name: 'Withdraw' }).click()
  await expect(state(page)).toHaveText('Withdrawn')
})

for (const { language, colorScheme, width } of [
  { language: 'zh', colorScheme: 'dark', width: 1440 },
  { language: 'zh', colorScheme: 'light', width: 390 },
] as const) {
  test.describe(`in ${language}, ${colorScheme}, ${width} wide`, () => {
    test.use({ language, colorScheme, viewport: { width, height: 900 } })
    test('the choice and the plan are accessible and fit', async ({ page }) => {
      await page.goto('/instances')
      const items = await runningOf(page)
      const refs = ['alibaba-kvstore', 'jdcloud-redis', 'kingsoft-redis', 'kingsoft-memcached'].flatMap((service) =>
        items
          .filter(({ key }) => key.service === service)
          .slice(-2)
          .map(({ ref }) => ref),
      )
      await page.evaluate((kept) => sessionStorage.setItem('qd-pick-test', JSON.stringify(kept)), refs)
      const paramsOf = { 'alibaba-kvstore': { class: 'redis.master.4xlarge.default' }, 'kingsoft-redis': { gb: 64 } }
      const { id } = await ask<{ id: string }>(page, '/api/batches', 'POST', { action: 'spec', refs, paramsOf })
      await page.goto('/changes/batch?pick=test&action=spec')
      await expect(page.getByRole('combobox').nth(1)).toBeVisible()
      await expectAccessible(page)
      await fits(page)
      await shot(page, `draft-${language}-${colorScheme}-${width}`)
      await page.goto(`/changes/batch/${id}`)
      await expect(page.getByRole('checkbox').first()).toBeVisible({ timeout: 30_000 })
      await expect(page.locator('.skel')).toHaveCount(0)
      await expectAccessible(page)
      await fits(page)
      await shot(page, `plan-${language}-${colorScheme}-${width}`)
      await ask(page, `/api/batches/${id}/withdraw`, 'POST', {})
      await page.goto('/changes')
      await expect(page.getByRole('region').first()).toBeVisible()
      await expectAccessible(page)
      await fits(page)
      await shot(page, `list-${language}-${colorScheme}-${width}`)
    })
  })
}
