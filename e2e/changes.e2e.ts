import type { Page } from '@playwright/test'
import { ask, setPolicies, someInstance } from './ask'
import { expect, expectAccessible, type RoleName, test } from './fixtures'

const state = (page: Page) => page.getByRole('heading', { level: 1 }).locator('..').getByRole('status')
const choose = async (page: Page, ref: string, action: string) => {
  await page.goto(`/instances/${encodeURIComponent(ref)}`)
  await page.getByRole('button', { name: 'Actions', exact: true }).click()
  await page.getByRole('menuitem', { name: `${action}…`, exact: true }).click()
}

for (const service of ['alibaba-kvstore', 'jdcloud-redis', 'kingsoft-redis', 'kingsoft-memcached']) {
  test(`an instance of ${service} is renamed: planned, confirmed, sent, and seen under its new name`, async ({
    page,
  }) => {
    await page.goto('/instances')
    const instance = await someInstance(page, service)
    await choose(page, instance.ref, 'Rename')
    const name = page.getByRole('textbox', { name: /^New name/ })
    await expect(name).toHaveValue(instance.name)
    await name.fill('renamed_by_plan')
    await page.getByRole('button', { name: 'Plan', exact: true }).click()
    await expect(page).toHaveURL(/\/changes\/[a-z2-7]{16}$/)
    const row = page.getByRole('row', { name: /^Name/ })
    await expect(row).toContainText(instance.name)
    await expect(row).toContainText('renamed_by_plan')
    await expect(page.getByRole('region', { name: 'Request', exact: true })).toContainText('renamed_by_plan')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Confirm and send' }).click()
    await expect(state(page)).toHaveText('Done', { timeout: 40_000 })
    await expect(page.getByRole('region', { name: 'What happened' })).toContainText('The cloud took it')
    await page.getByRole('link', { name: instance.name, exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'renamed_by_plan' })).toBeVisible()
  })
}

test('a flush waits for a second person in another browser, who sees the facts of now and sends it', async ({
  page,
  browser,
  stateOf,
}) => {
  await page.goto('/instances')
  const instance = await someInstance(page, 'kingsoft-redis', 2)
  const second = {
    name: 'No flush alone',
    environments: [],
    kinds: [],
    actions: ['flush'],
    approval: true,
    expiresMinutes: 60,
    breakGlass: false,
  }
  await setPolicies(page, [second])
  const other = await browser.newContext({ storageState: await stateOf('operator' satisfies RoleName) })
  try {
    await choose(page, instance.ref, 'Delete all data')
    // Who is to agree is told why: the form asks for it before it plans.
    await page.getByRole('button', { name: 'Plan', exact: true }).click()
    const why = page.getByRole('textbox', { name: /^Why/ })
    await expect(why).toBeFocused()
    await expect(page.getByText('Say why: a second person has to agree to it.')).toBeVisible()
    await why.fill('its keys are stale')
    await page.getByRole('button', { name: 'Plan', exact: true }).click()
    await expect(page.getByText('Policy “No flush alone” wants a second person')).toBeVisible()
    await expect(page.getByText('All its data is deleted.')).toBeVisible()
    const request = page.getByRole('button', { name: 'Request approval' })
    await expect(request).toHaveAttribute('aria-disabled', 'true')
    await page.getByRole('textbox', { name: /^Type the instance/ }).fill('something else')
    await expect(request).toHaveAttribute('aria-disabled', 'true')
    await page.getByRole('textbox', { name: /^Type the instance/ }).fill(instance.key.id)
    await request.click()
    await expect(state(page)).toHaveText('Waits for approval')
    await expect(page.getByText('somebody else has to approve it')).toBeVisible()
    await expect(page.getByText(/^An operator or admin in scope other than .* can approve it/)).toBeVisible()
    await expect(page.getByRole('button', { name: /^Approve/ })).toHaveCount(0)

    const colleague = await other.newPage()
    await colleague.goto(new URL('/changes?state=waiting', page.url()).href)
    await expect(colleague.getByText('waits for you', { exact: true })).toBeVisible()
    await colleague.getByRole('link', { name: 'Delete all data' }).click()
    const facts = colleague.getByRole('region', { name: 'Decision' }).getByRole('table')
    for (const fact of ['Status', 'Memory in use', 'Connections in use', 'Last backup']) {
      await expect(facts.getByRole('row', { name: new RegExp(`^${fact} `) })).toBeVisible()
    }
    await expectAccessible(colleague)
    if (process.env.SHOTS) await colleague.screenshot({ path: `${process.env.SHOTS}/approve.png` })
    await colleague.getByRole('button', { name: 'Approve and send' }).click()
    // The page of who asked follows by itself.
    await expect(page.getByRole('region', { name: 'What happened' })).toContainText('Approved')
    await expect(state(page)).toHaveText('Done', { timeout: 40_000 })
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/done.png`, fullPage: true })
  } finally {
    await other.close()
    await setPolicies(page, [])
  }
})

test('what is not possible says why, and a plan that changes nothing is blocked', async ({ page }) => {
  await page.goto('/instances')
  const instance = await someInstance(page, 'alibaba-kvstore', 2)
  await page.goto(`/instances/${encodeURIComponent(instance.ref)}/change/lock`)
  await expect(page.getByText('This service has no such operation.')).toBeVisible()

  await page.goto(`/instances/${encodeURIComponent(instance.ref)}/change/rename`)
  await page.getByRole('button', { name: 'Plan', exact: true }).click()
  await expect(page.getByText('This plan cannot be confirmed')).toBeVisible()
  // The banner says it first, the list of checks says it again.
  await expect(page.getByText('It is so already: nothing would change.').first()).toBeInViewport()
  await expect(page.getByText('Nothing has to be done, unless you meant another value.').first()).toBeInViewport()
  const back = page.getByRole('link', { name: 'Back to the form' })
  await expect(back).toHaveAttribute('href', /\/change\/rename\?from=/)
  await expect(page.getByRole('button', { name: 'Confirm and send' })).toHaveCount(0)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Withdraw' }).click()
  await expect(state(page)).toHaveText('Withdrawn')

  await page.goto('/changes?state=withdrawn')
  await page.getByRole('searchbox', { name: 'Instance id or name' }).fill(instance.key.id)
  await expect(page).toHaveURL(/instance=/)
  await expect(page.getByRole('row')).toHaveCount(2)
  await expectAccessible(page)
})

test.describe('for a viewer', () => {
  test.use({ role: 'viewer' })
  test('the menu says why not, and so does the form', async ({ page }) => {
    await page.goto('/instances')
    const instance = await someInstance(page, 'alibaba-kvstore', 2)
    await page.goto(`/instances/${encodeURIComponent(instance.ref)}`)
    await expect(page.getByRole('button', { name: 'Actions', exact: true })).toHaveAccessibleDescription(
      /Viewers cannot change instances/,
    )
    await page.goto(`/instances/${encodeURIComponent(instance.ref)}/change/flush`)
    await expect(page.getByText('Viewers cannot change instances.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Plan', exact: true })).toHaveCount(0)
  })
})

test('a larger size shows what its cloud quotes, and is not sent before the price is accepted', async ({ page }) => {
  await page.goto('/instances')
  const instance = await someInstance(page, 'alibaba-kvstore', 4)
  await page.goto(`/instances/${encodeURIComponent(instance.ref)}/change/major-version`)
  await page.getByRole('button', { name: 'Plan', exact: true }).click()
  await expect(page.getByText('This is required.')).toBeVisible()
  await expect(page.getByRole('combobox', { name: /^Version/ })).toBeFocused()
  const { id } = await ask<{ id: string }>(page, '/api/changes', 'POST', {
    ref: instance.ref,
    action: 'spec',
    params: { class: 'redis.master.4xlarge.default' },
  })
  await page.goto(`/changes/${id}`)
  await expect(page.getByRole('region', { name: 'Request', exact: true })).toContainText('redis.master.4xlarge.default')
  await expect(page.getByRole('region', { name: 'Price', exact: true })).toContainText('Price a month')
  const confirm = page.getByRole('button', { name: 'Confirm and send' })
  await page.getByRole('textbox', { name: /^Type the instance/ }).fill(instance.key.id)
  await expect(confirm).toHaveAccessibleDescription('Accept the price first')
  await page.getByRole('checkbox', { name: 'I accept this price' }).check()
  await expect(confirm).not.toHaveAttribute('aria-disabled', 'true')
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/price.png` })
  await page.getByRole('button', { name: 'Withdraw' }).click()
  await expect(state(page)).toHaveText('Withdrawn')
})

const LOOKS = [
  { language: 'en', colorScheme: 'light', width: 1440 },
  { language: 'zh', colorScheme: 'dark', width: 1440 },
  { language: 'zh', colorScheme: 'light', width: 390 },
  { language: 'en', colorScheme: 'dark', width: 390 },
] as const

for (const { language, colorScheme, width } of LOOKS) {
  test.describe(`in ${language}, ${colorScheme}, ${width} wide`, () => {
    test.use({ language, colorScheme, viewport: { width, height: 900 } })
    test('the form, the plan and the list are accessible and fit', async ({ page }) => {
      await page.goto('/instances')
      const instance = await someInstance(page, 'alibaba-kvstore', 3)
      const { id } = await ask<{ id: string }>(page, '/api/changes', 'POST', { ref: instance.ref, action: 'restart' })
      const form = `/instances/${encodeURIComponent(instance.ref)}/change/move-zone`
      for (const [at, path] of [form, `/changes/${id}`, '/changes'].entries()) {
        await page.goto(path)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await expect(page.locator('.skel')).toHaveCount(0)
        await expectAccessible(page)
        const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(tooWide).toBeLessThanOrEqual(0)
        if (process.env.SHOTS) {
          await page.screenshot({ path: `${process.env.SHOTS}/${at}-${language}-${colorScheme}-${width}.png` })
        }
      }
      await ask(page, `/api/changes/${id}/withdraw`, 'POST', {})
    })
  })
}
