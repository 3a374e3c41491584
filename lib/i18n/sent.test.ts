import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CLOUD_TABS, TABS } from '@/components/instances/tabs'
import { BASE_NAMESPACES, CHANGE_PARTS, MENU_PARTS } from './namespaces'

/** The file that an import names, or undefined where it is no source of this repository. */
function fileOf(name: string, from: string): string | undefined {
  if (!name.startsWith('.') && !name.startsWith('@/')) return undefined
  const base = name.startsWith('@/') ? resolve(name.slice(2)) : resolve(dirname(from), name)
  return ['', '.tsx', '.ts'].map((end) => base + end).find((path) => existsSync(path) && statSync(path).isFile())
}

/** Pages and layouts on the server have none of these: what they draw are components. */
const runsInBrowser = (file: string) => file.endsWith('.tsx') || readFileSync(file, 'utf8').startsWith("'use client'")

const VIEW = resolve('components/instances/instance-view.tsx')
/** Where the code of each tab of an instance is: they bring texts of their own. */
const TAB_FILES = new Map(
  TABS.map((tab) => {
    const source = readFileSync(VIEW, 'utf8')
    const component = new RegExp(`^  '?${tab}'?: (\\w+),$`, 'm').exec(source)?.[1]
    const name = new RegExp(`const ${component} = dynamic\\([^']*import\\('([^']+)'`).exec(source)?.[1]
    return [tab, fileOf(name ?? '', VIEW)] as const
  }),
)

/** A text of changes that is a part of them has the name of its part: pages can send some parts only. */
function keysOf(source: string, namespace: string, part: string | undefined): string[] {
  if (namespace !== 'changes') return [namespace]
  if (part) return [`changes.${part}`]
  const names = [...source.matchAll(/const (\w+) = useTranslations\('changes'\)/g)].map(([, name]) => name).join('|')
  const calls = source.matchAll(
    new RegExp(`\\b(?:${names})(?:\\.(?:has|rich|raw))?\\((?:[^'\`)]*\\? )?['\`](\\w+)`, 'g'),
  )
  return [...calls].map(([, key]) => `changes.${key}`)
}

/** The texts of what runs in the browser, each with a file that wants it: the server reads its own. */
function textsOf(file: string, without: ReadonlySet<string | undefined> = new Set()): Map<string, string> {
  const found = new Map<string, string>()
  const waiting = [resolve(file)]
  const seen = new Set(waiting)
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const source = readFileSync(file, 'utf8')
    for (const [, namespace = '', part] of source.matchAll(/useTranslations\('([^'.]+)(?:\.([^'.]+))?[^']*'\)/g))
      for (const key of keysOf(source, namespace, part)) if (!found.has(key)) found.set(key, file)
    for (const [, type, name = ''] of source.matchAll(
      /(?:(?:import|export)( type)? [^'"]*?from |import\()'([^']+)'/g,
    )) {
      const next = type || name === '' ? undefined : fileOf(name, file)
      if (next === undefined || seen.has(next) || without.has(next) || !runsInBrowser(next)) continue
      seen.add(next)
      waiting.push(next)
    }
  }
  return found
}

/** What the page and the layouts around it send. */
function sentTo(page: string): Set<string> {
  const sent = new Set<string>([...BASE_NAMESPACES, ...CHANGE_PARTS.map((part) => `changes.${part}`)])
  const files = [page]
  for (let folder = dirname(page); folder !== 'app' && folder !== '.'; folder = dirname(folder))
    files.push(join(folder, 'layout.tsx'))
  for (const file of files.filter((one) => existsSync(one)))
    for (const [, list = '', rest = ''] of readFileSync(file, 'utf8').matchAll(
      /<Messages\s+also=\{\[(.*?)\]\}([^>]*)>/gs,
    )) {
      for (const [, name = ''] of list.matchAll(/'([^']+)'/g)) sent.add(name)
      if (/\bmenu\b/.test(rest)) for (const part of MENU_PARTS) sent.add(`changes.${part}`)
    }
  return sent
}

const lacking = (wanted: Map<string, string>, sent: ReadonlySet<string>) =>
  [...wanted].filter(([key]) => !sent.has(key) && !sent.has(key.split('.')[0] ?? key))

const PAGES = readdirSync('app', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('page.tsx'))
  .map((path) => join('app', path))

describe('the texts that a page sends', () => {
  it.each(PAGES)('%s has those of every component that it draws', (page) => {
    expect(lacking(textsOf(page, new Set(TAB_FILES.values())), sentTo(page))).toEqual([])
  })

  it.each(TABS)('the tab %s of an instance has its own', (tab) => {
    const file = TAB_FILES.get(tab)
    if (!file) throw new Error(`${tab}: its code is not found`)
    const sent = sentTo('app/(console)/instances/[ref]/page.tsx')
    expect(lacking(textsOf(file), new Set([...sent, ...CLOUD_TABS[tab]]))).toEqual([])
  })
})
