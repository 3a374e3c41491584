import type { Browser, Page } from '@playwright/test'
import { build } from 'esbuild'
import type { MetricSeries, Metrics } from '@/lib/model/metric'
import { type Dense, gapsOf, MOST_POINTS, statsOf, thinned } from '@/lib/model/series'
import { addAccounts, LARGE_ACCOUNTS, type Stage, startStage } from './console'
import { interleave, median, percentile } from './measure'
import { coldLoad, launch } from './page'
import type { Line } from './report'

const DAYS = 30
const MINUTES = DAYS * 24 * 60
const LINES = 4
const MINUTE_MS = 60_000
const KB = 1_024
const GOALS = { faster: 15, answerKb: 60, pageKb: 300, blockingMs: 300, frameMs: 20 }
/** As far from the window a panel is asked for (`components/monitoring/use-seen.ts`). */
const AHEAD_PX = 160
const PANEL = '.monitor-panel .recharts-line'
/** The usual panels of a standard instance and two metrics more. */
const TWELVE =
  'cpu,operations,memory,hits,connections,network,latency,keys,evictions,fragmentation,node.FailedCount,node.memoryUsage'

/** A month of minutes: a daily wave with noise and some peaks. */
function aMonth(seed: number): Dense {
  let state = seed
  const noise = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
  const values = Float64Array.from({ length: MINUTES }, (_, at) => {
    const wave = 50 + 30 * Math.sin((at / 1_440) * 2 * Math.PI + seed)
    return Number((wave + noise() * 10 + (noise() > 0.999 ? 80 : 0)).toPrecision(6))
  })
  return { stepMs: MINUTE_MS, values, unread: new Uint8Array(MINUTES) }
}

const every = (dense: Dense) => ({ bucket: 1, at: [...dense.values.keys()], values: [...dense.values] })

function seriesOf(dense: Dense, at: number, points: ReturnType<typeof thinned>): MetricSeries {
  return {
    id: `line-${at}`,
    node: null,
    others: 0,
    unit: 'count',
    joined: null,
    stepMinutes: 1,
    bucketMinutes: points.bucket,
    at: points.at,
    values: points.values,
    gaps: gapsOf(dense, points.bucket).map((gap) => ({ at: gap.at, minutes: gap.steps, unread: gap.unread })),
    stats: statsOf(dense),
  }
}

/** Data in hand to painted, of the same month: our 600 points, Recharts and uPlot with every point. */
async function drawing(browser: Browser, rounds: number): Promise<Line[]> {
  const bundle = await build({
    entryPoints: ['e2e/bench/chart-page.tsx'],
    bundle: true,
    write: false,
    format: 'iife',
    jsx: 'automatic',
    alias: { '@': process.cwd() },
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  const months = Array.from({ length: LINES }, (_, at) => aMonth(at + 1))
  const all = months.map((dense, at) => seriesOf(dense, at, every(dense)))
  const few = months.map((dense, at) => seriesOf(dense, at, thinned(dense)))
  const page = await browser.newPage()
  await page.setContent('<!doctype html><body></body>')
  await page.addScriptTag({ content: bundle.outputFiles[0]?.text ?? '' })
  const draw = (how: 'ours' | 'recharts' | 'uplot', series: MetricSeries[]) =>
    page.evaluate(([way, data]) => window.draw(way, data), [how, { from: 0, minutes: MINUTES, series }] as const)
  await draw('ours', few)
  const times = await interleave(rounds, {
    ours: () => draw('ours', few),
    recharts: () => draw('recharts', all),
    uplot: () => draw('uplot', all),
  })
  await page.close()
  const rest = { workload: 'charts' }
  return [
    { ...rest, what: '30 days, 4 lines: data in hand to painted', value: median(times.ours), unit: 'ms' },
    { ...rest, what: 'the same, Recharts with every point', value: median(times.recharts), unit: 'ms' },
    { ...rest, what: 'the same, uPlot with every point', value: median(times.uplot), unit: 'ms' },
    {
      ...rest,
      what: 'ours / Recharts with every point',
      value: median(times.ours) / median(times.recharts),
      unit: 'x',
      goal: 1 / GOALS.faster,
    },
    { ...rest, what: 'ours / uPlot with every point', value: median(times.ours) / median(times.uplot), unit: 'x' },
  ]
}

async function contextOf(browser: Browser, stage: Stage) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await context.addCookies(
    stage.cookie.split('; ').map((cookie) => {
      const [name = '', value = ''] = cookie.split(/=(.*)/s)
      return { name, value, url: stage.url }
    }),
  )
  return context
}

/** The 95th percentile of the time between frames while the pointer crosses a chart for two seconds. */
async function crosshairFrames(page: Page): Promise<number> {
  const box = await page.locator('.monitor-panel [role="slider"]').first().boundingBox()
  if (!box) throw new Error('no chart to cross')
  const frames = page.evaluate(async () => {
    const found: number[] = []
    let last = performance.now()
    const end = last + 2_000
    await new Promise<void>((done) => {
      const step = (now: number) => {
        found.push(now - last)
        last = now
        if (now < end) requestAnimationFrame(step)
        else done()
      }
      requestAnimationFrame(step)
    })
    return found.slice(1)
  })
  for (let at = 0; at < 120; at++) await page.mouse.move(box.x + (box.width * (at % 60)) / 60, box.y + box.height / 2)
  return percentile(await frames, 95)
}

/** How many panels have a drawing though they are further from the window than they are read ahead. */
const outOfView = (page: Page) =>
  page.locator('.monitor-panel').evaluateAll(
    (panels, ahead) =>
      panels.filter((panel) => {
        const { top } = panel.getBoundingClientRect()
        return top > innerHeight + ahead && panel.querySelector('svg.recharts-surface') !== null
      }).length,
    AHEAD_PX,
  )

/** How many of all panels are drawn once each of them was scrolled to. */
async function drawnWhenScrolledTo(page: Page): Promise<number> {
  const panels = page.locator('.monitor-panel')
  for (const panel of await panels.all()) {
    await panel.scrollIntoViewIfNeeded()
    await panel.locator('svg.recharts-surface').waitFor()
  }
  return page.locator('.monitor-panel svg.recharts-surface').count()
}

/** Workload: what charts weigh, how soon they are painted, and how they follow the pointer. */
export async function benchCharts(rounds: number): Promise<Line[]> {
  const stage = await startStage(['--profile', 'large', '--latency', '1', '--quotas', 'off'])
  const browser = await launch()
  try {
    const drawn = await drawing(browser, rounds)
    await addAccounts(stage, [{ ...LARGE_ACCOUNTS[0], regions: ['cn-hangzhou'] }])
    const query = encodeURIComponent('status:running architecture:standard engine:redis')
    const { items } = await stage.get<{ items: { ref: string }[] }>(`/api/instances?q=${query}&limit=1`)
    const at = `/api/instances/${encodeURIComponent(items[0]?.ref ?? '')}`
    const to = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS
    const range = `from=${new Date(to - MINUTES * MINUTE_MS).toISOString()}&to=${new Date(to).toISOString()}`
    const series = 'node.CpuUsage,node.TotalQps,node.UsedMemory,node.ConnCount'
    const answer = await stage.get<Metrics>(`${at}/metrics?${range}&series=${series}`)
    const most = Math.max(...answer.series.map((one) => one.at.length))
    const address = `${stage.url}/instances/${encodeURIComponent(items[0]?.ref ?? '')}`
    const found = {
      kb: [] as number[],
      all: [] as number[],
      blocking: [] as number[],
      frames: [] as number[],
      early: [] as number[],
      late: [] as number[],
      shift: [] as number[],
      other: [] as number[],
    }
    for (let round = 0; round < rounds; round++) {
      const context = await contextOf(browser, stage)
      const { page, load } = await coldLoad(
        context,
        `${address}?tab=monitoring&range=now-30d&refresh=0&m=${TWELVE}`,
        PANEL,
      )
      found.kb.push(load.scriptBytes / KB)
      found.all.push(load.allBytes / KB)
      found.blocking.push(load.blockingMs)
      found.shift.push(load.layoutShift)
      found.frames.push(await crosshairFrames(page))
      found.early.push(await outOfView(page))
      found.late.push(await drawnWhenScrolledTo(page))
      await context.close()
      const plain = await contextOf(browser, stage)
      const { load: other } = await coldLoad(plain, address, '.tabs')
      found.other.push(other.scriptBytes / KB)
      await plain.close()
    }
    const rest = { workload: 'charts' }
    return [
      ...drawn,
      { ...rest, what: 'points of a line in the browser, at most', value: most, unit: '', goal: MOST_POINTS },
      {
        ...rest,
        what: 'answer of 4 lines over 30 days',
        value: JSON.stringify(answer).length / KB,
        unit: 'KB',
        goal: GOALS.answerKb,
      },
      {
        ...rest,
        what: 'transferred in all, 12 charts of 30 days',
        value: median(found.all),
        unit: 'KB',
        goal: GOALS.pageKb,
      },
      { ...rest, what: 'of that JavaScript', value: median(found.kb), unit: 'KB' },
      { ...rest, what: 'JavaScript transferred, the same instance without', value: median(found.other), unit: 'KB' },
      {
        ...rest,
        what: 'blocking time, page of 12 charts of 30 days',
        value: median(found.blocking),
        unit: 'ms',
        goal: GOALS.blockingMs,
      },
      { ...rest, what: 'layout shift, the same page', value: median(found.shift), unit: '' },
      {
        ...rest,
        what: 'charts drawn before they come into view',
        value: Math.max(...found.early),
        unit: '',
        goal: 0,
        exact: true,
      },
      {
        ...rest,
        what: 'of 12 charts drawn once scrolled to',
        value: Math.min(...found.late),
        unit: '',
        goal: 12,
        exact: true,
      },
      {
        ...rest,
        what: 'crosshair over all panels: frames, p95',
        value: median(found.frames),
        unit: 'ms',
        goal: GOALS.frameMs,
      },
    ]
  } finally {
    await browser.close()
    await stage.stop()
  }
}
