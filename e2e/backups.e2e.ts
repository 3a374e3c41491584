import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './fixtures'

interface Listed {
  ref: string
  name: string
  key: { service: string }
}

/** The first running instance of a service; with `sets`, one that has good sets and a policy. */
async function open(page: Page, service: string, sets = false) {
  await page.goto('/instances')
  const one = await page.evaluate(
    async ({ wanted, needsSets }) => {
      const { items }: { items: Listed[] } = await (await fetch('/api/instances?q=status:running&limit=200')).json()
      const own = items.filter(({ key }) => key.service === wanted).sort((a, b) => (a.name < b.name ? -1 : 1))
      for (const each of own) {
        if (!needsSets) return each
        const told = await (await fetch(`/api/instances/${encodeURIComponent(each.ref)}/backups`)).json()
        const good = told.sets?.filter(({ status }: { status: string }) => status === 'done') ?? []
        if (good.length > 1 && told.policy?.on) return each
      }
      return undefined
    },
    { wanted: service, needsSets: sets },
  )
  if (!one) throw new Error(`the demo has no such instance of ${service}`)
  await page.goto(`/instances/${encodeURIComponent(one.ref)}?tab=backups`)
  return one
}

const LANGUAGES = { 'alibaba-kvstore': 'en', 'jdcloud-redis': 'zh', 'kingsoft-redis': 'en' } as const
const WORDS = {
  en: {
    timeline: /^Timeline/,
    month: '30 days',
    zoomIn: 'Zoom in',
    set: /^Set of/,
    close: 'Close',
    restore: 'Restore',
    lost: 'is lost',
    cancel: 'Cancel',
    policy: 'Change policy',
    clocks: 'The same hours on other clocks',
    from: /^From/,
    plan: 'Plan',
    actions: 'Actions',
    menu: /^Restore a backup over it/,
  },
  zh: {
    timeline: /^时间轴/,
    month: '30 天',
    zoomIn: '放大',
    set: /的备份$/,
    close: '关闭',
    restore: '恢复',
    lost: '丢失',
    cancel: '取消',
    policy: '修改策略',
    clocks: '其他时区的对应时段',
    from: /^开始（/,
    plan: '生成计划',
    actions: '操作',
    menu: /^用备份覆盖恢复/,
  },
} as const

for (const service of ['alibaba-kvstore', 'jdcloud-redis', 'kingsoft-redis'] as const) {
  test.describe(() => {
    const language = LANGUAGES[service]
    const words = WORDS[language]
    test.use({ language })

    test(`backups of ${service}: the timeline by keyboard, a restore's dialog, and the policy`, async ({ page }) => {
      const one = await open(page, service, true)
      const timeline = page.getByRole('region', { name: words.timeline })
      await expect(timeline).toBeVisible()
      await page.getByRole('button', { name: words.month, exact: true }).click()
      const marks = timeline.locator('[data-mark]')
      await expect(marks.first()).toBeVisible()
      // One stop of the tab key, arrows from mark to mark, Enter opens.
      await expect(timeline.locator('[data-mark][tabindex="0"]')).toHaveCount(1)
      await timeline.locator('[data-mark][tabindex="0"]').focus()
      const label = await page.locator(':focus').getAttribute('aria-label')
      await page.keyboard.press('ArrowLeft')
      if ((await marks.count()) > 1) expect(await page.locator(':focus').getAttribute('aria-label')).not.toBe(label)
      await timeline.getByRole('button', { name: words.zoomIn }).click()
      await timeline.locator('[data-mark][tabindex="0"]').focus()
      await page.keyboard.press('Enter')
      await expect(page.getByRole('dialog')).toBeVisible()
      await expectAccessible(page)
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0)

      const restore = page.getByRole('table').getByRole('button', { name: words.restore, exact: true })
      await restore.and(page.locator(':not([aria-disabled])')).first().click()
      await expect(page.getByRole('dialog')).toContainText(words.lost)
      await expectAccessible(page)
      await page.getByRole('button', { name: words.cancel }).click()

      // What needs a set is chosen on this tab, not by an id that somebody types.
      await page.goto(`/instances/${encodeURIComponent(one.ref)}`)
      await page.getByRole('button', { name: words.actions, exact: true }).click()
      await page.getByRole('menuitem', { name: words.menu }).click()
      await expect(page).toHaveURL(/tab=backups/)

      await page.getByRole('link', { name: words.policy }).click()
      await expect(page).toHaveURL(/change\/backup-policy/)
      await expect(page.getByLabel(words.clocks)).toBeVisible()
      await expectAccessible(page)
      if (service === 'kingsoft-redis') await page.getByRole('combobox').last().selectOption('05:00-06:00')
      else await page.getByLabel(words.from).fill('05:10')
      await page.getByRole('button', { name: words.plan, exact: true }).click()
      await expect(page).toHaveURL(/\/changes\//)
      await expect(page.getByText(service === 'kingsoft-redis' ? /05:00-06:00/ : /\d\d:10/).first()).toBeVisible()
    })
  })
}

test('Memcached has none, and says so', async ({ page }) => {
  await open(page, 'kingsoft-memcached')
  await expect(page.getByRole('heading', { name: 'This service has no backups' })).toBeVisible()
})
