import { expect, expectAccessible, test } from './fixtures'

test('coverage of all instances: who stands how, narrowed, sorted, as a file, and the way to an instance', async ({
  page,
}) => {
  await page.goto('/')
  await page.getByRole('navigation').getByRole('link', { name: 'Backups' }).click()
  await expect(page.getByRole('heading', { name: 'Backups', level: 1 })).toBeVisible()
  const grid = page.getByRole('grid', { name: 'Coverage of backups' })
  await expect(grid.getByRole('row').nth(2)).toBeVisible()
  // What was never read says so until the worker has been there; nobody has to reload.
  await page.getByRole('button', { name: 'Read again' }).click()
  await expect(page.getByText(/still to come/)).toHaveCount(0, { timeout: 60_000 })
  const standings = page.getByRole('group', { name: 'How it stands' })
  await expect(standings.getByRole('button', { name: /^Covered/ })).toBeVisible()
  await expect(standings.getByRole('button', { name: /^No backups/ })).toBeVisible()
  await expectAccessible(page)

  await standings.getByRole('button', { name: /^No backups/ }).click()
  await expect(page).toHaveURL(/q=coverage:none/)
  await expect(grid.getByText('The service has no backups').first()).toBeVisible()
  await standings.getByRole('button', { name: /^No backups/ }).click()

  const box = page.getByRole('combobox', { name: /search|instances/i }).first()
  await box.fill('unprot')
  await page.getByRole('option', { name: 'coverage:unprotected Unprotected' }).click()
  await expect(page).toHaveURL(/q=coverage:unprotected/)
  await expect(standings.getByRole('button', { name: /^Unprotected/ })).toHaveAttribute('aria-pressed', 'true')
  await page.getByRole('navigation').getByRole('link', { name: 'No backup in 24 h' }).click()
  await expect(page).toHaveURL(/q=-backup:%3C24h/)
  await expect(standings.getByRole('button', { name: /^Unprotected/ })).toHaveAttribute('aria-pressed', 'false')
  await expect(grid.getByRole('row').nth(1)).toBeVisible()
  for (const token of ['-backup:<24h', '-coverage:none,unknown'])
    await page.getByRole('button', { name: `Remove ${token}` }).click()

  await box.fill('service:jdcloud-redis ')
  await expect(page).toHaveURL(/q=service:jdcloud-redis/)
  await grid.getByRole('button', { name: 'Last good set' }).click()
  await expect(grid.getByRole('columnheader', { name: 'Last good set' })).toHaveAttribute('aria-sort', 'ascending')

  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download as CSV' }).click()
  expect((await download).suggestedFilename()).toMatch(/^backups-.*\.csv$/)

  await grid.getByRole('row').nth(1).getByRole('link').click()
  await expect(page).toHaveURL(/\/instances\/jdcloud-redis.*tab=backups/)
})
