import type { Page } from '@playwright/test'
import { type Listed, runningOf } from './ask'
import { expect, expectAccessible, test } from './fixtures'

/** The first running instance of a service that a viewer of the list would find. */
async function some(page: Page, service: string): Promise<Listed> {
  await page.goto('/changes')
  const [found] = await runningOf(page, `service:${service}`)
  if (!found) throw new Error(`the demo has no running instance of ${service}`)
  return found
}
const tabOf = ({ ref }: Listed) => `/instances/${encodeURIComponent(ref)}?tab=access`

test('each service tells who may connect, and in words what it has not', async ({ page }) => {
  for (const [service, list, accounts] of [
    ['alibaba-kvstore', 'Whitelist', 'Read and write'],
    ['jdcloud-redis', 'Whitelist', ''],
    ['kingsoft-redis', 'Security groups', 'no operation for accounts'],
    ['kingsoft-memcached', 'Rules of the instance', 'no operation for tags'],
  ] as const) {
    await page.goto(tabOf(await some(page, service)))
    const who = page.getByRole('region', { name: 'Who may connect' })
    await expect(who.getByRole('heading', { name: list, exact: true })).toBeVisible()
    await expect(page.getByRole('region', { name: 'Connections' }).getByRole('row').nth(1)).toBeVisible()
    if (accounts) await expect(page.getByText(accounts).first()).toBeVisible()
    await expectAccessible(page)
  }
})

test('a whitelist is changed with what comes and what goes in its plan, and read back', async ({ page }) => {
  const instance = await some(page, 'alibaba-kvstore')
  await page.goto(tabOf(instance))
  await page.getByRole('link', { name: 'Change default' }).click()
  const addresses = page.getByLabel('Addresses and blocks')
  await addresses.fill('203.0.113.7, 203.0.113.7/32, 300.1.1.1')
  await expect(page.getByText('300 is no number from 0 to 255.')).toBeVisible()
  await expect(page.getByText('Twice in it: 203.0.113.7/32')).toBeVisible()
  await page.getByRole('button', { name: 'Plan', exact: true }).click()
  await expect(page).toHaveURL(/change\/allow-list/)
  await addresses.fill('fd00::1')
  await expect(page.getByText('fd00::1 is an IPv6 address')).toBeVisible()
  await expect(page.getByText('No IPv6: the manual’s whitelists')).toBeVisible()
  await addresses.fill('10.0.0.9')
  await expect(page.getByText('10.0.0.9 lies in 10.0.0.0/8, which is in the list already')).toBeVisible()
  await page.getByRole('radio', { name: 'Replace the whole list with these' }).check()
  await addresses.fill('127.0.0.1')
  await expect(page.getByText(/^(Everybody is locked out|No address would be let in)/)).toBeVisible()
  await page.getByRole('radio', { name: 'Add these' }).check()
  await addresses.fill('0.0.0.0/0')
  await expect(page.getByText('Every address is let in', { exact: true })).toBeVisible()
  await addresses.fill('203.0.113.7')
  await expect(page.getByText('Adds 1 entry: 203.0.113.7')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Plan', exact: true }).click()
  await page.waitForURL(/\/changes\/[\w-]+$/)
  await expect(page.getByRole('row', { name: /^Added .* 203\.0\.113\.7$/ })).toBeVisible()
  await expect(page.getByText('Not every address is let in afterwards')).toBeVisible()
  await page.getByLabel('Type the instance’s id or name').fill(instance.key.id)
  await page.getByRole('button', { name: 'Confirm and send' }).click()
  await expect(page.getByText('The cloud shows it as wanted.')).toBeVisible({ timeout: 30_000 })
  await page.goto(tabOf(instance))
  await page.getByLabel('Is an address let in?').fill('203.0.113.7')
  await expect(page.getByText('Yes: default has 203.0.113.7')).toBeVisible()
})

test.describe('in Chinese, in the dark, on a narrow screen', () => {
  test.use({ language: 'zh', colorScheme: 'dark', viewport: { width: 390, height: 844 } })
  test('tab and editor are whole', async ({ page }) => {
    const instance = await some(page, 'alibaba-kvstore')
    await page.goto(tabOf(instance))
    await expect(page.getByRole('heading', { name: '谁可以连接' })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('link', { name: '修改 default' }).click()
    await page.getByRole('radio', { name: '用以下地址替换整个名单' }).check()
    await expect(page.getByText('名单已是如此。')).toBeVisible()
    await expectAccessible(page)
  })
})
