import type { Browser, Page } from '@playwright/test'
import { addAccounts, LARGE_ACCOUNTS, type Stage, startStage } from './console'
import { interleave, median, percentile } from './measure'
import { coldLoad, floorOf, interactions, type Load, launch, scrollFrames } from './page'
import type { Line } from './report'
import { startBareNext } from './stage'

const ROW = '[role="grid"] [role="row"] .name'
const LIMITS = {
  scriptKb: 205,
  requests: 15,
  cold: 2.5,
  blockingMs: 60,
  nodes: 2500,
  shift: 0.02,
  actMs: 50,
  frameMs: 20,
}

export async function contextOf(browser: Browser, stage: Stage) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const cookies = stage.cookie.split('; ').map((cookie) => {
    const [name = '', value = ''] = cookie.split(/=(.*)/s)
    return { name, value, url: stage.url }
  })
  await context.addCookies(cookies)
  return context
}

async function load(browser: Browser, stage: Stage): Promise<Load> {
  const context = await contextOf(browser, stage)
  const { load: found } = await coldLoad(context, `${stage.url}/instances`, ROW)
  await context.close()
  return found
}

/** Typing in the query box, sorting and choosing all, each act until its next paint. */
async function act(page: Page): Promise<number[]> {
  const box = page.getByRole('combobox').first()
  await box.click()
  const keys = [...'orders'].map((key) => () => page.keyboard.press(key))
  const clear = Array.from({ length: 6 }, () => () => page.keyboard.press('Backspace'))
  const sorts = ['Name', 'Status', 'Name', 'Status'].map(
    (name) => () => page.getByRole('columnheader', { name }).getByRole('button').first().click(),
  )
  const typed = await interactions(page, [...keys, ...clear, ...keys, ...clear])
  // The suggestions would cover the heads of the columns.
  await page.keyboard.press('Escape')
  const sorted = await interactions(page, sorts)
  const all = page.getByRole('grid').getByRole('checkbox').first()
  const chosen = await interactions(page, [() => all.click(), () => all.click(), () => all.click(), () => all.click()])
  return [...typed, ...sorted, ...chosen]
}

/** Workload d: the list page in Chromium with 10,000 instances, and with 1,000. */
export async function benchBrowser(rounds: number): Promise<Line[]> {
  const large = await startStage(['--profile', 'large', '--latency', '1', '--quotas', 'off'])
  const small = await startStage(['--profile', 'large', '--latency', '1', '--quotas', 'off'])
  const bare = await startBareNext()
  const browser = await launch()
  try {
    await addAccounts(large, LARGE_ACCOUNTS)
    // About a thousand instances: two regions of JD Cloud.
    await addAccounts(small, [{ ...LARGE_ACCOUNTS[1], regions: ['cn-north-1', 'cn-south-1'] }])
    const loads: { large: Load[]; small: Load[] } = { large: [], small: [] }
    const acts: { large: number[]; small: number[] } = { large: [], small: [] }
    const frames: { large: number[]; small: number[] } = { large: [], small: [] }
    const emptyBytes: number[] = []
    const floor = { blocking: [] as number[], keys: [] as number[], frames: [] as number[] }
    const cold = async (name: 'large' | 'small', stage: Stage) => {
      const found = await load(browser, stage)
      loads[name].push(found)
      return found.firstRowMs
    }
    const use = async (name: 'large' | 'small', stage: Stage) => {
      const context = await contextOf(browser, stage)
      const { page } = await coldLoad(context, `${stage.url}/instances`, ROW)
      acts[name].push(...(await act(page)))
      frames[name].push(await scrollFrames(page, '[role="grid"]'))
      await context.close()
      return 0
    }
    const times = await interleave(rounds, {
      large: () => cold('large', large),
      small: () => cold('small', small),
      bare: async () => {
        const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
        const { page, load: found } = await coldLoad(context, `${bare.url}/rows`, '[data-row]')
        floor.blocking.push(found.blockingMs)
        const { keys, frameMs } = await floorOf(page)
        floor.keys.push(...keys)
        floor.frames.push(frameMs)
        await context.close()
        return found.firstRowMs
      },
      empty: async () => {
        const context = await browser.newContext()
        const { load: found } = await coldLoad(context, bare.url, 'p')
        await context.close()
        emptyBytes.push(found.scriptBytes)
        return found.firstRowMs
      },
      useLarge: () => use('large', large),
      useSmall: () => use('small', small),
    })
    const of = (name: 'large' | 'small', field: keyof Load) => median(loads[name].map((found) => found[field]))
    const rest = { workload: 'browser' }
    return [
      {
        ...rest,
        what: 'JavaScript transferred, list page',
        value: of('large', 'scriptBytes') / 1024,
        unit: 'KB',
        goal: LIMITS.scriptKb,
      },
      { ...rest, what: 'JavaScript transferred, empty Next page', value: median(emptyBytes) / 1024, unit: 'KB' },
      { ...rest, what: 'requests', value: of('large', 'requests'), unit: '', goal: LIMITS.requests },
      { ...rest, what: 'requests to other origins', value: of('large', 'external'), unit: '', goal: 0, exact: true },
      { ...rest, what: 'cold load to first rows, 10,000', value: median(times.large), unit: 'ms' },
      { ...rest, what: 'cold load, bare page of 50 rows', value: median(times.bare), unit: 'ms' },
      {
        ...rest,
        what: 'cold load / bare page',
        value: median(times.large) / median(times.bare),
        unit: 'x',
        goal: LIMITS.cold,
      },
      { ...rest, what: 'total blocking time', value: of('large', 'blockingMs'), unit: 'ms', goal: LIMITS.blockingMs },
      { ...rest, what: 'total blocking time, bare page', value: median(floor.blocking), unit: 'ms' },
      { ...rest, what: 'DOM elements', value: of('large', 'domNodes'), unit: '', goal: LIMITS.nodes },
      { ...rest, what: 'layout shift', value: of('large', 'layoutShift'), unit: '', goal: LIMITS.shift },
      {
        ...rest,
        what: 'keystroke, sort, select all to paint, p98',
        value: percentile(acts.large, 98),
        unit: 'ms',
        goal: LIMITS.actMs,
      },
      {
        ...rest,
        what: 'keystroke to paint p98, a field without script',
        value: percentile(floor.keys, 98),
        unit: 'ms',
      },
      { ...rest, what: 'scroll frames, p95', value: median(frames.large), unit: 'ms', goal: LIMITS.frameMs },
      { ...rest, what: 'scroll frames p95, lines of text without script', value: median(floor.frames), unit: 'ms' },
      {
        ...rest,
        what: 'cold load, 10,000 / 1,000',
        value: median(times.large) / median(times.small),
        unit: 'x',
        goal: 1.3,
      },
      {
        ...rest,
        what: 'interaction p98, 10,000 / 1,000',
        value: percentile(acts.large, 98) / percentile(acts.small, 98),
        unit: 'x',
        goal: 1.3,
      },
      {
        ...rest,
        what: 'DOM elements, 10,000 / 1,000',
        value: of('large', 'domNodes') / of('small', 'domNodes'),
        unit: 'x',
        goal: 1.3,
      },
    ]
  } finally {
    await browser.close()
    await bare.stop()
    await small.stop()
    await large.stop()
  }
}
