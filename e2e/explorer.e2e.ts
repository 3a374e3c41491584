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
  await expect(page.getByText('Must be 1 to 50.')).toBeVisible()
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
  await expect(answer(page).getByRole('heading', { name: 'Last answer' })).toBeFocused()
  await expectAccessible(page)
  await answer(page).getByRole('button', { name: 'Raw' }).click()
  await expect(answer(page)).toContainText('The body as the cloud sent it')
  await expect(answer(page).locator('pre')).toContainText('"KVStoreInstance": [')
  await answer(page).getByRole('button', { name: 'Table' }).click()
  // Its panes scroll, the page itself does not.
  expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBeLessThanOrEqual(0)

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

test('the list is walked with keys, and pieces of a name find it', async ({ page }) => {
  await page.goto('/operations')
  await expect(page.getByRole('link', { name: /^DescribeSlowLogRecords/ })).toBeVisible()
  const search = page.getByRole('textbox', { name: 'Search operations' })
  await expect(async () => {
    await page.keyboard.press('/')
    await expect(search).toBeFocused({ timeout: 500 })
  }).toPass()
  await search.fill('DesSlow')
  await expect(page.getByRole('link', { name: /^DescribeSlowLogRecords/ })).toBeVisible()
  await search.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('link', { name: /^DescribeSlowLogRecords/ })).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(search).toBeFocused()
  await search.press('Enter')
  await expect(page.getByRole('heading', { name: 'DescribeSlowLogRecords' })).toBeVisible()

  // What keeps it from being sent is gone to.
  await page.getByRole('button', { name: 'Send', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('InstanceId')).toBeFocused()
  await expect(page.getByText('This is required.').first()).toBeVisible()
})

test('what was typed is there again after another operation, and after a reload', async ({ page }) => {
  await page.goto('/operations/alibaba-kvstore/CreateAccount')
  await page.getByLabel('AccountName').fill('app_of_mine')
  await page.getByLabel('AccountPassword').fill('Secret-Of-Mine-1')
  await page.getByRole('link', { name: /^DescribeAccounts/ }).click()
  await expect(page.getByRole('heading', { name: 'DescribeAccounts' })).toBeVisible()
  await page.getByRole('link', { name: /^CreateAccount/ }).click()
  await expect(page.getByLabel('AccountName')).toHaveValue('app_of_mine')
  await expect(page.getByLabel('AccountPassword')).toHaveValue('Secret-Of-Mine-1')
  await expect(page).toHaveURL(/AccountName=app_of_mine/)
  expect(page.url()).not.toContain('Secret')
  await page.reload()
  await expect(page.getByLabel('AccountName')).toHaveValue('app_of_mine')
  await expect(page.getByLabel('AccountPassword')).toHaveValue('')
})

test('fields show when they matter; rules and errors stand beside the form', async ({ page }) => {
  await page.goto('/operations/kingsoft-redis/RestoreSnapshot')
  await expect(page.getByText('Not needed now: SnapshotId, BucketName, ObjectName.')).toBeVisible()
  await page.getByText('BaseKS3', { exact: true }).click()
  await expect(page.getByLabel('BucketName')).toBeVisible()
  await expect(page.getByText('Not needed now: SnapshotId.')).toBeVisible()
  await expect(page.getByText('ObjectName is needed when Type = BaseKS3.').last()).toBeVisible()
  await expect(page.getByRole('region', { name: 'Rules between fields' }).getByRole('listitem').first()).toBeVisible()
  await page.getByText('How the cloud may refuse it').click()
  await expect(page.getByRole('row', { name: /BusinessError/ })).toContainText('Read its message.')
  await expectAccessible(page)
})

test('an instance is chosen by its id and fills its zone', async ({ page }) => {
  await page.goto('/operations/kingsoft-redis/DescribeCacheCluster')
  const field = page.getByLabel('CacheId')
  await expect(field).toBeVisible()
  const offered = page.locator(`datalist[id="${await field.getAttribute('list')}"] option`)
  await expect(offered.first()).toBeAttached()
  await field.fill((await offered.first().getAttribute('value')) ?? '')
  await expect(page.getByLabel('AvailableZone')).toHaveValue(/^cn-/)
  await expect(sentBox(page)).toContainText('AvailableZone')
  await sentBox(page).getByRole('button', { name: 'Python (kscore)' }).click()
  await expect(sentBox(page)).toContainText('describe_cache_cluster(**{')
})

test('what can change the bill is acknowledged first', async ({ page }) => {
  await page.goto('/operations/alibaba-kvstore/RenewInstance?InstanceId=r-nowhere&Period=1')
  await page.getByRole('button', { name: 'Send…' }).click()
  const dialog = page.getByRole('dialog')
  const act = dialog.getByRole('button', { name: 'Send RenewInstance' })
  await expect(act).toHaveAttribute('aria-disabled', 'true')
  await expectAccessible(page)
  await dialog.getByRole('checkbox', { name: /can change the bill/ }).check()
  await act.click()
  await expect(answer(page)).toContainText('InvalidInstanceId.NotFound')
  await expect(answer(page)).toContainText('No instance has this id.')
})

test('no other page loads schemas, and a form only those of its service', async ({ page }) => {
  // Fields of one service each, which nothing but schemas names.
  const marks = { alibaba: 'SlowLogRecordType', jdcloud: 'keyFilter', kingsoft: 'BaseKS3' }
  const loaded = new Set<string>()
  page.on('response', async (response) => {
    if (response.request().resourceType() !== 'script') return
    const text = await response.text().catch(() => '')
    for (const [name, mark] of Object.entries(marks)) if (text.includes(mark)) loaded.add(name)
  })
  for (const path of ['/', '/instances', '/accounts', '/operations']) {
    await page.goto(path, { waitUntil: 'load' })
    await expect(page.getByRole('heading').first()).toBeAttached()
    expect([path, ...loaded]).toEqual([path])
  }
  await page.goto('/operations/jdcloud-redis/describeCacheInstances')
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeVisible()
  await expect.poll(() => [...loaded]).toEqual(['jdcloud'])
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

test('while a field is wrong no request is shown, and none can be copied', async ({ page }) => {
  await page.goto('/operations/jdcloud-redis/resetCacheInstancePassword?cacheInstanceId=redis-1')
  await page
    .getByLabel(/^password/i)
    .first()
    .fill('Planted1Pass')
  await expect(sentBox(page)).toContainText('redis-1')
  await sentBox(page).getByRole('button', { name: 'curl' }).click()
  const copy = sentBox(page).getByRole('button', { name: /^Copy/ })
  await expect(copy).toBeVisible()
  await page
    .getByLabel(/^password/i)
    .first()
    .fill('x')
  await expect(sentBox(page)).toContainText('Shown as soon as password is right.')
  await expect(copy).toHaveCount(0)
  await expect(sentBox(page)).not.toContainText('redis-1')
})

test('a write whose answer is lost is unknown, and nothing says to send it again', async ({ page, emulator }) => {
  await emulator.fault({ kind: 'drop-after', service: 'alibaba-kvstore', operation: 'CreateAccount' })
  try {
    await page.goto('/operations/alibaba-kvstore/CreateAccount?AccountName=app')
    // An instance that exists: a refusal is an answer, and is not dropped.
    const field = page.getByLabel('InstanceId')
    const first = page.locator(`datalist[id="${await field.getAttribute('list')}"] option`).first()
    await expect(first).toBeAttached()
    await field.fill((await first.getAttribute('value')) ?? '')
    await page.getByLabel('AccountPassword').fill('Secret-Of-Mine-1')
    await page.getByRole('button', { name: 'Send…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Send CreateAccount' }).click()
    await expect(answer(page).getByRole('status').first()).toContainText('unknown')
    await expect(answer(page)).toContainText('Do not send it again')
    await expect(answer(page)).not.toContainText(/tried again|try again/i)
  } finally {
    await emulator.clear()
  }
})

test('a destructive one may be confirmed by the name of its instance, and says whose it is', async ({ page }) => {
  await page.goto('/operations/alibaba-kvstore/DeleteAccount?AccountName=nobody')
  const field = page.getByLabel('InstanceId')
  const first = page.locator(`datalist[id="${await field.getAttribute('list')}"] option`).first()
  await expect(first).toBeAttached()
  const id = (await first.getAttribute('value')) ?? ''
  const name = (await first.getAttribute('label')) ?? ''
  await field.fill(id)
  await page.getByRole('button', { name: 'Send…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText(`Type ${id} or ${name} to confirm`)
  await dialog.getByRole('textbox').fill(name)
  const read = page.waitForRequest((request) => /\/api\/instances\/.+\/refresh$/.test(request.url()))
  await dialog.getByRole('button', { name: 'Send DeleteAccount' }).click()
  await expect(dialog).toBeHidden()
  // What the page knows of the instance is read again, even after a refusal.
  expect((await read).url()).toContain(id)
})

test('a call that takes long says so, and a read is cancelled', async ({ page, emulator }) => {
  await emulator.fault({ kind: 'hang', service: 'alibaba-kvstore', operation: 'DescribeRegions' })
  try {
    await page.goto('/operations/alibaba-kvstore/DescribeRegions')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await expect(answer(page)).toContainText('the console keeps trying for a while', { timeout: 15_000 })
    await answer(page).getByRole('button', { name: 'Cancel' }).click()
    await expect(answer(page)).toContainText('The request was cancelled.')
    await expect(page.getByRole('button', { name: 'Send', exact: true })).not.toHaveAttribute('aria-disabled', 'true')
  } finally {
    await emulator.clear()
  }
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
    await expect(page.getByText('云平台可能返回的错误')).toBeVisible()
    await expectAccessible(page)
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBeLessThanOrEqual(0)
  })
})
