import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './fixtures'

const NOBODY = { cookies: [], origins: [] }
const PAGES = ['/accounts', '/accounts/new', '/users', '/audit', '/settings', '/me', '/me/sessions'] as const

for (const language of ['en', 'zh'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`in ${language}, ${colorScheme}`, () => {
      test.use({ language, colorScheme })
      test('every page of administration is accessible', async ({ page }) => {
        for (const path of PAGES) {
          await page.goto(path)
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
          await expect(page.locator('.skel')).toHaveCount(0)
          await expectAccessible(page)
        }
      })
    })
  }
}

async function addAccount(page: Page, name: string, secret: string) {
  await page.goto('/accounts/new')
  await page.getByRole('textbox', { name: /^Name/ }).fill(name)
  await page.getByRole('textbox', { name: /^Access key id/ }).fill('LTAI5tHaitangAudit001')
  await page.getByRole('textbox', { name: /^Access key secret/ }).fill(secret)
  await page.getByRole('checkbox', { name: /cn-hangzhou/ }).check()
  await page.getByLabel('Owner team').fill('Audit')
  await page.getByRole('button', { name: 'Add the account' }).click()
  await expect(page.getByRole('heading', { name, exact: true })).toBeVisible()
}

async function deleteAccount(page: Page, name: string) {
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  const act = page.getByRole('button', { name: 'Delete the account' })
  await expect(act).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('textbox', { name: `Type ${name} to confirm` }).fill(name)
  await act.click()
  await expect(page).toHaveURL(/\/accounts$/)
  await expect(page.getByRole('link', { name, exact: true })).toHaveCount(0)
}

test('an account is added, shows what its key may do, is paused, and is deleted by typing its name', async ({
  page,
}) => {
  await addAccount(page, 'e2e-audit', 'demo-alibaba-audit-17ae5b3d')
  const denied = page.getByRole('row', { name: /DescribeInstanceAttribute/ })
  await expect(denied).toContainText('Denied', { timeout: 30_000 })
  await expect(page.getByRole('row', { name: /DescribeInstances / })).toContainText('OK')
  await expect(page.getByRole('list', { name: 'What to do' })).toContainText('Grant the key these operations')
  await expectAccessible(page)
  expect(await page.content()).not.toContain('demo-alibaba-audit-17ae5b3d')

  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Pause' }).click()
  await expect(page.getByText('This account is paused.')).toBeVisible()
  await deleteAccount(page, 'e2e-audit')
})

test('what is refused is marked, the first refused field has the focus, and nothing typed is lost', async ({
  page,
}) => {
  await page.goto('/accounts/new')
  await page.getByRole('textbox', { name: /^Access key id/ }).fill('LTAI5tHaitangProd0001')
  await page.getByRole('textbox', { name: 'Other regions' }).fill('cn-new-1, CN_WRONG')
  await page.getByRole('button', { name: 'Add the account' }).click()
  await expect(page.getByRole('textbox', { name: /^Name/ })).toBeFocused()
  await expect(page.getByText('This is required.').first()).toBeVisible()
  await expect(page.getByText(/CN_WRONG: A region id has only small letters/)).toBeVisible()
  await expect(page.getByRole('textbox', { name: /^Access key id/ })).toHaveValue('LTAI5tHaitangProd0001')
  await expectAccessible(page)
})

test('an edit that somebody else overtook shows what changed, keeps what was typed, and can then be saved', async ({
  page,
}) => {
  await addAccount(page, 'e2e-conflict', 'demo-alibaba-audit-17ae5b3d')
  await page.getByRole('link', { name: 'Edit' }).click()
  await page.getByLabel('Owner team').fill('Mine')
  const id = /accounts\/(\w+)\/edit/.exec(page.url())?.[1] ?? ''
  const changed = await page.evaluate(async (account) => {
    const path = `/api/accounts/${account}`
    const { version } = await (await fetch(path)).json()
    const body = JSON.stringify({ environment: 'theirs', version })
    return (await fetch(path, { method: 'PATCH', headers: { 'content-type': 'application/json' }, body })).status
  }, id)
  expect(changed).toBe(200)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Stored by somebody else in the meantime:')).toBeVisible()
  await expect(page.getByText('Environment: theirs')).toBeVisible()
  await expect(page.getByLabel('Owner team')).toHaveValue('Mine')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: 'e2e-conflict', exact: true })).toBeVisible()
  await deleteAccount(page, 'e2e-conflict')
})

test('somebody is invited by a link shown once, takes it, and is disabled', async ({ page, browser, baseURL }) => {
  await page.goto('/users')
  await page.getByRole('button', { name: 'Invite…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /^Email/ }).fill('chen.yu@haitang.example')
  await dialog.getByRole('textbox', { name: /^Name/ }).fill('Chen Yu')
  await dialog.getByRole('radio', { name: /^Operator/ }).check()
  await dialog.getByRole('radio', { name: 'Some accounts' }).check()
  await dialog.getByRole('checkbox', { name: 'Trade' }).check()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Make a link' }).click()
  const first = (await page.getByTestId('one-time-link').textContent()) ?? ''
  expect(first).toContain(`${baseURL}/invite#`)
  await page.getByRole('button', { name: 'Done' }).click()
  const row = page.getByRole('row', { name: /Chen Yu/ })
  await expect(row).toContainText('Invited')
  await expect(row).toContainText('team Trade')
  await row.getByRole('button', { name: 'Actions for Chen Yu' }).click()
  await page.getByRole('menuitem', { name: 'New invitation…' }).click()
  await page.getByRole('button', { name: 'Make a link' }).click()
  const link = (await page.getByTestId('one-time-link').textContent()) ?? ''
  expect(link).toContain(`${baseURL}/invite#`)
  expect(link).not.toBe(first)
  await page.getByRole('button', { name: 'Done' }).click()

  const other = await browser.newContext({ locale: 'zh-CN', storageState: NOBODY })
  const guest = await other.newPage()
  await guest.goto(link)
  await expect(guest.getByText('受邀账号为 chen.yu@haitang.example')).toBeVisible()
  expect(guest.url()).not.toContain('#')
  await expectAccessible(guest)
  await guest.getByLabel('新密码').fill('seventeen blue umbrellas')
  await guest.getByRole('button', { name: '保存并登录' }).click()
  await expect(guest.getByRole('navigation', { name: '主导航' })).toBeVisible()
  await expect(guest.getByRole('link', { name: '审计' })).toHaveCount(0)
  await guest.goto(link)
  await other.clearCookies()
  await guest.reload()

  await page.reload()
  await expect(row).toContainText('Active')
  await row.getByRole('button', { name: 'Actions for Chen Yu' }).click()
  await page.getByRole('menuitem', { name: 'Disable…' }).click()
  await page.getByRole('button', { name: 'Disable Chen Yu' }).click()
  await expect(row).toContainText('Disabled')
  await other.close()
})

test('the log is filtered in the address and shows everything of one entry', async ({ page }) => {
  await page.goto('/audit')
  await page.getByLabel('What', { exact: true }).selectOption('session.sign-in')
  await expect(page).toHaveURL(/action=session\.sign-in/)
  const rows = page.getByRole('row').filter({ hasText: 'Sign-in' })
  await expect(rows.first()).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: 'Added an account' })).toHaveCount(0)
  await rows.first().getByRole('button').click()
  await expect(page).toHaveURL(/entry=\d+/)
  const panel = page.getByRole('complementary')
  await expect(panel).toContainText('Hash')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'CSV' }).click()
  expect((await download).suggestedFilename()).toMatch(/^quarterdeck-audit-.*\.csv$/)
})

test('settings refuse what is out of range and keep what was typed', async ({ page }) => {
  await page.goto('/settings')
  const hours = page.getByRole('textbox', { name: 'End every session after' })
  await expect(page.getByRole('button', { name: 'Save the settings' })).toHaveAttribute('aria-disabled', 'true')
  await hours.fill('99')
  await page.getByRole('button', { name: 'Save the settings' }).click()
  await expect(hours).toBeFocused()
  await expect(hours).toHaveValue('99')
  await expect(page.getByText('99 is out of range. Allowed: whole numbers from 1 to 24.')).toBeVisible()
  await hours.fill('12')
})

test('one sees where one is signed in and ends another session', async ({ page, browser, baseURL }) => {
  const people: Record<string, { email: string; password: string }> = JSON.parse(process.env.E2E_PEOPLE ?? '{}')
  const other = await browser.newContext({ baseURL, locale: 'en-US', storageState: NOBODY })
  const second = await other.newPage()
  await second.goto('/sign-in')
  await second.getByLabel('Email').fill(people.admin?.email ?? '')
  await second.getByLabel('Password', { exact: true }).fill(people.admin?.password ?? '')
  await second.keyboard.press('Enter')
  await expect(second.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await page.goto('/me/sessions')
  await expect(page.getByText('this one')).toHaveCount(1)
  await page.getByRole('button', { name: 'End', exact: true }).first().click()
  await expect(second).toHaveURL(/\/sign-in/, { timeout: 15_000 })
  await other.close()
})

test.describe('a viewer', () => {
  test.use({ role: 'viewer' })
  test('sees the accounts and why they cannot be changed, and no page of admins', async ({ page }) => {
    await page.goto('/accounts')
    const add = page.getByRole('button', { name: 'Add an account' })
    await expect(add).toHaveAttribute('aria-disabled', 'true')
    await expect(add).toHaveAccessibleDescription('This needs the admin role. Ask an admin of this console.')
    await page.locator('.tbl .name').first().click()
    await expect(page.getByRole('button', { name: 'Check again' })).toHaveAttribute('aria-disabled', 'true')
    await expectAccessible(page)
    await expect(page.getByRole('link', { name: 'Users' })).toHaveCount(0)
    await page.goto('/users')
    await expect(page.getByRole('heading', { name: 'This page needs the admin role' })).toBeVisible()
    await expectAccessible(page)
  })
})
