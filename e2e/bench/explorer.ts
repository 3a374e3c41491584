import { readdir, readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import type { Browser } from '@playwright/test'
import { addAccounts, LARGE_ACCOUNTS, type Stage, startStage } from './console'
import { interleave, median } from './measure'
import { coldLoad, type Load, launch } from './page'
import type { Line } from './report'
import { startBareNext } from './stage'

/** A text of each service that nothing but its rows has, and a path of its form. */
const SERVICES = {
  'alibaba-kvstore': { mark: 'SlowLogRecordType', form: 'alibaba-kvstore/DescribeInstances' },
  'jdcloud-redis': { mark: 'keyFilter', form: 'jdcloud-redis/describeCacheInstances' },
  'kingsoft-redis': { mark: 'BaseKS3', form: 'kingsoft-redis/DescribeCacheClusters' },
  'kingsoft-memcached': { mark: '2018-06-27', form: 'kingsoft-memcached/DescribeCacheClusters' },
} as const
const OTHER_PAGES = ['/', '/instances', '/accounts']
const CHUNKS = '.next/static/chunks'
const KB = 1024

/** Workload: how soon the explorer is usable, and what the schemas of all operations weigh. */
export async function benchExplorer(rounds: number): Promise<Line[]> {
  const stage = await startStage(['--profile', 'demo', '--latency', '1', '--quotas', 'off'])
  const bare = await startBareNext()
  const browser = await launch()
  try {
    await addAccounts(stage, [LARGE_ACCOUNTS[0] ?? {}])
    const loads: Record<'list' | 'form' | 'empty', Load[]> = { list: [], form: [], empty: [] }
    const cold = async (name: keyof typeof loads, url: string, ready: string) => {
      const { load } = await visit(browser, stage, url, ready)
      loads[name].push(load)
      return load.firstRowMs
    }
    const times = await interleave(rounds, {
      list: () => cold('list', `${stage.url}/operations`, '.op-row'),
      // The button says what is missing or sends: the form is usable.
      form: () => cold('form', `${stage.url}/operations/${SERVICES['alibaba-kvstore'].form}`, 'form .op-field input'),
      empty: () => cold('empty', bare.url, 'p'),
    })
    const weights = await schemaWeights()
    const total = Object.values(weights).reduce((sum, bytes) => sum + bytes, 0)
    const strangers = await pagesWithSchemas(browser, stage)
    const rest = { workload: 'explorer' }
    const bytes = (name: keyof typeof loads) => median(loads[name].map(({ scriptBytes }) => scriptBytes)) / KB
    return [
      { ...rest, what: 'JavaScript transferred, list of operations', value: bytes('list'), unit: 'KB' },
      { ...rest, what: 'JavaScript transferred, form of an operation', value: bytes('form'), unit: 'KB' },
      { ...rest, what: 'JavaScript transferred, empty Next page', value: bytes('empty'), unit: 'KB' },
      { ...rest, what: 'cold load to the list', value: median(times.list), unit: 'ms' },
      { ...rest, what: 'cold load to a usable form', value: median(times.form), unit: 'ms' },
      { ...rest, what: 'cold load, empty Next page', value: median(times.empty), unit: 'ms' },
      { ...rest, what: 'list / empty Next page', value: median(times.list) / median(times.empty), unit: 'x' },
      { ...rest, what: 'form / empty Next page', value: median(times.form) / median(times.empty), unit: 'x' },
      ...Object.entries(weights).map(([service, weight]) => ({
        ...rest,
        what: `schemas of ${service}, gzip`,
        value: weight / KB,
        unit: 'KB',
      })),
      { ...rest, what: 'schemas of all services, gzip', value: total / KB, unit: 'KB' },
      { ...rest, what: 'other pages whose first load has schemas', value: strangers, unit: '', goal: 0, exact: true },
    ]
  } finally {
    await browser.close()
    await bare.stop()
    await stage.stop()
  }
}

async function visit(browser: Browser, stage: Stage, url: string, ready: string, onScript?: (text: string) => void) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const [name = '', value = ''] = stage.cookie.split(/=(.*)/s)
  await context.addCookies([{ name, value, url: stage.url }])
  context.on('response', async (response) => {
    if (!onScript || response.request().resourceType() !== 'script') return
    onScript(await response.text().catch(() => ''))
  })
  const { load } = await coldLoad(context, url, ready)
  await context.close()
  return { load }
}

/** Compressed bytes of the files that hold each service's schemas. */
async function schemaWeights(): Promise<Record<string, number>> {
  const weights: Record<string, number> = {}
  for (const file of (await readdir(CHUNKS)).filter((name) => name.endsWith('.js'))) {
    const text = await readFile(`${CHUNKS}/${file}`, 'utf8')
    for (const [service, { mark }] of Object.entries(SERVICES)) {
      if (text.includes(mark)) weights[service] = (weights[service] ?? 0) + gzipSync(text).length
    }
  }
  return weights
}

async function pagesWithSchemas(browser: Browser, stage: Stage): Promise<number> {
  let count = 0
  for (const path of OTHER_PAGES) {
    let has = false
    await visit(browser, stage, stage.url + path, 'h1', (text) => {
      has ||= Object.values(SERVICES).some(({ mark }) => text.includes(mark))
    })
    if (has) count++
  }
  return count
}
