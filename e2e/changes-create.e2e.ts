import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './fixtures'

const SERVICES = [
  {
    id: 'alibaba-kvstore',
    card: /ApsaraDB for Redis/,
    account: /^haitang-test/,
    region: /^cn-hangzhou/,
    zone: /cn-hangzhou-h$/,
  },
  {
    id: 'jdcloud-redis',
    card: /JCS for Redis/,
    account: /^haitang-staging/,
    region: /^cn-north-1/,
    zone: /^cn-north-1/,
  },
  {
    id: 'kingsoft-redis',
    card: /KCS for Redis/,
    account: /^haitang-content/,
    region: /^cn-beijing-6/,
    zone: /^cn-beijing-6/,
  },
  {
    id: 'kingsoft-memcached',
    card: /KCS for Memcached/,
    account: /^haitang-content/,
    region: /^cn-beijing-6/,
    zone: /^cn-beijing-6/,
  },
] as const
const PASSWORD = 'Harbour7lights'

const shot = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` })
}
const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click()
const heading = (page: Page, name: string) =>
  expect(page.getByRole('heading', { level: 2, name: new RegExp(`^Step \\d of 6: ${name}$`) })).toBeVisible()

/** Chooses the first of a menu that reads so. */
async function pick(page: Page, label: RegExp, wanted: RegExp) {
  const menu = page.getByRole('combobox', { name: label })
  const option = menu.locator('option:not([disabled])').filter({ hasText: wanted }).first()
  await expect(option).toBeAttached()
  await menu.selectOption({ label: (await option.textContent()) ?? '' })
}

async function chooseWhere(page: Page, { id, card, account, region, zone }: (typeof SERVICES)[number]) {
  await page.getByRole('radio', { name: card }).check()
  // Where only one account has the service, it is chosen already.
  await pick(page, /^Account/, account)
  await pick(page, /^Region/, region)
  // Kingsoft Memcached picks a zone by itself.
  if (id !== 'kingsoft-memcached') await pick(page, /^Zone ?required$/, zone)
}

/** Where to Payment with the least that the service takes. */
async function fill(page: Page, service: (typeof SERVICES)[number], name: string) {
  await heading(page, 'Where')
  await chooseWhere(page, service)
  await next(page)
  await heading(page, 'What')
  await page.getByRole('table').getByRole('row').nth(1).click()
  await next(page)
  await heading(page, 'Network')
  await fillNetwork(page)
  await next(page)
  await heading(page, 'Name and access')
  await page.getByRole('textbox', { name: /^Name/ }).fill(name)
  await page.getByRole('textbox', { name: /^Password/ }).fill(PASSWORD)
  await next(page)
  await heading(page, 'Payment')
}

/** A subnet that instances of the zone use, and its VPC: their clouds have no operation that lists these. */
async function fillNetwork(page: Page) {
  const vpcOnly = page.getByRole('radio', { name: 'VPC', exact: true })
  // Of a service with both, the classic network is what leaving everything empty means, and it says so.
  if ((await vpcOnly.count()) > 0) {
    await expect(page.getByRole('radio', { name: 'Classic network' })).toBeChecked()
    await page.getByText('VPC', { exact: true }).click()
    await next(page)
    await expect(page.getByText('This is required.').first()).toBeVisible()
  }
  const subnet = page.getByRole('combobox', { name: /^Subnet/ })
  const known = page.locator(`datalist[id="${await subnet.getAttribute('list')}"] option`).first()
  const [id = '', vpc = ''] = ((await known.getAttribute('label')) ?? '').split(' · ')
  await subnet.fill(id)
  await page.getByRole('combobox', { name: /^VPC/ }).fill(vpc)
}

const made = new Map<string, string>()

for (const service of SERVICES) {
  test(`a new instance of ${service.id} is chosen, planned and confirmed`, async ({ page }) => {
    await page.goto('/instances')
    await page.getByRole('link', { name: 'New instance' }).click()
    const name = `made-${service.id}`.replaceAll('-', '_')
    await fill(page, service, name)
    await page.getByRole('button', { name: 'Plan and review' }).click()
    await heading(page, 'Review')
    await expect(page.getByRole('row', { name: /^Name/ })).toContainText(name)
    const request = page.getByRole('region', { name: 'Request', exact: true })
    await expect(request).toContainText(name)
    await expect(request).not.toContainText(PASSWORD)
    if (service.id === 'alibaba-kvstore') await expect(page.getByRole('row', { name: /^Network/ })).toContainText('VPC')
    await expect(page.getByText('quotes no order for this switch')).toHaveCount(0)
    await expect(page.getByRole('radio', { name: /maintenance window/ })).toHaveCount(0)
    await expect(page.locator('.wizard-foot .btn.primary')).toHaveCount(1)
    const confirm = page.getByRole('button', { name: 'Confirm and send' })
    await expect(confirm).toHaveAttribute('aria-disabled', 'true')
    await page.getByRole('checkbox', { name: /^I accept/ }).check()
    await shot(page, `review-${service.id}`)
    await confirm.click()
    await expect(page).toHaveURL(/\/changes\/[a-z2-7]{16}$/)
    made.set(service.id, page.url())
  })
}

test('a draft outlives a reload without its password, which has to be typed again, and can be discarded', async ({
  page,
}) => {
  const service = SERVICES[1]
  await page.goto('/instances/new')
  await fill(page, service, 'draft_of_mine')
  await page.reload()
  await heading(page, 'Payment')
  const stored = await page.evaluate(() => JSON.stringify(localStorage) + JSON.stringify(sessionStorage))
  expect(stored).toContain('draft_of_mine')
  expect(stored).not.toContain(PASSWORD)

  await page.getByRole('button', { name: 'Plan and review' }).click()
  await heading(page, 'Name and access')
  await expect(page.getByRole('textbox', { name: /^Name/ })).toHaveValue('draft_of_mine')
  const password = page.getByRole('textbox', { name: /^Password/ })
  await expect(password).toHaveValue('')
  await expect(password).toBeFocused()
  await expect(page.getByText('The password has to be typed again')).toBeVisible()
  await page.getByRole('button', { name: 'Generate' }).click()
  await expect(page.getByText('The password has to be typed again')).toHaveCount(0)
  await expect(password).toHaveValue(/^[A-Za-z0-9]{16}$/)

  // Back and forward of the browser move between steps, and lose nothing.
  await page.goBack()
  await heading(page, 'Payment')
  await page.goForward()
  await heading(page, 'Name and access')
  await expect(page.getByRole('textbox', { name: /^Name/ })).toHaveValue('draft_of_mine')

  await page.getByRole('button', { name: 'Discard draft' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Discard draft' }).click()
  await heading(page, 'Where')
  await expect(page.getByText('Nothing yet.')).toBeVisible()
  await page.reload()
  await expect(page.getByText('Nothing yet.')).toBeVisible()
})

test('what is wrong is said at its field, in its step', async ({ page }) => {
  await page.goto('/instances/new')
  await next(page)
  await expect(page.getByRole('radio', { name: SERVICES[2].card })).toBeVisible()
  await expect(page.getByText('This is required.').first()).toBeVisible()
  await chooseWhere(page, SERVICES[2])
  await page.getByRole('button', { name: /^Name and access/ }).click()
  await page.getByRole('textbox', { name: /^Name/ }).fill('x')
  await page.getByRole('textbox', { name: /^Password/ }).fill('weak')
  await next(page)
  await heading(page, 'Name and access')
  await expect(page.getByRole('textbox', { name: /^Name/ })).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByRole('textbox', { name: /^Name/ })).toBeFocused()
  await expect(page.getByRole('button', { name: /^Name and access.*Something to correct/ })).toBeVisible()
  await expectAccessible(page)
})

test('another like an instance starts with its facts', async ({ page }) => {
  await page.goto('/instances')
  await page.getByRole('link', { name: 'orders-cache' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'orders-cache' })).toBeVisible()
  await page.getByRole('button', { name: 'Actions', exact: true }).click()
  await page.getByRole('menuitem', { name: 'New instance like this…' }).click()
  await expect(page.getByText('Like orders-cache')).toBeVisible()
  await expect(page.getByRole('radio', { name: /ApsaraDB/ })).toBeChecked()
})

test.describe('for a viewer', () => {
  test.use({ role: 'viewer' })
  test('the list and the page say why not', async ({ page }) => {
    await page.goto('/instances')
    await expect(page.getByRole('button', { name: 'New instance' })).toHaveAccessibleDescription(
      /Viewers cannot create instances/,
    )
    await page.goto('/instances/new')
    await expect(page.getByText('Viewers cannot create instances.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Next' })).toHaveCount(0)
  })
})

const LOOKS = [
  { language: 'zh', colorScheme: 'dark', width: 1440 },
  { language: 'zh', colorScheme: 'light', width: 390 },
  { language: 'en', colorScheme: 'dark', width: 390 },
] as const

for (const { language, colorScheme, width } of LOOKS) {
  test.describe(`in ${language}, ${colorScheme}, ${width} wide`, () => {
    test.use({ language, colorScheme, viewport: { width, height: 900 } })
    test('every step is accessible and fits', async ({ page }) => {
      await page.goto('/instances/new')
      await page.getByRole('radio').first().check()
      await page.getByRole('combobox').first().selectOption({ label: 'haitang-test · test' })
      await page.getByRole('combobox').nth(1).selectOption('cn-hangzhou')
      for (const step of ['where', 'what', 'network', 'access', 'payment']) {
        await page.goto(`/instances/new?step=${step}`)
        await expect(page.locator('.wizard-main .field').first()).toBeVisible()
        if (step === 'what') await expect(page.getByRole('table')).toBeVisible()
        await expectAccessible(page)
        const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(tooWide).toBeLessThanOrEqual(0)
        await shot(page, `${step}-${language}-${colorScheme}-${width}`)
      }
    })
  })
}

// The last one: while the others ran, the clouds worked.
test('all of them are there in the end, each with a link to what was made', async ({ page }) => {
  test.setTimeout(120_000)
  expect([...made.keys()]).toEqual(SERVICES.map(({ id }) => id))
  for (const [id, url] of made) {
    await page.goto(url)
    const state = page.getByRole('heading', { level: 1 }).locator('..').getByRole('status')
    await expect(state).toHaveText('Done', { timeout: 60_000 })
    await shot(page, `done-${id}`)
    await page.getByRole('heading', { name: 'The new instance' }).locator('..').getByRole('link').click()
    await expect(page.getByRole('heading', { level: 1, name: /^made_/ })).toBeVisible()
  }
})
