import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './fixtures'

interface Listed {
  ref: string
  name: string
  key: { service: string }
}

async function open(page: Page, service: string) {
  await page.goto('/instances')
  const found = await page.evaluate(async () => (await fetch('/api/instances?q=status:running&limit=200')).json())
  const items: Listed[] = found.items
  const one = items.filter(({ key }) => key.service === service).sort((a, b) => (a.name < b.name ? -1 : 1))[0]
  if (!one) throw new Error(`the demo has no running instance of ${service}`)
  await page.goto(`/instances/${encodeURIComponent(one.ref)}?tab=backups`)
  return one
}

for (const service of ['alibaba-kvstore', 'jdcloud-redis', 'kingsoft-redis']) {
  test(`backups of ${service}: what they are worth, the sets, and the way to a restore's plan`, async ({ page }) => {
    await open(page, service)
    await expect(page.getByRole('img', { name: /^Timeline/ })).toBeVisible()
    await expect(
      page
        .getByText('UTC+8', { exact: false })
        .or(page.getByText(/No backups are made|UTC/))
        .first(),
    ).toBeVisible()
    await expectAccessible(page)
    const restore = page.getByRole('table').getByRole('button', { name: 'Restore', exact: true }).first()
    if (await restore.isVisible()) {
      await restore.click()
      await expect(page.getByRole('dialog')).toContainText('is lost')
      await expectAccessible(page)
      await page.getByRole('button', { name: 'Cancel' }).click()
    }
  })
}

test('Memcached has none, and says so', async ({ page }) => {
  await open(page, 'kingsoft-memcached')
  await expect(page.getByRole('heading', { name: 'This service has no backups' })).toBeVisible()
})
