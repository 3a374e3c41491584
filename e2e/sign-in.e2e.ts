import { expect, expectAccessible, signIn, test } from './fixtures'

test.describe('without a session', () => {
  test.use({ role: null })

  test('a page asked for is shown after signing in', async ({ page }) => {
    const people: Record<string, { email: string; password: string }> = JSON.parse(process.env.E2E_PEOPLE ?? '{}')
    await page.goto('/accounts')
    await expect(page).toHaveURL(/\/sign-in\?next=%2Faccounts/)
    await expectAccessible(page)
    await page.getByLabel('Email').fill(people.viewer?.email ?? '')
    await page.getByLabel('Password', { exact: true }).fill(people.viewer?.password ?? '')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page).toHaveURL(/\/accounts$/)
    await expect(page.getByRole('heading', { name: 'Cloud accounts' })).toBeVisible()
  })

  test('a wrong password says how many tries are left, and keeps the address typed', async ({ page }) => {
    await page.goto('/sign-in')
    await page.getByLabel('Email').fill('nobody@haitang.example')
    await page.getByLabel('Password', { exact: true }).fill('not the password of anyone')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert').filter({ hasText: 'Email or password is wrong.' })).toContainText('tries left')
    await expect(page.getByLabel('Email')).toHaveValue('nobody@haitang.example')
    await expectAccessible(page)
  })

  test('the page speaks Chinese and turns dark before anybody is known', async ({ page }) => {
    await page.goto('/sign-in')
    await page.getByRole('button', { name: '简体中文' }).click()
    await expect(page.getByRole('heading', { name: '登录' })).toBeVisible()
    await page.getByRole('button', { name: '主题' }).click()
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await page.reload()
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
    await expectAccessible(page)
  })

  test('an empty or malformed address is said in the language of the page, at its field', async ({ page }) => {
    await page.goto('/sign-in')
    await page.getByRole('button', { name: '简体中文' }).click()
    const [email, submit] = [page.getByLabel('邮箱'), page.getByRole('button', { name: '登录', exact: true })]
    await submit.click()
    await expect(email).toBeFocused()
    await expect(email).toHaveAccessibleDescription('请填写邮箱。')
    await email.fill('nobody')
    await page.getByLabel('密码', { exact: true }).fill('anything')
    await submit.click()
    await expect(email).toBeFocused()
    await expect(email).toHaveAccessibleDescription('邮箱不完整，格式如 name@example.com。')
    await expectAccessible(page)
  })

  test('a password can be looked at', async ({ page }) => {
    await page.goto('/sign-in')
    await page.getByLabel('Password', { exact: true }).fill('seen')
    await page.getByRole('button', { name: 'Show password' }).click()
    await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('type', 'text')
  })

  test('a one-time page without its token says what is missing', async ({ page }) => {
    await page.goto('/invite')
    await expect(page.getByRole('heading', { name: 'This address is not complete.' })).toBeVisible()
    await expectAccessible(page)
  })

  test('signing out ends the session', async ({ page }) => {
    await signIn(page, 'viewer')
    await page.getByRole('button', { name: /viewer$/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await expect(page).toHaveURL(/\/sign-in$/)
    await page.goto('/accounts')
    await expect(page).toHaveURL(/\/sign-in/)
  })
})
