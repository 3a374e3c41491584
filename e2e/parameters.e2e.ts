import type { Page } from '@playwright/test'
import { createClient } from '@redis/client'
import { findProgram } from '@/emulator/data-plane/programs'
import { type Listed, runningOf } from './ask'
import { expect, expectAccessible, test } from './fixtures'

interface Place {
  instance: string
  name: string
  host: string
  port: number
  password?: string
}
const hasRedis = findProgram('redis-server') !== undefined
/** What a client of the real server is answered. */
async function once({ host, port, password }: Place, command: string[]) {
  const client = createClient({ RESP: 2, socket: { host, port, reconnectStrategy: false }, password })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await client.sendCommand(command)
  } finally {
    client.destroy()
  }
}

const emulatorUrl = () => process.env.E2E_EMULATOR ?? ''
const placesOf = async (): Promise<Place[]> =>
  ((await (await fetch(`${emulatorUrl()}/_emulator/live`)).json()) as { items: Place[] }).items // what the control API answers
/** How often a cloud received an operation. */
const received = async (operation: string): Promise<number> => {
  const answer = await fetch(`${emulatorUrl()}/_emulator/requests?operation=${operation}&limit=1000`)
  return ((await answer.json()) as { items: unknown[] }).items.length // what the control API answers
}

async function open(page: Page, fits: (one: Listed) => boolean): Promise<Listed> {
  await page.goto('/instances')
  const found = (await runningOf(page)).find(fits)
  if (!found) throw new Error('the demo has no such instance')
  await page.goto(`/instances/${encodeURIComponent(found.ref)}?tab=parameters`)
  return found
}
const state = (page: Page) => page.getByRole('heading', { level: 1 }).locator('..').getByRole('status')
const widest = (page: Page) =>
  page.evaluate(() =>
    Math.max(...[document.documentElement, ...document.querySelectorAll('.page-scroll')].map((one) => one.scrollWidth)),
  )
const shot = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/parameters-${name}.png` })
}

const LIVE = [['kingsoft-redis', 'topic-hot', 'SetCacheParameters']] as const

for (const [service, name, operation] of LIVE) {
  test(`what is chosen on the page of ${service} is what its real server says; what is out of range is not sent`, async ({
    page,
  }) => {
    test.slow() // a change that is settled, and a real server, on a machine that does other things as well
    test.skip(!hasRedis, 'there is no redis-server') // a person's machine may lack it; with CI=true a skip fails the run
    await expect.poll(async () => (await placesOf()).some((one) => one.name === name), { timeout: 30_000 }).toBe(true)
    const place = (await placesOf()).find((one) => one.name === name)
    if (!place) throw new Error(`${name} is not live`)
    const before = await received(operation)
    await open(page, ({ key }) => key.id === place.instance)
    const policy = page.getByRole('combobox', { name: 'maxmemory-policy' })
    const wanted = (await policy.inputValue()) === 'allkeys-random' ? 'volatile-ttl' : 'allkeys-random'
    const panel = page.getByRole('complementary', { name: 'Changes to apply' })
    const apply = panel.getByRole('button', { name: /^Apply/ })
    await expect(apply).toHaveAttribute('aria-disabled', 'true')

    const entries = page.getByRole('textbox', { name: 'hash-max-ziplist-entries' })
    await entries.fill('99999999999999999999')
    await expect(page.getByText(/^99999999999999999999 is not allowed\. Allowed: 0 – \d+/)).toBeVisible()
    await expect(entries).toHaveAttribute('aria-invalid', 'true')
    await policy.selectOption(wanted)
    await expect(panel).toContainText(`maxmemory-policy ${wanted}`)
    await expect(panel).toContainText('1 value is refused')
    await expect(apply).toHaveAttribute('aria-disabled', 'true')
    await apply.click({ force: true })
    await expect(page).toHaveURL(/tab=parameters/)
    await expectAccessible(page)
    await shot(page, `${service}-refused`)

    await entries.fill('1024')
    await apply.click()
    await expect(page).toHaveURL(/\/changes\/[a-z2-7]{16}$/)
    await expect(page.getByRole('row', { name: /^maxmemory-policy/ })).toContainText(wanted)
    await expect(page.getByRole('row', { name: /^hash-max-ziplist-entries/ })).toContainText('1024')
    await page.getByRole('textbox', { name: /^Type the instance/ }).fill(place.instance)
    await page.getByRole('button', { name: 'Confirm and send' }).click()
    await expect(state(page)).toHaveText('Done', { timeout: 40_000 })
    expect(await once(place, ['CONFIG', 'GET', 'maxmemory-policy'])).toEqual(['maxmemory-policy', wanted])
    expect(await received(operation)).toBe(before + 1)

    await open(page, ({ key }) => key.id === place.instance)
    await expect(policy).toHaveValue(wanted)
    const row = page.getByRole('row', { name: /^maxmemory-policy/ })
    await row.getByRole('button', { name: /^Back to/ }).click()
    await expect(policy).not.toHaveValue(wanted)
    await shot(page, `${service}-after`)

    await page.getByRole('button', { name: 'Undo all' }).click()
    await row.getByRole('link', { name: 'History of maxmemory-policy' }).click()
    const past = page.getByRole('region', { name: 'History' }).getByRole('listitem')
    await expect(past.filter({ hasText: `maxmemory-policy` }).first()).toContainText('admin@demo.example')
    await page.getByRole('link', { name: 'All parameters' }).click()
    await expect(past.filter({ hasText: '1024' }).first()).toBeVisible()
    await expectAccessible(page)
    await shot(page, `${service}-history`)
    await page
      .getByRole('button', { name: /^Back to the values of/ })
      .last()
      .click()
    await expect(page.getByRole('status').filter({ hasText: 'Values of' })).toContainText('values are edited')
    await expect(policy).not.toHaveValue(wanted)
    await expect(panel).toContainText('hash-max-ziplist-entries')
    await shot(page, `${service}-reverted`)
    await apply.click()
    await expect(page.getByRole('row', { name: /^maxmemory-policy/ })).toContainText(wanted)
    await expect(page.getByRole('button', { name: 'Confirm and send' })).toBeVisible()
    expect(await received(operation)).toBe(before + 1)
  })
}

test('a value that the cloud took and ignored stays to be seen as not in effect', async ({ page, emulator }) => {
  const isOurs = (name: string) => LIVE.every(([, live]) => live !== name)
  const instance = await open(
    page,
    ({ key, engine, name }) => key.service === 'alibaba-kvstore' && engine === 'redis' && isOurs(name),
  )
  await emulator.fault({ kind: 'ignored', operation: 'ModifyInstanceConfig', count: 1 })
  const policy = page.getByRole('combobox', { name: 'maxmemory-policy' })
  const was = await policy.inputValue()
  await policy.selectOption('noeviction')
  await expect(page.getByText('When memory is full, writes fail').first()).toBeVisible()
  await page.getByRole('button', { name: /^Apply/ }).click()
  const effects = page.getByRole('listitem').filter({ hasText: 'maxmemory-policy' })
  await expect(effects.filter({ hasText: 'When memory is full, writes fail' })).toContainText('Mind this')
  await shot(page, 'plan')
  await page.getByRole('textbox', { name: /^Type the instance/ }).fill(instance.key.id)
  await page.getByRole('button', { name: 'Confirm and send' }).click()
  await expect(state(page)).toHaveText('Somebody has to look', { timeout: 40_000 })
  await page.goto(`/instances/${encodeURIComponent(instance.ref)}?tab=parameters`)
  await expect(page.getByText(/wanted noeviction; the cloud took it and still says another value/)).toBeVisible()
  await expect(policy).toHaveValue(was)
  await shot(page, 'ignored')
})

test('flags are picked, units are told, a filter leaves what was edited, and undoing takes all back', async ({
  page,
}) => {
  await open(page, ({ key, engine }) => key.service === 'kingsoft-redis' && engine === 'redis')
  await expect(page.getByRole('paragraph').filter({ hasText: 'Nothing is edited.' })).toHaveCount(1)
  const events = page.getByRole('textbox', { name: 'notify-keyspace-events' })
  await page.getByText('Choose events').click()
  await page.getByRole('checkbox', { name: /^K / }).check()
  await page.getByRole('checkbox', { name: /^x / }).check()
  await expect(events).toHaveValue('Kx')
  await page.getByRole('textbox', { name: 'timeout' }).fill('300')
  await expect(page.getByRole('row', { name: /^timeout/ })).toContainText('5 min')
  await page.getByRole('button', { name: /^Edited/ }).click()
  await expect(page.getByRole('textbox', { name: 'timeout' })).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'maxmemory-policy' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo all' }).click()
  await page.getByRole('button', { name: /^All \d/ }).click()
  await expect(events).toHaveValue('')
  await page.getByRole('searchbox', { name: 'Find by name or meaning' }).fill('disconnected')
  await expect(page.getByRole('textbox', { name: 'timeout' })).toBeVisible()
  await expect(page.getByRole('combobox')).toHaveCount(0)
})

test('a template comes from an instance, is corrected line by line, and applied to many says what each refuses', async ({
  page,
}) => {
  const before = await received('modifyInstanceConfig')
  const instance = await open(page, ({ key }) => key.service === 'jdcloud-redis')
  await page.getByRole('button', { name: 'Save as a template…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('caches of shops')
  const lines = dialog.getByRole('textbox', { name: 'Parameters' })
  await expect(lines).toHaveValue(/maxmemory-policy \S+/)
  await lines.fill('maxmemory-policy allkeys-random\nhash-max-ziplist-entries')
  await expect(dialog.getByRole('listitem')).toHaveText(/Line 2:.*has no value/)
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(dialog.getByText('Correct the lines that are named below.')).toBeVisible()
  await expectAccessible(page)
  await shot(page, 'template-lines')
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'caches.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"maxmemory-policy": "allkeys-random", "hash-max-ziplist-entries": 10001}'),
  })
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(dialog).toHaveCount(0)

  await page.getByRole('combobox', { name: 'Compare with a template' }).selectOption({ index: 1 })
  await expect(page.getByRole('status').filter({ hasText: 'caches of shops' })).toContainText(
    'hash-max-ziplist-entries 10001: not allowed here. Allowed: 0 – 10000.',
  )
  await expect(page.getByRole('complementary', { name: 'Changes to apply' })).toContainText('allkeys-random')
  await shot(page, 'template-compared')

  await page.getByRole('link', { name: 'Parameter templates' }).click()
  await expect(page.getByRole('button', { name: 'Apply caches of shops' })).toBeVisible()
  // Where the link was there is a text with a tooltip now, which is not what is looked at.
  await page.mouse.move(1, 1)
  await expect(page.getByRole('tooltip')).toHaveCount(0)
  await expectAccessible(page)
  await shot(page, 'templates')
  await page.getByRole('button', { name: 'Apply caches of shops' }).click()
  await dialog.getByRole('textbox', { name: 'Find instances' }).fill(instance.name)
  await dialog.getByRole('checkbox', { name: instance.name }).first().check()
  await expectAccessible(page)
  await shot(page, 'template-apply')
  await dialog.getByRole('button', { name: 'Plan for 1' }).click()
  await expect(page).toHaveURL(/\/changes\/batch\//)
  await expect(page.getByText(/10001 is out of range for hash-max-ziplist-entries/).first()).toBeVisible({
    timeout: 30_000,
  })
  expect(await received('modifyInstanceConfig')).toBe(before)
  await shot(page, 'template-batch')

  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Jump to anything' }).fill('parameter templ')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/templates$/)
  await page.getByRole('button', { name: 'Delete caches of shops' }).click()
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Delete caches of shops' })).toHaveCount(0)
})

test('Memcached says that it has none', async ({ page }) => {
  await open(page, ({ key }) => key.service === 'kingsoft-memcached')
  await expect(page.getByText('This service has no parameters')).toBeVisible()
  await expectAccessible(page)
})

test.describe('in Chinese, dark, on a phone', () => {
  test.use({ language: 'zh', viewport: { width: 390, height: 844 }, colorScheme: 'dark', role: 'operator' })
  test('all of it fits and is accessible', async ({ page }) => {
    await open(page, ({ key, engine }) => key.service === 'alibaba-kvstore' && engine === 'redis')
    const policy = page.getByRole('combobox', { name: 'maxmemory-policy' })
    // What is in force is told as well, before anything is edited.
    await expect(page.getByText('空闲连接不会断开').first()).toBeVisible()
    await policy.selectOption('noeviction')
    await expect(page.getByText('内存用满后写入会失败').first()).toBeVisible()
    const row = page.getByRole('row', { name: /^maxmemory-policy/ })
    for (const word of ['允许范围', '默认值', 'volatile-lru']) await expect(row).toContainText(word)
    await expect(row.getByText('默认值')).toBeVisible()
    // Names and editors have the room that there is.
    expect((await row.getByRole('rowheader').boundingBox())?.width).toBeGreaterThan(300)
    expect((await policy.boundingBox())?.width).toBeGreaterThan(300)
    expect(await widest(page)).toBeLessThanOrEqual(390)
    await expectAccessible(page)
    await shot(page, 'zh-390')
    await page.getByRole('link', { name: '历史', exact: true }).click()
    await expect(page.getByText('首次读取，此后的变化均有记录。')).toBeVisible()
    expect(await widest(page)).toBeLessThanOrEqual(390)
    await expectAccessible(page)
    await shot(page, 'zh-390-history')
  })
})

test.describe('a viewer', () => {
  test.use({ role: 'viewer' })
  test('reads and cannot edit', async ({ page }) => {
    await open(page, ({ key }) => key.service === 'jdcloud-redis')
    await expect(page.getByRole('row', { name: /^maxmemory-policy/ })).toBeVisible()
    await expect(page.getByRole('combobox')).toHaveCount(0)
    await expect(page.getByText('Viewers cannot change parameters.').first()).toBeVisible()
    await page.getByRole('link', { name: 'History', exact: true }).click()
    await expect(page.getByText('First reading: from here on changes are known.')).toBeVisible()
    await expect(page.getByRole('button', { name: /^Back to the values of/ })).toHaveCount(0)
  })
})
