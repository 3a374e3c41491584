import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './fixtures'

const sentBox = (page: Page, name = 'What will be sent') => page.getByRole('region', { name })
const answer = (page: Page) => page.getByRole('region', { name: 'Last answer' })

test('an operation is found by a Chinese word, filled, read, sent, and its answer leads on', async ({ page }) => {
  await page.goto('/operations')
  await page.getByRole('textbox', { name: 'Search operations' }).fill('实例列表')
  await page.getByRole('link', { name: /^DescribeInstances/ }).click()
  await expect(page.getByRole('heading', { name: 'DescribeInstances' })).toBeVisible()
  await page.getByLabel('Region', { exact: true }).selectOption('cn-hangzhou')
  await page.getByLabel('PageSize').fill('51')
  await expect(page.getByText('Out of range')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toHaveAttribute('aria-disabled', 'true')
  await page.getByLabel('PageSize').fill('5')
  await expect(sentBox(page)).toContainText('PageSize')
  await expect(sentBox(page)).toContainText('https://r-kvstore.aliyuncs.com/')
  await expect(sentBox(page).getByText('made when sent').first()).toBeVisible()
  await sentBox(page).getByRole('button', { name: 'aliyun CLI' }).click()
  await expect(sentBox(page)).toContainText('aliyun r-kvstore DescribeInstances')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(answer(page)).toContainText('200')
  await expect(answer(page).getByRole('table')).toBeVisible()
  await expectAccessible(page)

  await answer(page).getByRole('button', { name: /^r-/ }).first().click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  await dialog.getByRole('link', { name: /^DescribeInstanceAttribute/ }).click()
  await expect(page.getByRole('heading', { name: 'DescribeInstanceAttribute' })).toBeVisible()
  await expect(page.getByLabel('InstanceId')).toHaveValue(/^r-/)
  await expect(answer(page)).toContainText('Nothing sent yet.')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(answer(page)).toContainText('200')
})

test('an address fills the form and sends nothing', async ({ page }) => {
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST' && /\/api\/operations\/[^/]+\/[^/]+$/.test(request.url())) sent.push(request.url())
  })
  await page.goto('/operations/alibaba-kvstore/CreateAccount?AccountName=app&AccountPassword=planted&InstanceId=r-1')
  await expect(page.getByLabel('AccountName')).toHaveValue('app')
  await expect(page.getByLabel('AccountPassword')).toHaveValue('')
  await page.getByLabel('AccountPassword').fill('Secret-Of-Mine-1')
  await expect(sentBox(page)).toContainText('******')
  await page.getByLabel('AccountName').fill('app2')
  await expect(page).toHaveURL(/AccountName=app2/)
  expect(page.url()).not.toContain('Secret')
  expect(page.url()).not.toContain('planted')
  expect(sent).toEqual([])
})

test('a destructive one is sent only after its target was typed', async ({ page }) => {
  await page.goto('/operations/alibaba-kvstore/DeleteAccount?InstanceId=r-nowhere&AccountName=nobody')
  await page.getByRole('button', { name: 'Send…' }).click()
  const dialog = page.getByRole('dialog')
  const act = dialog.getByRole('button', { name: 'Send DeleteAccount' })
  await expect(act).toHaveAttribute('aria-disabled', 'true')
  await expectAccessible(page)
  await dialog.getByRole('textbox').fill('r-nowhere')
  await act.click()
  await expect(answer(page)).toContainText('InvalidInstanceId.NotFound')
  await page.getByRole('button', { name: 'History' }).click()
  await expect(
    page
      .getByRole('dialog')
      .getByRole('link', { name: /DeleteAccount/ })
      .first(),
  ).toContainText('failed')
})

test.describe('for a viewer', () => {
  test.use({ role: 'viewer' })
  test('a write says beforehand that the role is missing; what it would send can be read', async ({ page }) => {
    await page.goto('/operations/alibaba-kvstore/DeleteAccount?InstanceId=r-1&AccountName=nobody')
    await expect(sentBox(page)).toContainText('DeleteAccount')
    const button = page.getByRole('button', { name: 'Send…' })
    await expect(button).toHaveAttribute('aria-disabled', 'true')
    await expect(page.getByText('needs the operator role').first()).toBeVisible()
    await expectAccessible(page)
  })
})

test.describe('in Chinese on a phone', () => {
  test.use({ language: 'zh', viewport: { width: 390, height: 844 } })
  test('is read without scrolling sideways', async ({ page }) => {
    await page.goto('/operations')
    await page.getByRole('textbox', { name: '搜索操作' }).fill('白名单')
    await page.getByRole('link', { name: /^DescribeSecurityIps/ }).click()
    await expect(page.getByRole('heading', { name: 'DescribeSecurityIps' })).toBeVisible()
    await expectAccessible(page)
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBeLessThanOrEqual(0)
  })
})
