import { expect, expectAccessible, test } from './fixtures'

const everybodyTold = { timeout: 90_000 }
const TEAM_PASSWORD = 'a lighthouse at every cape'

test('costs: the run rate in parts, the way from a part to its instances, rules that move it, and one team that sees its own alone', async ({
  page,
  browser,
  baseURL,
}) => {
  test.slow()
  await page.goto('/')
  await page.keyboard.press('g')
  await page.keyboard.press('m')
  await expect(page.getByRole('heading', { name: 'Costs', level: 1 })).toBeVisible()
  // Prices come one after another in the background; nobody has to reload.
  await expect(page.getByText(/^Kept since/)).toBeVisible(everybodyTold)
  await expect(page.getByText(/still being asked for/)).toHaveCount(0, everybodyTold)
  const figures = page.locator('dl').first()
  await expect(figures.getByText(/^(≈\s)?¥[\d,]+\.\d\d/).first()).toBeVisible(everybodyTold)
  await expect(figures.getByRole('link', { name: /without a known price/ })).toBeVisible()
  await expectAccessible(page)

  const table = page.getByRole('table').first()
  await page.getByRole('combobox', { name: 'Told apart by' }).selectOption('provider')
  await expect(page).toHaveURL(/by=provider/)
  const alibaba = table.getByRole('link', { name: 'Alibaba Cloud' })
  await expect(alibaba).toHaveAttribute('href', /q=provider:alibaba/)
  // The curve is read by keys as well.
  await page.getByRole('group', { name: /Run rate over time/ }).focus()
  await page.keyboard.press('Home')
  await expect(page.locator('[data-reading]')).toContainText('Alibaba Cloud ¥')
  await figures.getByRole('link', { name: /without a known price/ }).click()
  await expect(page).toHaveURL(/q=price:none/)
  await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible()
  await page.goBack()
  // The demo's rate card makes estimates of what no cloud tells, and they are told apart.
  await expect(figures.getByText(/^≈\s¥[\d,]+\.\d\d/).first()).toBeVisible()

  await page.getByRole('link', { name: /^Report for / }).click()
  await expect(page.getByRole('heading', { name: /^Costs in \w+ \d{4}$/, level: 1 })).toBeVisible()
  await expect(page.getByText('The month is not over')).toBeVisible()
  await expect(page.getByText(/Rate card: version \d+/).first()).toBeVisible()
  await expect(page.getByRole('link', { name: 'article-mc' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('combobox', { name: 'Team' }).selectOption('Logistics')
  await expect(page).toHaveURL(/team=Logistics/)
  await expect(page.getByRole('link', { name: 'article-mc' })).toHaveCount(0)
  await expect(page.getByRole('row', { name: /haitang-logistics/ }).first()).toBeVisible()
  const file = await page.request.get((await page.getByRole('link', { name: /CSV/ }).getAttribute('href')) ?? '')
  expect(file.headers()['content-disposition']).toMatch(/costs-\d{4}-\d{2}-Logistics\.csv/)
  expect((await file.text()).split('\r\n').filter((line) => line.includes('haitang-content'))).toEqual([])
  // On paper: the report alone, on white, whatever the theme is.
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await expect(page.getByRole('navigation').first()).toBeHidden()
  await expect(page.getByRole('combobox', { name: 'Team' })).toBeHidden()
  await expect(page.getByRole('heading', { name: /^Costs in/, level: 1 })).toBeVisible()
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('light')
  expect(
    await page.evaluate(() => getComputedStyle(document.querySelector('.page-scroll') ?? document.body).overflow),
  ).toBe('visible')
  if (process.env.SHOTS) await page.pdf({ path: `${process.env.SHOTS}/report.pdf`, preferCSSPageSize: true })
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' })

  // A month that nothing is known of says so, and leads back to one that there is.
  await page.goto('/costs/reports?month=2025-01')
  await expect(page.getByRole('heading', { name: 'There is no report for January 2025' })).toBeVisible()
  await expect(page.getByText(/Quarterdeck keeps costs here since \d+ \w+ \d{4}/)).toBeVisible()
  await expect(page.getByRole('link', { name: /CSV/ })).toHaveCount(0)
  await page.getByRole('link', { name: 'To the report of this month' }).click()
  await expect(page.getByRole('link', { name: 'article-mc' })).toBeVisible()

  await page.getByRole('link', { name: 'Prices', exact: true }).click()
  const told = page.getByRole('table', { name: 'Prices as clouds told them, newest first' })
  await expect(told.getByRole('cell', { name: /^Renewing for a month/ }).first()).toBeVisible()
  await expect(told.getByText('DescribePrice').first()).toBeVisible()
  await page.getByRole('button', { name: 'With earlier ones' }).click()
  await expect(page).toHaveURL(/show=all/)
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/prices.png` })

  await page.getByRole('link', { name: 'Allocation rules' }).click()
  await page.getByRole('button', { name: 'Add a rule' }).click()
  await page.getByRole('combobox', { name: 'What rule 1 looks at' }).selectOption('account')
  await page.getByRole('textbox', { name: 'What rule 1 looks for' }).fill('haitang-test')
  await page.getByRole('combobox', { name: 'Team that pays by rule 1' }).fill('Labs')
  const save = page.getByRole('button', { name: 'Save rules' })
  await expect(save).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await expect(page.getByText(/instances would move to another team/)).toBeVisible()
  await expect(page.getByRole('row', { name: /^Labs nothing priced ¥/ })).toBeVisible()
  await expectAccessible(page)
  await save.click()
  await expect(page.getByText('The rules are saved')).toBeVisible()
  await page.goto('/costs')
  await table.getByRole('link', { name: 'Labs' }).click()
  await expect(page).toHaveURL(/q=payer:Labs/)
  await expect(page.getByRole('grid').getByText('perf-lab').first()).toBeVisible()
  // The list that money leads to says of what: the dearest first.
  await expect(page).toHaveURL(/sort=-cost/)
  await expect(page.getByRole('grid').getByRole('columnheader', { name: 'Cost a month' })).toBeVisible()
  await expect(
    page
      .getByRole('grid')
      .getByText(/^¥[\d,]+\.\d\d$/)
      .first(),
  ).toBeVisible()

  const invited = await page.request.post('/api/users', {
    headers: { origin: baseURL ?? '' },
    data: {
      email: `lead-${Date.now()}@demo.example`,
      name: 'Lead',
      role: 'viewer',
      scope: { kind: 'some', accounts: [], environments: [], teams: ['Logistics'] },
    },
  })
  expect(invited.status()).toBe(201)
  const { link } = await invited.json()
  const theirs = await browser.newContext({ baseURL, viewport: { width: 390, height: 844 }, storageState: undefined })
  const lead = await theirs.newPage()
  await lead.goto(link)
  await lead.locator('input[type="password"]').first().fill(TEAM_PASSWORD)
  await lead.keyboard.press('Enter')
  await lead.waitForURL((url) => url.pathname === '/')
  await lead.goto('/costs?by=account')
  const own = lead.getByRole('table').first()
  await expect(own.getByRole('link', { name: 'haitang-logistics' })).toBeVisible()
  await expect(own.getByRole('link', { name: /haitang-(prod|test|content)/ })).toHaveCount(0)
  await expectAccessible(lead)
  // Who is charged may read why, and change nothing of it.
  await lead.getByRole('link', { name: 'Allocation rules' }).click()
  await expect(lead.getByRole('list', { name: 'Allocation rules' }).getByText('haitang-test')).toBeVisible()
  await expect(lead.getByRole('button', { name: 'Save rules' })).toHaveCount(0)
  await expectAccessible(lead)
  await lead.getByRole('link', { name: 'Reports' }).click()
  await expect(lead.getByText(/Of those in your scope, 2 with costs: haitang-logistics, haitang-staging/)).toBeVisible()
  await expect(lead.getByText('haitang-content')).toHaveCount(0)
  expect(await lead.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await theirs.close()

  await page.goto('/costs/rules')
  await page.getByRole('button', { name: 'Remove rule 1' }).click()
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await save.click()
  await expect(page.getByText('The rules are saved')).toBeVisible()
})

test.describe('in Chinese, in the dark, on a narrow screen', () => {
  test.use({ language: 'zh', colorScheme: 'dark', viewport: { width: 390, height: 844 } })
  test('costs, the report and exchange rates are whole', async ({ page }) => {
    await page.goto('/costs')
    await expect(page.getByText('月运行费用').first()).toBeVisible()
    await expect(page.getByRole('table').first()).toBeVisible(everybodyTold)
    await expectAccessible(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await page.goto('/costs/reports')
    await expect(page.getByRole('heading', { name: '数据来源与未计入的部分' })).toBeVisible()
    await expectAccessible(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await page.goto('/costs/prices')
    await expect(page.getByRole('table', { name: '各云告知的价格，最新的在前' })).toBeVisible(everybodyTold)
    await expectAccessible(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await page.goto('/costs/rates')
    await expect(page.getByRole('textbox', { name: '报告币种' })).toBeVisible()
    await expectAccessible(page)
  })
})
