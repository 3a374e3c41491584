import type { Page } from '@playwright/test'
import { type Listed, runningOf } from './ask'
import { expect, expectAccessible, test } from './fixtures'

/** The first running instance that a query of the list finds. */
async function some(page: Page, query: string): Promise<Listed> {
  await page.goto('/changes')
  const [found] = await runningOf(page, query)
  if (!found) throw new Error(`the demo has nothing running that is ${query}`)
  return found
}
const shot = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
}
const openTab = (page: Page, { ref }: Listed) => page.goto(`/instances/${encodeURIComponent(ref)}?tab=access`)

/** From a filled form: plans it, confirms it, and waits for its end. Resolves with the text of the plan's page. */
async function carryOut(page: Page, { key: { id } }: Listed, end = 'The cloud shows it as wanted.'): Promise<string> {
  await page.getByRole('button', { name: 'Plan', exact: true }).click()
  await page.waitForURL(/\/changes\/[\w-]+$/)
  await expect(page.getByRole('button', { name: 'Confirm and send' })).toBeVisible()
  const typed = page.getByLabel('Type the instance’s id or name')
  if (await typed.isVisible()) await typed.fill(id)
  const plan = await page.locator('main').innerText()
  await page.getByRole('button', { name: 'Confirm and send' }).click()
  await expect(page.getByText(end)).toBeVisible({ timeout: 60_000 })
  return plan
}

test('an address comes and goes, with its rules said while it is typed', async ({ page }) => {
  test.slow()
  for (const query of ['service:alibaba-kvstore version:5.0', 'service:kingsoft-redis']) {
    const isAlibaba = query.includes('alibaba')
    const instance = await some(page, query)
    const connections = page.getByRole('region', { name: 'Connections' })
    await openTab(page, instance)
    await connections.getByRole('row').nth(1).waitFor()
    const release = connections.getByRole('link', { name: 'Release the address: Public' })
    if (await release.first().isVisible()) {
      await release.last().click()
      await carryOut(page, instance)
      await openTab(page, instance)
    }
    await page.getByRole('link', { name: 'Add a public address…' }).click()
    if (isAlibaba) {
      const prefix = page.getByRole('textbox', { name: /^First part of the address/ })
      await prefix.fill('Shop')
      await expect(prefix).toHaveAttribute('aria-invalid', 'true')
      await prefix.fill(`shop${Date.now().toString(36)}`)
      await expect(prefix).not.toHaveAttribute('aria-invalid', 'true')
    }
    await expectAccessible(page)
    const plan = await carryOut(page, instance)
    expect(plan).toContain('It can be reached from the Internet')
    await openTab(page, instance)
    await expect(connections.getByRole('row', { name: /^Public / })).toBeVisible()
    await expect(connections.getByText('It has one')).toBeVisible()
    await expectAccessible(page)
    if (isAlibaba) {
      // What the address is now stands in the form; what stays is not sent.
      await connections.getByRole('link', { name: 'Change the address: Public' }).click()
      await expect(page.getByText('Address now (Public)')).toBeVisible()
      await expect(page.getByRole('textbox', { name: /^First part of the address/ })).toHaveValue(/^shop/)
      await expect(page.getByRole('textbox', { name: /^Port/ })).toHaveValue('6379')
      await page.getByRole('textbox', { name: /^Port/ }).fill('6390')
      await expectAccessible(page)
      await shot(page, 'endpoint-form')
      const changed = await carryOut(page, instance)
      expect(changed).toMatch(/Port\s+6379\s+→\s+6390/)
      await openTab(page, instance)
    }
    await shot(page, `tab-${isAlibaba ? 'alibaba' : 'kingsoft'}`)
  }
})

test('an account is made with a password that is shown once, on each service that has accounts', async ({ page }) => {
  test.slow()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  for (const query of ['service:alibaba-kvstore version:5.0', 'service:jdcloud-redis version:4.0']) {
    const instance = await some(page, query)
    await openTab(page, instance)
    await page.getByRole('link', { name: 'Create an account…' }).click()
    await page.getByRole('textbox', { name: /^Account/ }).fill('reports')
    const password = page.getByRole('textbox', { name: /^Password/ })
    await password.fill('onlysmall')
    const broken = page.locator('[data-kept="false"]')
    await expect(broken.first()).toBeVisible()
    await page.getByRole('button', { name: 'Generate' }).click()
    await expect(broken).toHaveCount(0)
    const secret = await password.inputValue()
    expect(secret).toMatch(/^\w{16}$/)
    await page.getByRole('combobox', { name: /^May/ }).selectOption({ label: 'Read' })
    await expectAccessible(page)
    await shot(page, 'account-form')
    const plan = await carryOut(page, instance)
    await shot(page, 'account-change')
    expect(plan).not.toContain(secret)
    expect(asked.filter((url) => url.includes(secret))).toEqual([])
    await page.goBack()
    await expect(page.locator('body')).not.toContainText(secret)
    await openTab(page, instance)
    const row = page.getByRole('row', { name: /^reports / })
    await expect(row).toContainText('Read')
    await row.getByRole('button', { name: 'Change reports' }).click()
    await page.getByRole('menuitem', { name: 'Change what an account may do…' }).click()
    // Which one it is about was chosen: a fact of the form.
    await expect(page.locator('dl code').filter({ hasText: /^reports$/ })).toBeVisible()
    await expect(page.getByRole('textbox', { name: /^Account/ })).toHaveCount(0)
    await carryOut(page, instance)
    await openTab(page, instance)
    await expect(page.getByRole('row', { name: /^reports / })).toContainText('Read and write')
  }
})

test('tags come and go, on one and on many, and are found by their key', async ({ page }) => {
  test.slow()
  const instance = await some(page, 'service:alibaba-kvstore')
  await openTab(page, instance)
  await page.getByRole('link', { name: 'Add tags…' }).click()
  await page.getByRole('textbox', { name: /^Tags/ }).fill('cost-centre=4711, "note=a, b"')
  const plan = await carryOut(page, instance)
  expect(plan).toContain('Tag cost-centre')
  await openTab(page, instance)
  await expect(page.getByRole('row', { name: /^note a, b/ })).toBeVisible()
  await page.getByRole('link', { name: 'Remove note', exact: true }).click()
  await expect(page.getByRole('textbox', { name: /^Keys/ })).toHaveValue('note')
  await carryOut(page, instance)
  // Two at once, from the list.
  await page.goto('/instances?q=service:alibaba-kvstore+status:running+-tag:cost-centre&sort=-name')
  await page.getByRole('grid').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await page.keyboard.press('Shift+ArrowDown')
  await page.getByRole('region', { name: 'Selected instances' }).getByRole('button', { name: 'Change…' }).click()
  await page.getByRole('combobox', { name: /^What shall be done/ }).selectOption({ label: 'Add tags (2 of 2)' })
  await page.getByRole('textbox', { name: /^Tags/ }).fill('cost-centre=4711')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Plan 2 instances' }).click()
  await page.waitForURL(/\/changes\/batch\/[\w-]+$/)
  const confirm = page.getByRole('button', { name: /^Confirm/ })
  await expect(confirm).toBeVisible({ timeout: 30_000 })
  await shot(page, 'tags-batch')
  await confirm.click()
  await expect(page.getByRole('heading', { level: 1 }).locator('..').getByRole('status')).toHaveText('Ended', {
    timeout: 30_000,
  })
  await page.goto('/instances?q=tag:cost-centre')
  await expect(page.getByRole('row')).toHaveCount(4)
})

test.describe('in Chinese, in the dark, on a narrow screen', () => {
  test.use({ language: 'zh', colorScheme: 'dark', viewport: { width: 390, height: 844 } })
  test('tab and forms are whole, and say what a service has not', async ({ page }) => {
    const instance = await some(page, 'service:alibaba-kvstore version:5.0')
    await openTab(page, instance)
    await expect(page.getByRole('link', { name: '添加标签…' })).toBeVisible()
    await expectAccessible(page)
    await shot(page, 'zh-tab')
    await page.getByRole('link', { name: '创建账号…' }).click()
    await page.getByRole('button', { name: '生成', exact: true }).click()
    await expect(page.getByText('请立即复制')).toBeVisible()
    await expectAccessible(page)
    await shot(page, 'zh-form')
    await openTab(page, await some(page, 'service:kingsoft-memcached'))
    await expect(page.getByText('没有标签相关接口')).toBeVisible()
    await expect(page.getByText('Quarterdeck 没有金山云此服务的以下接口：')).toBeVisible()
    await expectAccessible(page)
    await shot(page, 'zh-memcached')
  })
})

test.describe('a viewer', () => {
  test.use({ role: 'viewer' })
  test('sees it all and is told why nothing can be changed', async ({ page }) => {
    await openTab(page, await some(page, 'service:alibaba-kvstore version:5.0'))
    const add = page.getByRole('button', { name: 'Add tags…' })
    await expect(add).toHaveAttribute('aria-disabled', 'true')
    await expect(page.getByRole('link', { name: 'Create an account…' })).toHaveCount(0)
  })
})
