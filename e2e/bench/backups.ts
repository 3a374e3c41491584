import type { Page } from '@playwright/test'
import type { BackupSet, InstanceBackups } from '@/lib/model/backup'
import { contextOf } from './browser'
import { addAccounts, LARGE_ACCOUNTS, startStage } from './console'
import { median } from './measure'
import { launch } from './page'
import type { Line } from './report'

const SETS = 5_000
const DAY_MS = 86_400_000
const LONGEST_TASK_MS = 50

/** A year of sets, every 105 minutes, a failed one among fifty. */
function manySets(now: number): BackupSet[] {
  return Array.from({ length: SETS }, (_, at) => {
    const startedAt = new Date(now - (at + 1) * ((364 * DAY_MS) / SETS)).toISOString()
    const status = at % 50 === 7 ? 'failed' : 'done'
    const id = `set-${at}`
    const part = { id, shard: null, bytes: 1e9, sizeAsTold: null, status, vendorStatus: status } as const
    return {
      id,
      name: at % 10 === 0 ? `by_hand_${at}` : null,
      type: at % 10 === 0 ? 'manual' : 'automatic',
      method: null,
      status,
      vendorStatus: status,
      startedAt,
      endedAt: new Date(Date.parse(startedAt) + 240_000).toISOString(),
      bytes: 1e9,
      expiresAt: null,
      progress: null,
      parts: [part],
    }
  })
}

/** The longest task from now on until `act` was done and painted. */
async function longestTask(page: Page, act: () => Promise<unknown>): Promise<number> {
  await page.evaluate(() => {
    const tasks: number[] = []
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    })
    Object.assign(window, { tasks })
  })
  await act()
  await page.waitForTimeout(1_000)
  // What the page kept above; what took less than 50 ms is no long task and is not told.
  return page.evaluate(() => Math.max(0, ...((window as Window & { tasks?: number[] }).tasks ?? [])))
}

/** The Backups tab with 5,000 sets: drawing the year, zooming, and going from mark to mark. */
export async function benchBackups(rounds: number): Promise<Line[]> {
  const stage = await startStage(['--profile', 'large', '--latency', '1', '--quotas', 'off'])
  const browser = await launch()
  try {
    await addAccounts(stage, [{ ...LARGE_ACCOUNTS[1], regions: ['cn-north-1'] }])
    const { items } = await stage.get<{ items: { ref: string }[] }>('/api/instances?q=status:running&limit=1')
    const ref = items[0]?.ref ?? ''
    const tasks = { year: [] as number[], zoom: [] as number[], keys: [] as number[] }
    for (let round = 0; round < rounds; round++) {
      const context = await contextOf(browser, stage)
      const page = await context.newPage()
      // The cloud's answer of a short span, made long: no emulated cloud has so many sets.
      await page.route('**/backups?from=*', async (route) => {
        const answer = await route.fetch()
        const told: InstanceBackups = await answer.json()
        const days = (Date.parse(told.to) - Date.parse(told.from)) / DAY_MS
        await route.fulfill({ json: days > 100 ? { ...told, sets: manySets(Date.parse(told.at)) } : told })
      })
      await page.goto(`${stage.url}/instances/${encodeURIComponent(ref)}?tab=backups`)
      await page.locator('[data-mark]').first().waitFor()
      await page.waitForTimeout(1_500)
      const year = page.getByRole('button', { name: 'Year', exact: true })
      tasks.year.push(
        await longestTask(page, async () => {
          await year.click()
          await page
            .getByText(/5,?000 sets|Show more \(4,?900/)
            .first()
            .waitFor()
        }),
      )
      const zoomIn = page.getByRole('button', { name: 'Zoom in' })
      tasks.zoom.push(
        await longestTask(page, async () => {
          for (let at = 0; at < 5; at++) await zoomIn.click()
        }),
      )
      await page.locator('[data-mark][tabindex="0"]').focus()
      tasks.keys.push(
        await longestTask(page, async () => {
          for (let at = 0; at < 20; at++) await page.keyboard.press('ArrowLeft')
        }),
      )
      await context.close()
    }
    const line = (what: string, values: number[]): Line => ({
      workload: 'backups',
      what,
      value: median(values),
      unit: 'ms',
      goal: LONGEST_TASK_MS,
      note: `longest task, median of ${rounds}; 0: none of 50 ms`,
    })
    return [
      line('5,000 sets: from the press on Year until they are drawn', tasks.year),
      line('5,000 sets: five zooms', tasks.zoom),
      line('5,000 sets: twenty marks by arrow keys', tasks.keys),
    ]
  } finally {
    await browser.close()
    await stage.stop()
  }
}
