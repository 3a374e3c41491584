import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { percentile } from './measure'

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

export interface Load {
  /** Milliseconds from the start of navigation until the first row was painted. */
  firstRowMs: number
  scriptBytes: number
  /** Of everything that came whole: page, scripts, styles, pictures and answers. */
  allBytes: number
  requests: number
  external: number
  /** Sum over long tasks of the part above 50 ms, until the page was quiet. */
  blockingMs: number
  layoutShift: number
  domNodes: number
}

declare global {
  interface Window {
    seen: { first: number; blocking: number; shift: number; events: { name: string; ms: number }[]; row: string }
  }
}

/** Watches a page from its first script on; must be called before it navigates. */
async function watch(page: Page, row: string): Promise<void> {
  // The loader names functions by a helper of its own, which a page does not have.
  await page.addInitScript('globalThis.__name = (f) => f')
  await page.addInitScript((selector) => {
    const seen = { first: 0, blocking: 0, shift: 0, events: [] as { name: string; ms: number }[], row: selector }
    window.seen = seen
    const look = () => {
      if (document.querySelector(selector))
        requestAnimationFrame(() =>
          setTimeout(() => {
            seen.first = performance.now()
          }),
        )
      else requestAnimationFrame(look)
    }
    look()
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.blocking += Math.max(0, entry.duration - 50)
    }).observe({ type: 'longtask', buffered: true })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        // The DOM library's types lack the layout-shift entry.
        const shift = entry as PerformanceEntry & { value: number; hadRecentInput: boolean }
        if (!shift.hadRecentInput) seen.shift += shift.value
      }
    }).observe({ type: 'layout-shift', buffered: true })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.events.push({ name: entry.name, ms: entry.duration })
    }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit) // field missing in the types
  }, row)
}

/** One cold load: an empty cache, every response counted by what crossed the wire. */
export async function coldLoad(context: BrowserContext, url: string, row: string): Promise<{ page: Page; load: Load }> {
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Network.enable')
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true })
  const origin = new URL(url).origin
  const scripts = new Set<string>()
  let scriptBytes = 0
  let allBytes = 0
  let requests = 0
  let external = 0
  cdp.on('Network.requestWillBeSent', (event) => {
    if (event.request.url.startsWith('data:')) return
    requests++
    if (!event.request.url.startsWith(origin)) external++
  })
  cdp.on('Network.responseReceived', (event) => {
    if (event.type === 'Script' || /javascript/.test(event.response.mimeType)) scripts.add(event.requestId)
  })
  cdp.on('Network.loadingFinished', (event) => {
    allBytes += event.encodedDataLength
    if (scripts.has(event.requestId)) scriptBytes += event.encodedDataLength
  })
  await watch(page, row)
  await page.goto(url)
  await page.waitForFunction(() => window.seen.first > 0, undefined, { timeout: 30_000 })
  await page.waitForTimeout(1500)
  const found = await page.evaluate(() => ({ ...window.seen, nodes: document.querySelectorAll('*').length }))
  return {
    page,
    load: {
      firstRowMs: found.first,
      scriptBytes,
      allBytes,
      requests,
      external,
      blockingMs: found.blocking,
      layoutShift: found.shift,
      domNodes: found.nodes,
    },
  }
}

/** Milliseconds from input to next paint of each act, by Event Timing; what was too quick to be listed counts as 16. */
export async function interactions(page: Page, acts: (() => Promise<unknown>)[]): Promise<number[]> {
  const values: number[] = []
  for (const act of acts) {
    await page.evaluate(() => {
      window.seen.events.length = 0
    })
    await act()
    await page.waitForTimeout(250)
    const slowest = await page.evaluate(() => Math.max(16, ...window.seen.events.map((e) => e.ms)))
    values.push(slowest)
  }
  return values
}

/** The 95th percentile of the time between frames while the element scrolls for two seconds. */
export async function scrollFrames(page: Page, selector: string): Promise<number> {
  const gaps = await page.evaluate(async (scroller) => {
    const element = document.querySelector(scroller)
    if (!element) throw new Error(`nothing to scroll: ${scroller}`)
    const found: number[] = []
    let last = performance.now()
    const end = last + 2000
    await new Promise<void>((resolve) => {
      const step = (now: number) => {
        found.push(now - last)
        last = now
        element.scrollTop += 120
        if (now < end) requestAnimationFrame(step)
        else resolve()
      }
      requestAnimationFrame(step)
    })
    return found.slice(1)
  }, selector)
  return percentile(gaps, 95)
}

/**
 * What the browser and this machine cost by themselves: a field and five thousand lines of text, without any script.
 * Returns the times of keys pressed in it, and the 95th percentile of its frames while it scrolls.
 */
export async function floorOf(page: Page): Promise<{ keys: number[]; frameMs: number }> {
  await page.evaluate(() => {
    const lines = Array.from({ length: 5000 }, (_, i) => `<p style="margin:0;height:36px">line ${i}</p>`).join('')
    document.body.innerHTML = `<input><div id="plain" style="height:700px;overflow:auto">${lines}</div>`
    document.querySelector('input')?.focus()
  })
  const keys = await interactions(
    page,
    [...'orders'].map((key) => () => page.keyboard.press(key)),
  )
  return { keys, frameMs: await scrollFrames(page, '#plain') }
}
