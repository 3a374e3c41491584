import { expect, expectAccessible, test } from './fixtures'

test('keys go everywhere: to pages, to the palette, to the list of keys', async ({ page }) => {
  await page.goto('/accounts')
  await expect(page.getByRole('heading', { name: 'Cloud accounts' })).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('u')
  await expect(page.getByRole('heading', { name: 'Users' })).toBeFocused()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('audit')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/audit$/)
})

test('an instance is opened from the palette by part of its name', async ({ page }) => {
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Jump to anything' }).click()
  await expect(page.getByRole('combobox', { name: 'Jump to anything' })).toBeFocused()
  await page.keyboard.type('orders-ca')
  await expect(page.getByRole('option', { name: /orders-cache/ }).first()).toBeVisible()
  await expectAccessible(page)
  await page
    .getByRole('option', { name: /orders-cache/ })
    .first()
    .click()
  await expect(page).toHaveURL(/\/instances\//)
})

test('the navigation folds, and stays folded after a reload', async ({ page }) => {
  await page.goto('/settings')
  const link = page.getByRole('link', { name: 'Overview' })
  // Keys work once the page's code runs: what it asked for is then on it.
  await expect(page.getByRole('contentinfo', { name: 'Clouds' })).toContainText('Alibaba')
  const wide = (await link.boundingBox())?.width ?? 0
  await page.keyboard.press('[')
  await expect.poll(async () => (await link.boundingBox())?.width).toBeLessThan(60)
  await page.reload()
  await expect.poll(async () => (await link.boundingBox())?.width).toBeLessThan(60)
  await page.keyboard.press('[')
  await expect.poll(async () => (await link.boundingBox())?.width).toBe(wide)
})

test('language, theme and clock are chosen in the top bar and kept', async ({ page }) => {
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Time zone: UTC+8' }).click()
  await page.getByRole('menuitemradio', { name: 'UTC', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Time zone: UTC', exact: true })).toBeVisible()
  await page.getByRole('button', { name: /^Language/ }).click()
  await page.getByRole('menuitemradio', { name: '简体中文' }).click()
  await expect(page.getByRole('heading', { name: '设置' })).toBeVisible()
  await page.getByRole('button', { name: '主题' }).click()
  // It is dark before it is kept, and a reload would cut off what keeps it.
  const kept = page.waitForResponse((answer) => answer.request().postData()?.includes('"theme"') ?? false)
  await page.getByRole('menuitemradio', { name: '深色' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  expect((await kept).ok()).toBe(true)
  await page.context().clearCookies({ name: /^qd-/ })
  await page.reload()
  await expect(page.getByRole('heading', { name: '设置' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expectAccessible(page)
  await page.getByRole('button', { name: /^语言/ }).click()
  await page.getByRole('menuitemradio', { name: 'English' }).click()
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await page.getByRole('button', { name: 'Theme' }).click()
  await page.getByRole('menuitemradio', { name: 'As the system' }).click()
  await page.getByRole('button', { name: /^Time zone/ }).click()
  await page.getByRole('menuitemradio', { name: /^Local time/ }).click()
})

test('the skip link leads past the navigation', async ({ page }) => {
  await page.goto('/settings')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('main')).toBeFocused()
})

test('the status line has each cloud with its age', async ({ page }) => {
  await page.goto('/settings')
  const line = page.getByRole('contentinfo', { name: 'Clouds' })
  for (const cloud of ['Alibaba', 'JD', 'Kingsoft']) await expect(line.getByRole('link', { name: cloud })).toBeVisible()
})

test.describe('in a window of 390 px', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('the navigation is a sheet, and nothing is wider than the window', async ({ page }) => {
    await page.goto('/accounts')
    await page.getByRole('button', { name: 'Open navigation' }).click()
    const sheet = page.getByRole('dialog', { name: 'Main' })
    await expect(sheet).toBeVisible()
    await expectAccessible(page)
    await sheet.getByRole('link', { name: 'Users' }).click()
    await expect(page).toHaveURL(/\/users$/)
    await expect(sheet).toHaveCount(0)
    for (const path of ['/accounts', '/accounts/new', '/users', '/audit', '/settings', '/me', '/me/sessions']) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(width, path).toBeLessThanOrEqual(390)
    }
  })
})

test('an address that leads nowhere says so and shows the way back', async ({ page }) => {
  const answer = await page.goto('/nowhere/at/all')
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
})

test('a page of an older version says so, and loads the newer one when asked', async ({ page }) => {
  await page.goto('/settings')
  await expect(page.getByRole('contentinfo', { name: 'Clouds' })).toContainText('Alibaba')
  await expect(page.getByText('A newer version of the console is running.')).toHaveCount(0)
  // As after an update of the server.
  await page.route('**/api/**', async (route) => {
    const response = await route.fetch()
    expect(response.headers()['x-quarterdeck-build']).toMatch(/^[0-9a-f]{16}$/)
    await route.fulfill({ response, headers: { ...response.headers(), 'x-quarterdeck-build': 'another' } })
  })
  await page.getByRole('link', { name: 'Users' }).click()
  await expect(page.getByText('A newer version of the console is running.')).toBeVisible()
  await expectAccessible(page)
  await page.unrouteAll({ behavior: 'wait' })
  await page.getByRole('button', { name: 'Reload the page' }).click()
  await expect(page.getByRole('contentinfo', { name: 'Clouds' })).toContainText('Alibaba')
  await expect(page.getByText('A newer version of the console is running.')).toHaveCount(0)
})
