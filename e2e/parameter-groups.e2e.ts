import type { Page } from '@playwright/test'
import { type Listed, runningOf } from './ask'
import { expect, expectAccessible, test } from './fixtures'

const shot = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/groups-${name}.png` })
}
const state = (page: Page) => page.getByRole('heading', { level: 1 }).locator('..').getByRole('status')
const widest = (page: Page) =>
  page.evaluate(() =>
    Math.max(...[document.documentElement, ...document.querySelectorAll('.page-scroll')].map((one) => one.scrollWidth)),
  )

/** A Kingsoft Redis instance that takes a group of its version. */
async function instance(page: Page): Promise<Listed> {
  await page.goto('/changes')
  const found = (await runningOf(page, 'service:kingsoft-redis')).find(({ version }) => version === '5.0')
  if (!found) throw new Error('the demo has no Kingsoft Redis instance of 5.0')
  return found
}
const listOf = ({ key }: Listed) => `/templates/groups?account=${key.accountId}&region=${key.region}`
const groupName = (name: string) => `e2e_${name}`

async function carryOut(page: Page, typed?: string) {
  await page.waitForURL(/\/changes\/[\w-]+$/)
  if (typed !== undefined) await page.getByRole('textbox', { name: /^Type the / }).fill(typed)
  await page.getByRole('button', { name: 'Confirm and send' }).click()
  await expect(state(page)).toHaveText('Done', { timeout: 40_000 })
}

test('a group is made from defaults, changed, copied, applied and deleted', async ({ page }) => {
  test.slow() // five changes, one after the other
  const row = await instance(page)
  await page.keyboard.press('g')
  await page.keyboard.press('r')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Parameter templates')
  await page.getByRole('link', { name: 'Parameter groups', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Parameter groups')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Jump to anything' }).fill('parameter gr')
  await page.keyboard.press('Enter')
  await page.getByRole('combobox', { name: 'Account' }).selectOption(row.key.accountId)
  await page.getByRole('combobox', { name: 'Region' }).selectOption(row.key.region)
  await expectAccessible(page)

  await page.getByRole('link', { name: `New parameter group in ${row.zone}` }).click()
  await expect(page.getByRole('combobox', { name: 'Engine version' })).toHaveValue('5.0')
  await page.getByRole('combobox', { name: 'Engine version' }).selectOption('2.8')
  await expect(page.getByRole('textbox', { name: 'list-max-ziplist-entries' })).toBeVisible()
  await page.getByRole('combobox', { name: 'Engine version' }).selectOption('5.0')
  const panel = page.getByRole('complementary', { name: 'Changes to apply' })
  const plan = panel.getByRole('button', { name: /the group…$/ })
  await page.getByRole('textbox', { name: 'timeout' }).fill('86401')
  await expect(page.getByText(/^86401 is not allowed\. Allowed: 0 – 86400/)).toBeVisible()
  await expect(plan).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('textbox', { name: 'timeout' }).fill('0')
  await expect(panel).toContainText('Idle connections are never closed')
  await expect(panel).toContainText('Give it a name.')
  await page.getByRole('textbox', { name: /^Name/ }).fill(groupName('caches'))
  await page.getByRole('combobox', { name: 'maxmemory-policy' }).selectOption('allkeys-lru')
  await expectAccessible(page)
  await shot(page, 'new')
  await plan.click()
  await expect(page.getByRole('row', { name: /^maxmemory-policy/ })).toContainText('allkeys-lru')
  await expect(page.getByRole('row', { name: /^hz/ })).toHaveCount(0)
  await expectAccessible(page)
  await shot(page, 'plan')
  await carryOut(page)

  await page.goto(listOf(row))
  await shot(page, 'list')
  await page.getByRole('link', { name: groupName('caches'), exact: true }).click()
  await expect(page.getByRole('textbox', { name: 'timeout' })).toHaveValue('0')
  await page.getByRole('textbox', { name: 'timeout' }).fill('300')
  await expectAccessible(page)
  await shot(page, 'edit')
  await plan.click()
  await expect(page.getByRole('row', { name: /^timeout/ })).toContainText('300')
  await carryOut(page)

  await page.goto(listOf(row))
  await page.getByRole('link', { name: `Copy ${groupName('caches')}` }).click()
  await expect(page.getByRole('textbox', { name: 'timeout' })).toHaveValue('300')
  await page.getByRole('textbox', { name: /^Name/ }).fill(groupName('copy'))
  await plan.click()
  await carryOut(page)

  await page.goto(listOf(row))
  await page.getByRole('button', { name: `Apply ${groupName('copy')}` }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Find instances' }).fill(row.key.id)
  await dialog.getByRole('checkbox').check()
  await expectAccessible(page)
  await shot(page, 'apply')
  await dialog.getByRole('button', { name: 'Plan for 1' }).click()
  await expect(page.getByRole('row', { name: /^timeout/ })).toContainText('300')
  await carryOut(page, row.key.id)
  await page.goto(`/instances/${encodeURIComponent(row.ref)}?tab=parameters`)
  await expect(page.getByRole('textbox', { name: 'timeout' })).toHaveValue('300')

  for (const name of ['caches', 'copy'].map(groupName)) {
    await page.goto(listOf(row))
    await page.getByRole('button', { name: `Delete ${name}` }).click()
    await page.waitForURL(/\/changes\/[\w-]+$/)
    await expect(page.getByText('The group is no longer there afterwards.')).toBeVisible()
    await expect(page.getByText(/^No manual says whether instances/)).toBeVisible()
    await expect(page.getByRole('main')).not.toContainText(/the instance|this instance/i)
    await carryOut(page, name)
  }
  await page.goto(listOf(row))
  await expect(page.getByText('No parameter groups in this zone.').first()).toBeVisible()
  await expect(page.getByRole('link', { name: groupName('copy') })).toHaveCount(0)
})

test.describe('in Chinese, dark, on a phone, a viewer', () => {
  test.use({ language: 'zh', viewport: { width: 390, height: 844 }, colorScheme: 'dark', role: 'viewer' })
  test('reads what a group would begin with, and changes nothing', async ({ page }) => {
    const row = await instance(page)
    await page.goto(listOf(row))
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('参数组')
    await expect(page.getByRole('button', { name: `在 ${row.zone} 新建参数组` })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
    expect(await widest(page)).toBeLessThanOrEqual(390)
    await expectAccessible(page)
    await shot(page, 'zh-390-list')
    const place = new URLSearchParams({ account: row.key.accountId, region: row.key.region, zone: row.zone })
    await page.goto(`/templates/groups/edit?${place}`)
    await expect(page.getByRole('row', { name: /^maxmemory-policy/ })).toBeVisible()
    await expect(page.getByText('查看者不能修改参数组。').last()).toBeVisible()
    expect(await widest(page)).toBeLessThanOrEqual(390)
    await expectAccessible(page)
    await shot(page, 'zh-390-new')
  })
})
