import type { Locator, Page } from '@playwright/test'
import { ask, setPolicies, someInstance } from './ask'
import { expect, expectAccessible, open, test } from './fixtures'

interface Planned {
  id: string
  instanceId: string
}

const policy = (over: object) => ({
  name: 'In pairs',
  environments: [],
  kinds: [],
  actions: ['rename'],
  approval: true,
  expiresMinutes: 60,
  breakGlass: true,
  ...over,
})
const plan = (page: Page, ref: string, name: string) =>
  ask<Planned>(page, '/api/changes', 'POST', { ref, action: 'rename', params: { name } })
const confirm = (page: Page, { id, instanceId }: Planned, more: object = {}) =>
  ask<Planned>(page, `/api/changes/${id}/confirm`, 'POST', {
    typed: instanceId,
    acceptsCost: true,
    reason: 'the owner asks for it',
    ...more,
  })
const shot = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` })
}

test('the tray and the navigation follow what another person does, and the end of an own change is told', async ({
  page,
  browser,
  stateOf,
}) => {
  test.slow()
  await page.goto('/instances')
  await setPolicies(page, [policy({})])
  const other = await browser.newContext({ storageState: await stateOf('operator') })
  try {
    const colleague = await other.newPage()
    await open(colleague, new URL('/', page.url()).href)
    const instance = await someInstance(page, 'kingsoft-redis', 3)
    const changed = await confirm(page, await plan(page, instance.ref, 'from_the_tray'))

    // Nobody approves their own: it waits for the colleague alone, whose page hears of it by itself.
    const line = colleague.locator('.tray-line')
    await expect(line).toHaveText(/1 waits for you/)
    const link = colleague.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Changes/ })
    await expect(link).toHaveAccessibleName(/1 change waits for your approval/)
    const mine = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Changes/ })
    await expect(mine).not.toHaveAccessibleName(/waits/)

    // A page brings its tray along: it need not ask for it, and so can do without.
    const fresh = await other.newPage()
    await fresh.route('**/api/changes/tray', (route) => route.abort())
    await open(fresh, new URL('/instances', page.url()).href)
    await expect(fresh.locator('.tray-line')).toHaveText(/1 waits for you/)
    await fresh.close()

    await page.locator('.tray-line').focus()
    const tray = await openTray(page)
    const row = tray.getByRole('listitem').filter({ has: page.locator(`a[href="/changes/${changed.id}"]`) })
    await expect(tray.getByRole('region', { name: 'Yours, waiting' })).toContainText(instance.name)
    await expectAccessible(page)
    await shot(page, 'tray-waiting')

    await line.click()
    await colleague.getByRole('link', { name: 'Look and approve…' }).click()
    await expect(colleague).toHaveURL(new RegExp(`/changes/${changed.id}$`))
    await colleague.getByRole('button', { name: 'Approve and send' }).click()
    await expect(link).not.toHaveAccessibleName(/waits/)

    const ended = tray.getByRole('region', { name: 'Yours, ended in the last 6 hours' })
    await expect(ended.locator(`a[href="/changes/${changed.id}"]`)).toBeVisible({ timeout: 40_000 })
    await expect(row.first()).toContainText('Done')
    await expect(row.first()).toContainText('from_the_tray')
    const told = page.getByRole('region', { name: 'Outcomes' })
    await expect(told).toContainText(`Rename: ${instance.name}. Done.`)
    await shot(page, 'tray-ended')
    await page.keyboard.press('Escape')
    await expect(tray).toHaveCount(0)
    await expect(page.locator('.tray-line')).toBeFocused()
  } finally {
    await other.close()
    await setPolicies(page, [])
  }
})

test('what needs a person stands on top, in the tray and on a tab, until somebody says what came out', async ({
  page,
  emulator,
}) => {
  test.slow()
  await page.goto('/changes')
  await setPolicies(page, [])
  const instance = await someInstance(page, 'kingsoft-redis', 6)
  const planned = await ask<Planned>(page, '/api/changes', 'POST', { ref: instance.ref, action: 'flush' })
  await emulator.fault({ kind: 'drop-before', operation: 'FlushCacheCluster', count: 1 })
  await confirm(page, planned)

  // While its answer is looked for the page says since when, and the instance's menu says once who holds it.
  await page.goto(`/changes/${planned.id}`)
  const decision = page.getByRole('region', { name: 'Decision' })
  await expect(decision).toContainText('Until it ends no other change is sent to this instance.')
  const line = page.locator('.tray-line')
  await expect(line).toContainText('1 needs a person', { timeout: 60_000 })
  await line.click()
  const tray = page.getByRole('region', { name: 'Changes', exact: true })
  await expect(tray.locator('section').first()).toContainText(instance.name)
  await expect(tray.getByRole('link', { name: 'Look and say…' })).toHaveCount(1)
  await expect(tray.locator(`a.text-text[href="/changes/${planned.id}"]`)).toHaveCount(1)
  await shot(page, 'tray-human')
  await page.keyboard.press('Escape')
  await page.goto('/changes')
  const tabs = page.getByRole('navigation', { name: 'Which changes' })
  await tabs.getByRole('link', { name: /^Need a person/ }).click()
  await expect(page.getByRole('row').filter({ hasText: instance.name })).toContainText('Somebody has to look')
  await shot(page, 'list-human')

  await page.goto(`/changes/${planned.id}`)
  const say = page.getByRole('button', { name: 'Say what came out' })
  await expect(say).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('radio', { name: 'It did not happen' }).check()
  await page.getByRole('textbox', { name: 'What you looked at' }).fill('The keys are still there')
  await expectAccessible(page)
  await shot(page, 'conclude')
  await say.click()
  await expect(say).toHaveCount(0)
  await expect(page.getByRole('status').filter({ hasText: 'It did not happen' })).toBeVisible()
  await expect(page.getByText('It did not happen · The keys are still there')).toBeVisible()
  await expect(line).not.toContainText('needs a person')
})

test('a glass that was broken is told on every page until another admin has seen it', async ({
  page,
  browser,
  stateOf,
}) => {
  await page.goto('/instances')
  await setPolicies(page, [policy({})])
  const other = await browser.newContext({ storageState: await stateOf('operator') })
  try {
    const colleague = await other.newPage()
    await open(colleague, new URL('/changes', page.url()).href)
    const instance = await someInstance(page, 'kingsoft-redis', 4)
    await confirm(colleague, await plan(colleague, instance.ref, 'in_need'), { breakGlass: 'Checkout is down' })

    const banner = page.getByRole('region', { name: 'Sent without approval' })
    await expect(banner).toContainText(`operator@demo.example sent a change without approval: Rename, ${instance.name}`)
    await expect(banner).toContainText('Checkout is down')
    await expectAccessible(page)
    await shot(page, 'glass')
    const theirs = colleague.getByRole('region', { name: 'Sent without approval' })
    await expect(theirs).toBeVisible()
    await expect(theirs.getByRole('button')).toHaveCount(0)

    await banner.getByRole('button', { name: 'I have seen it' }).click()
    await expect(banner).toHaveCount(0)
    await expect(theirs).toHaveCount(0)
  } finally {
    await other.close()
    await setPolicies(page, [])
  }
})

test('admins order policies by keyboard, see which one decides, and lose nothing to somebody quicker', async ({
  page,
}) => {
  await page.goto('/changes')
  await page.getByRole('link', { name: 'Who must approve' }).click()
  await expect(page.getByText('A new deployment has none')).toBeVisible()
  await page.getByRole('button', { name: 'Add a policy' }).press('Enter')
  await page.keyboard.type('Flush in pairs')
  await page.getByRole('checkbox', { name: 'Delete all data' }).press('Space')
  await page.getByRole('button', { name: 'Add a policy' }).press('Enter')
  await page.keyboard.type('Free for all')
  await page.getByRole('radio', { name: 'No approval' }).check()
  const tried = page.getByRole('region', { name: 'Try it' })
  await expect(tried).toContainText('1. “Flush in pairs” decides.')
  await page.getByRole('button', { name: 'Move “Free for all” up' }).focus()
  await page.keyboard.press('Enter')
  await expect(tried).toContainText('1. “Free for all” decides. Nobody else is asked.')
  await expect(page.getByRole('status').filter({ hasText: 'is now 1 of 2' })).toBeAttached()
  await expect(page.getByRole('button', { name: 'Move “Free for all” up' })).toBeFocused()
  await page.keyboard.press('Alt+ArrowDown')
  await expect(tried).toContainText('“Flush in pairs” decides.')
  await expectAccessible(page)
  await shot(page, 'policies')

  // Somebody else saves first.
  await setPolicies(page, [policy({ name: 'Theirs' })])
  await page.getByRole('button', { name: 'Save the list' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Somebody else saved' })).toContainText('Theirs')
  await expect(page.getByRole('heading', { name: 'Flush in pairs' })).toBeVisible()
  await shot(page, 'policies-conflict')
  await page.getByRole('button', { name: 'Save mine over theirs' }).click()
  await expect(page.getByText('Policies saved.')).toBeVisible()
  const { policies } = await ask<{ policies: { name: string }[] }>(page, '/api/approval-policies')
  expect(policies.map(({ name }) => name)).toEqual(['Flush in pairs', 'Free for all'])
  await setPolicies(page, [])
})

test.describe('with the keyboard alone', () => {
  test('a menu that is opened before its page is alive has its items once it is', async ({ page }) => {
    await page.goto('/instances')
    const early = await page.context().newPage()
    let letThrough = () => {}
    const held = new Promise<void>((done) => {
      letThrough = done
    })
    await early.route(/\/_next\/static\/.*\.js/, async (route) => {
      await held
      await route.continue()
    })
    await early.goto(page.url(), { waitUntil: 'commit' })
    await early.getByRole('button', { name: /^Language/ }).press('Enter')
    await expect(early.getByRole('menu')).toBeVisible()
    letThrough()
    await expect(early.getByRole('menuitemradio', { name: 'English' })).toBeVisible()
    await early.close()
  })

  test('a change is planned, confirmed and approved', async ({ page, browser, stateOf }) => {
    test.slow()
    await page.goto('/instances')
    await setPolicies(page, [policy({})])
    const other = await browser.newContext({ storageState: await stateOf('operator') })
    try {
      const instance = await someInstance(page, 'kingsoft-redis', 5)
      const colleague = await other.newPage()
      await open(colleague, new URL(`/instances/${encodeURIComponent(instance.ref)}`, page.url()).href)
      await tabTo(colleague, colleague.getByRole('button', { name: 'Actions', exact: true }))
      await colleague.keyboard.press('Enter')
      const item = colleague.getByRole('menuitem', { name: 'Rename…', exact: true })
      await expect(item).toBeVisible()
      for (let at = 0; at < 30 && !(await item.evaluate((element) => element === document.activeElement)); at++) {
        await colleague.keyboard.press('ArrowDown')
      }
      await colleague.keyboard.press('Enter')
      await expect(colleague).toHaveURL(/\/change\/rename$/)
      const name = colleague.getByRole('textbox', { name: /^New name/ })
      await expect(name).toHaveValue(instance.name)
      await tabTo(colleague, name)
      await colleague.keyboard.press('Control+a')
      await colleague.keyboard.type('by_keyboard')
      await tabTo(colleague, colleague.getByRole('textbox', { name: /^Why/ }))
      await colleague.keyboard.type('a better name')
      await colleague.keyboard.press('Enter')
      await expect(colleague).toHaveURL(/\/changes\/[a-z2-7]{16}$/)
      await expect(colleague.getByText('Policy “In pairs” wants a second person')).toBeVisible()
      await tabTo(colleague, colleague.getByRole('button', { name: 'Request approval' }))
      await colleague.keyboard.press('Enter')
      await expect(colleague.getByText('somebody else has to approve it')).toBeVisible()

      await expect(page.locator('.tray-line')).toContainText('1 waits for you')
      await openTray(page)
      await tabTo(page, page.getByRole('link', { name: 'Look and approve…' }))
      await page.keyboard.press('Enter')
      await expect(page.getByText('Nothing that the plan knew has moved since.')).toBeVisible()
      await tabTo(page, page.getByRole('button', { name: 'Approve and send' }))
      await page.keyboard.press('Enter')
      const state = page.getByRole('heading', { level: 1 }).locator('..').getByRole('status')
      await expect(state).toHaveText('Done', { timeout: 40_000 })
    } finally {
      await other.close()
      await setPolicies(page, [])
    }
  })
})

/** Opens the tray by its two keys. They are one only within 1.2 s, which a busy machine can take between them. */
async function openTray(page: Page) {
  const line = page.locator('.tray-line')
  await expect(async () => {
    if ((await line.getAttribute('aria-expanded')) === 'false') {
      await page.keyboard.press('g')
      await page.keyboard.press('t')
    }
    await expect(line).toHaveAttribute('aria-expanded', 'true', { timeout: 1_000 })
  }).toPass()
  const tray = page.getByRole('region', { name: 'Changes', exact: true })
  await expect(tray).toBeFocused()
  return tray
}

/** Presses Tab until it has the focus. What its page has not drawn yet is waited for: Tab walks past where it will stand. */
async function tabTo(page: Page, target: Locator) {
  await expect(target).toBeVisible()
  for (let at = 0; at < 80; at++) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error(`no Tab leads to ${target}`)
}

const LOOKS = [
  { language: 'zh', colorScheme: 'dark', width: 1440 },
  { language: 'en', colorScheme: 'light', width: 390 },
] as const

for (const { language, colorScheme, width } of LOOKS) {
  test.describe(`in ${language}, ${colorScheme}, ${width} wide`, () => {
    test.use({ language, colorScheme, viewport: { width, height: 900 } })
    test('the tray, what waits for me, and the policies are accessible and fit', async ({ page }) => {
      for (const [name, path] of [
        ['list', '/changes?view=for-me'],
        ['approvals', '/settings/approvals'],
        ['tray', '/instances'],
      ] as const) {
        await page.goto(path)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await expect(page.locator('.skel')).toHaveCount(0)
        if (name === 'tray') {
          await page.locator('.tray-line').click()
          await expect(page.locator('.tray')).toBeVisible()
          const { width: wide = 0 } = (await page.locator('.tray').boundingBox()) ?? {}
          expect(wide).toBe(width === 390 ? 390 : 392)
        }
        await expectAccessible(page)
        const tooLarge = await page.evaluate(() => [
          document.documentElement.scrollWidth - innerWidth,
          document.documentElement.scrollHeight - innerHeight,
        ])
        expect(Math.max(...tooLarge)).toBeLessThanOrEqual(0)
        await shot(page, `${name}-${language}-${colorScheme}-${width}`)
      }
    })
  })
}

test.describe('for a viewer', () => {
  test.use({ role: 'viewer' })
  test('policies are to be read, and nothing waits for them', async ({ page }) => {
    await page.goto('/changes')
    await expect(page.getByRole('link', { name: /^Waiting for me/ })).toHaveCount(0)
    await page.goto('/settings/approvals')
    await expect(page.getByText('Admins of all accounts change this list.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Add a policy' })).toHaveCount(0)
  })
})
