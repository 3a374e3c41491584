import type { Page } from '@playwright/test'
import { ask, running } from './ask'
import { expect, expectAccessible, test } from './fixtures'

interface Offer {
  id: string
  memoryMb: number | null
  replicas: number | null
  refused: { code: string } | null
  current: boolean
  architecture: string
}

const spec = (ref: string, query = '') => `/instances/${encodeURIComponent(ref)}/change/spec${query}`
const state = (page: Page) => page.getByRole('heading', { level: 1 }).locator('..').getByRole('status')

/** An instance of a service with a size that it can become, larger or smaller. */
async function resizable(page: Page, service: string, way: 'up' | 'down', chargeType = 'pay-as-you-go') {
  const found = await running(
    page,
    (one) => one.key.service === service && one.chargeType === chargeType && one.architecture === 'standard',
  )
  for (const instance of found) {
    const { items } = await ask<{ items: Offer[] }>(page, `/api/instances/${encodeURIComponent(instance.ref)}/offers`)
    const fit = items.filter(
      ({ refused, memoryMb, replicas, architecture }) =>
        refused === null &&
        replicas !== 0 &&
        architecture === 'standard' &&
        memoryMb !== null &&
        (way === 'up' ? memoryMb > (instance.memoryMb ?? Infinity) : memoryMb < (instance.memoryMb ?? 0)),
    )
    const offer = way === 'up' ? fit[0] : fit.at(-1)
    if (offer) return { instance, offer }
  }
  throw new Error(`the demo has no ${chargeType} instance of ${service} that goes ${way}`)
}

/** The radio lies under its label, which fills the row. */
const pick = (page: Page, { id }: Offer) => page.locator(`input[type=radio][value="${id}"]`).check({ force: true })

/** Chooses a class in the table, and goes on to the plan. */
async function planFor(page: Page, offer: Offer) {
  await pick(page, offer)
  await page.getByRole('button', { name: 'Next', exact: true }).click()
  const plan = page.getByRole('button', { name: 'Plan', exact: true })
  await expect(plan).not.toHaveAttribute('aria-disabled', 'true')
  await plan.click()
  await expect(page).toHaveURL(/\/changes\/[a-z2-7]{16}$/)
}

test('a larger class of Alibaba Cloud: found by need, priced before and after, and sent', async ({ page }) => {
  await page.goto('/instances')
  const { instance, offer } = await resizable(page, 'alibaba-kvstore', 'up')
  await page.goto(spec(instance.ref))
  await page.getByRole('button', { name: 'Start from what is in use now' }).click()
  await expect(page.getByRole('textbox', { name: 'Data' })).toHaveValue(/^[\d.]+$/)
  await expect(page.getByRole('textbox', { name: 'Connections' })).toHaveValue(/^\d+$/)
  await expectAccessible(page)
  await page.goto(spec(instance.ref, `?memoryGb=${((offer.memoryMb ?? 0) / 1024) * 0.8}`))
  await expect(page.getByRole('heading', { level: 2, name: /Size/ })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Next', exact: true })).toHaveAccessibleDescription(
    'Choose a size first',
  )
  await expectAccessible(page)
  // What would lose the replica that it has is no answer to a need, and to be seen only on demand.
  const alone = page.getByRole('row').filter({ hasText: 'no replica' })
  await expect(alone).toHaveCount(0)
  await page.getByRole('checkbox', { name: 'Only with a replica' }).uncheck()
  await expect(alone).not.toHaveCount(0)
  await page.getByRole('checkbox', { name: 'Only with a replica' }).check()
  await planFor(page, offer)

  const price = page.getByRole('region', { name: 'Price', exact: true })
  await expect(price).toContainText(/≈ ¥[\d,.]+\s*→\s*to ≈ ¥[\d,.]+/)
  await expect(price).toContainText('DescribePrice')
  await expect(page.getByRole('row', { name: /^Class/ })).toContainText(offer.id)
  await expect(page.getByRole('row', { name: /^Price a month/ })).toBeVisible()
  await page.getByRole('button', { name: 'JSON', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Request', exact: true })).toContainText(
    `"InstanceClass": "${offer.id}"`,
  )
  await expectAccessible(page)
  await page.getByRole('textbox', { name: /^Type the instance/ }).fill(instance.key.id)
  await page.getByRole('checkbox', { name: 'I accept this price' }).check()
  await page.getByRole('button', { name: 'Confirm and send' }).click()
  // How a change of size ends is held by tests of the API: the demo's clouds take their time for it.
  await expect(state(page)).toHaveText(/Under way|Done/, { timeout: 20_000 })
})

test('a cheaper class of a subscription is asked for as a downgrade, and its order waits', async ({ page }) => {
  await page.goto('/instances')
  const { instance, offer } = await resizable(page, 'alibaba-kvstore', 'down', 'subscription')
  await page.goto(spec(instance.ref))
  await pick(page, offer)
  await expect(page).toHaveURL(/class=/)
  await page.reload()
  await page.getByRole('button', { name: 'Next', exact: true }).click()
  await expect(page.getByText('A downgrade for its cloud')).toBeVisible()
  await expect(page.getByRole('checkbox', { name: 'Pay the order at once' })).not.toBeChecked()
  await page.getByRole('button', { name: 'Plan', exact: true }).click()
  await expect(page).toHaveURL(/\/changes\/[a-z2-7]{16}$/)
  await expect(page.getByRole('region', { name: 'Request', exact: true })).toContainText('DOWNGRADE')
  await expect(page.getByRole('row', { name: /^Ends/ })).toContainText('same')
  await expect(page.getByText('No cloud tells what is paid back.')).toBeVisible()
  await page.getByRole('button', { name: 'Withdraw' }).click()
  await expect(state(page)).toHaveText('Withdrawn')
})

for (const service of ['jdcloud-redis', 'kingsoft-redis']) {
  test(`a larger size of ${service} is planned, and what its cloud does not tell is said to be unknown`, async ({
    page,
  }) => {
    await page.goto('/instances')
    const { instance, offer } = await resizable(page, service, 'up')
    await page.goto(spec(instance.ref))
    await planFor(page, offer)
    await expect(page.getByRole('row', { name: /^Memory/ })).toBeVisible()
    if (service === 'kingsoft-redis') await expect(page.getByText('Its cloud does not tell:')).toBeVisible()
    await page.getByRole('button', { name: 'Withdraw' }).click()
    await expect(state(page)).toHaveText('Withdrawn')
  })
}

test('a size that does not hold what is in use is refused, and the plan says what would help', async ({ page }) => {
  await page.goto('/instances')
  const full = await running(page, ({ key }) => key.service === 'kingsoft-redis')
  const planned = await Promise.all(
    full.slice(0, 6).map(({ ref }) =>
      ask<{ id: string; plan: { checks: { id: string; result: string }[] } }>(page, '/api/changes', 'POST', {
        ref,
        action: 'spec',
        params: { gb: 1 },
      }),
    ),
  )
  const refused = planned.find(({ plan }) =>
    plan.checks.some(({ id, result }) => id === 'memory-fits' && result === 'block'),
  )
  expect(refused).toBeDefined()
  await page.goto(`/changes/${refused?.id}`)
  await expect(page.getByText('This plan cannot be confirmed')).toBeVisible()
  await expect(page.getByText('Choose more memory, or free some first.').first()).toBeInViewport()
  await expect(page.getByRole('button', { name: 'Confirm and send' })).toHaveCount(0)
  await expectAccessible(page)
})

const LOOKS = [
  { language: 'en', colorScheme: 'dark', width: 1440 },
  { language: 'zh', colorScheme: 'light', width: 1440 },
  { language: 'zh', colorScheme: 'dark', width: 390 },
  { language: 'en', colorScheme: 'light', width: 390 },
] as const

for (const { language, colorScheme, width } of LOOKS) {
  test.describe(`in ${language}, ${colorScheme}, ${width} wide`, () => {
    test.use({ language, colorScheme, viewport: { width, height: 900 } })
    test('the wizard is accessible and fits', async ({ page }) => {
      await page.goto('/instances')
      const { instance, offer } = await resizable(page, 'alibaba-kvstore', 'up')
      await page.goto(spec(instance.ref, `?class=${encodeURIComponent(offer.id)}`))
      await expect(page.locator(`input[type=radio][value="${offer.id}"]`)).toBeChecked()
      const shot = async (name: string) => {
        await expectAccessible(page)
        const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(tooWide).toBeLessThanOrEqual(0)
        if (process.env.SHOTS)
          await page.screenshot({ path: `${process.env.SHOTS}/spec-${name}-${language}-${colorScheme}-${width}.png` })
      }
      await shot('size')
      await page.locator('.wizard-foot').getByRole('button').last().click()
      await expect(page.getByRole('checkbox')).not.toHaveCount(0)
      await shot('how')
      await page.locator('.wizard-foot').getByRole('button').last().click()
      await expect(page).toHaveURL(/\/changes\/[a-z2-7]{16}$/)
      await expect(page.getByRole('table')).toBeVisible()
      await shot('plan')
    })
  })
}
