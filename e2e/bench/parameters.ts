import { InstanceParameters } from '@/lib/model/parameter'
import { contextOf } from './browser'
import { addAccounts, LARGE_ACCOUNTS, startStage } from './console'
import { percentile } from './measure'
import { coldLoad, floorOf, interactions, launch } from './page'
import type { Line } from './report'

const MANY = 300
const LIMIT_MS = 100

/**
 * The parameters tab with 300 parameters, which no cloud has: those that it tells, repeated under other names. Typing in
 * a value, choosing one, filtering and searching, each until its next paint.
 */
export async function benchParameters(rounds: number): Promise<Line[]> {
  const stage = await startStage(['--profile', 'large', '--latency', '1', '--quotas', 'off'])
  const browser = await launch()
  try {
    await addAccounts(stage, [{ ...LARGE_ACCOUNTS[0], regions: ['cn-hangzhou'] }])
    const { items } = await stage.get<{ items: { ref: string; engine: string }[] }>(
      '/api/instances?q=engine:redis%20status:running&limit=50',
    )
    const ref = items[0]?.ref
    if (!ref) throw new Error('the fleet has no Redis instance that runs')
    const edits: number[] = []
    const views: number[] = []
    const floor: number[] = []
    for (let round = 0; round < rounds; round++) {
      const context = await contextOf(browser, stage)
      // Asked once: a page that is told that its instance moved asks again, and may be left before the answer.
      const asked = stage.get<unknown>(`/api/instances/${encodeURIComponent(ref)}/parameters`)
      await context.route(/\/api\/instances\/[^/]+\/parameters$/, async (route) => {
        const told = InstanceParameters.parse(await asked)
        const more = Array.from({ length: MANY }, (_, at) => {
          const one = told.parameters[at % told.parameters.length]
          if (!one) throw new Error('the cloud told no parameters')
          return at < told.parameters.length ? one : { ...one, name: `${one.name}-${at}` }
        })
        await route.fulfill({ json: { ...told, parameters: more } })
      })
      const url = `${stage.url}/instances/${encodeURIComponent(ref)}?tab=parameters`
      const { page } = await coldLoad(context, url, 'table [scope="row"]')
      const rows = await page.locator('table [scope="row"]').count()
      if (rows !== MANY) throw new Error(`${rows} rows are shown, not ${MANY}`)
      const timeout = page.getByRole('textbox', { name: 'timeout', exact: true })
      await timeout.click()
      const policy = page.getByRole('combobox', { name: 'maxmemory-policy', exact: true })
      edits.push(
        ...(await interactions(page, [
          ...[...'123'].map((key) => () => page.keyboard.press(key)),
          ...[...'123'].map(() => () => page.keyboard.press('Backspace')),
          () => policy.selectOption('noeviction'),
          () => policy.selectOption('allkeys-lru'),
        ])),
      )
      const find = page.getByRole('searchbox')
      await find.click()
      views.push(
        ...(await interactions(page, [
          ...[...'zip'].map((key) => () => page.keyboard.press(key)),
          ...[...'zip'].map(() => () => page.keyboard.press('Backspace')),
          () => page.getByRole('button', { name: /^Edited/ }).click(),
          () => page.getByRole('button', { name: /^All \d/ }).click(),
        ])),
      )
      floor.push(...(await floorOf(page)).keys)
      await context.close()
    }
    const rest = { workload: 'parameters', unit: 'ms' }
    return [
      {
        ...rest,
        what: 'typing and choosing a value of 300 to paint, p98',
        value: percentile(edits, 98),
        goal: LIMIT_MS,
      },
      { ...rest, what: 'searching and filtering 300 to paint, p98', value: percentile(views, 98), goal: LIMIT_MS },
      { ...rest, what: 'keystroke to paint p98, a field without script', value: percentile(floor, 98) },
    ]
  } finally {
    await browser.close()
    await stage.stop()
  }
}
