import type { Page } from '@playwright/test'
import { ask, type Listed, setPolicies, someInstance } from './ask'
import { expect, expectAccessible, test } from './fixtures'

const form = (page: Page, { key }: Listed, operation: string, input: Record<string, string> = {}) => {
  const filled = { _account: key.accountId, _region: key.region, InstanceId: key.id, ...input }
  return page.goto(`/operations/alibaba-kvstore/${operation}?${new URLSearchParams(filled)}`)
}
const answer = (page: Page) => page.getByRole('region', { name: 'Last answer' })
const state = (page: Page) => page.getByRole('heading', { level: 1 }).locator('..').getByRole('status')
const shot = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
}

test('what the explorer writes is a change, with the same request in the explorer, on its page and in the audit log', async ({
  page,
}) => {
  const instance = await someInstance(page, 'alibaba-kvstore', 7)
  await form(page, instance, 'ModifyInstanceMaintainTime', { MaintainStartTime: '17:00Z', MaintainEndTime: '18:00Z' })
  const shown = page.getByRole('region', { name: 'What will be sent' })
  await expect(shown).toContainText('17:00Z')
  await page.getByRole('button', { name: 'Send…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Send ModifyInstanceMaintainTime' }).click()
  await expect(answer(page).getByRole('status').first()).toContainText('200')
  await answer(page).getByRole('link', { name: 'Kept as a change' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Call of ModifyInstanceMaintainTime' })).toBeVisible()
  await expect(state(page)).toHaveText('Done')
  const request = page.getByRole('region', { name: 'Request', exact: true })
  for (const part of ['17:00Z', '18:00Z', instance.key.id]) await expect(request).toContainText(part)
  const kept = page.getByRole('region', { name: 'What the cloud answered' })
  await expect(kept.first()).toContainText('"RequestId"')
  await expectAccessible(page)
  await shot(page, 'call-done')
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await page.goto(`/changes?action=call&instance=${encodeURIComponent(instance.key.id)}`)
  await expect(page.getByRole('link', { name: 'Call of ModifyInstanceMaintainTime' })).toHaveAttribute(
    'href',
    `/changes/${id}`,
  )
  const { items } = await ask<{ items: { action: string; requestId: string; outcome: string }[] }>(page, '/api/audit')
  const mine = items.filter(({ requestId }) => requestId === id)
  expect(mine.map(({ action, outcome }) => `${action} ${outcome}`).sort()).toEqual([
    'change.ended succeeded',
    'operation:alibaba-kvstore/ModifyInstanceMaintainTime started',
    'operation:alibaba-kvstore/ModifyInstanceMaintainTime succeeded',
  ])
  await page.goto(`/changes/${id}`)
  await page.getByRole('link', { name: 'Open in the explorer, filled in like this' }).click()
  await expect(shown).toContainText('17:00Z')
  await expect(shown).toContainText(instance.key.id)
  await page.getByRole('button', { name: 'History' }).click()
  const history = page.getByRole('dialog', { name: 'History' })
  const entry = history.getByRole('listitem').filter({ has: page.locator(`a[href="/changes/${id}"]`) })
  await entry.getByRole('button', { name: 'Its answer' }).click()
  await expect(entry).toContainText('"RequestId"')
  await expectAccessible(page)
  await shot(page, 'call-history')
})

test('where a policy wants a second person the explorer sends nothing and leads to the plan', async ({ page }) => {
  const instance = await someInstance(page, 'alibaba-kvstore', 7)
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
  try {
    await form(page, instance, 'FlushInstance')
    await page.getByRole('button', { name: 'Send…' }).click()
    await page.getByRole('dialog').getByRole('textbox').fill(instance.key.id)
    // Said before anything is pressed.
    await expect(page.getByRole('dialog')).toContainText('nothing goes to the cloud before')
    await page.getByRole('dialog').getByRole('button', { name: 'Request approval' }).click()
    await expect(answer(page)).toContainText('Policy “No flush alone” wants a second person to agree.')
    await expectAccessible(page)
    await shot(page, 'call-needs-approval')
    await answer(page).getByRole('link', { name: 'To the plan' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Call of FlushInstance' })).toBeVisible()
    await expect(page.getByText('All its data is deleted.')).toBeVisible()
    await page.getByRole('textbox', { name: /^Type the instance/ }).fill(instance.key.id)
    const request = page.getByRole('button', { name: 'Request approval' })
    await expect(request).toHaveAttribute('aria-disabled', 'true')
    await page.getByRole('textbox', { name: /^Why/ }).fill('its keys are stale')
    await request.click()
    await expect(state(page)).toHaveText('Waits for approval')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Withdraw' }).click()
    await expect(state(page)).toHaveText('Withdrawn')
  } finally {
    await setPolicies(page, [])
  }
})
