import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BASE_NAMESPACES } from './namespaces'

/** The file that an import names, or undefined where it is no source of this repository. */
function fileOf(name: string, from: string): string | undefined {
  if (!name.startsWith('.') && !name.startsWith('@/')) return undefined
  const base = name.startsWith('@/') ? resolve(name.slice(2)) : resolve(dirname(from), name)
  return ['', '.tsx', '.ts'].map((end) => base + end).find((path) => existsSync(path) && statSync(path).isFile())
}

/** Pages and layouts on the server have none of these: what they draw are components. */
const runsInBrowser = (file: string) => file.endsWith('.tsx') || readFileSync(file, 'utf8').startsWith("'use client'")

/** The namespaces of what runs in the browser, each with a file that wants it: the server reads its own. */
function textsOf(page: string): Map<string, string> {
  const found = new Map<string, string>()
  const waiting = [resolve(page)]
  const seen = new Set(waiting)
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const source = readFileSync(file, 'utf8')
    // The names of actions come with every page.
    const isPart = file.includes('/admin/policies/')
    for (const [, key = ''] of source.matchAll(/useTranslations\('([^']+)'\)/g)) {
      const [namespace = ''] = key.split('.')
      if (!isPart && !found.has(namespace)) found.set(namespace, file)
    }
    for (const [, type, name = ''] of source.matchAll(
      /(?:(?:import|export)( type)? [^'"]*?from |import\()'([^']+)'/g,
    )) {
      const next = type || name === '' ? undefined : fileOf(name, file)
      if (next === undefined || seen.has(next) || !runsInBrowser(next)) continue
      seen.add(next)
      waiting.push(next)
    }
  }
  return found
}

/** What the page and the layouts around it send. */
function sentTo(page: string): Set<string> {
  const sent = new Set<string>(BASE_NAMESPACES)
  const files = [page]
  for (let folder = dirname(page); folder !== 'app' && folder !== '.'; folder = dirname(folder))
    files.push(join(folder, 'layout.tsx'))
  for (const file of files.filter((one) => existsSync(one)))
    for (const [, list = ''] of readFileSync(file, 'utf8').matchAll(/also=\{\[([^\]]*)\]\}/g))
      for (const [, name = ''] of list.matchAll(/'([^']+)'/g)) sent.add(name)
  return sent
}

const PAGES = readdirSync('app', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('page.tsx'))
  .map((path) => join('app', path))

describe('the texts that a page sends', () => {
  it.each(PAGES)('%s has those of every component that it draws', (page) => {
    const sent = sentTo(page)
    expect([...textsOf(page)].filter(([namespace]) => !sent.has(namespace))).toEqual([])
  })
})
