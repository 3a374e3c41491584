import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createTranslator } from 'next-intl'
import { describe, expect, test } from 'vitest'
import { ACTIONS, REASONS } from '@/lib/model/action'
import { CHANGE_STATES, FINDINGS, STEPS } from '@/lib/model/change'
import { CHECKS, SEVERITIES } from '@/lib/model/plan'
import { PROBLEMS } from '@/lib/model/problem'
import { RULES_OF } from '@/lib/providers/action-registry'
import { PROVIDER_ERROR_KINDS } from '@/lib/providers/error'
import { LOCALES } from './locale'
import { NAMESPACES } from './namespaces'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = (locale: string) => join(root, 'lib/i18n/messages', locale)

type Texts = { [key: string]: string | Texts }
const read = (locale: string, name: string): Texts =>
  JSON.parse(readFileSync(join(folder(locale), `${name}.json`), 'utf8'))

/** Every text of a tree by its whole key. */
function flat(texts: Texts, prefix = ''): Map<string, string> {
  const all = new Map<string, string>()
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === 'string') all.set(prefix + key, value)
    else for (const [inner, text] of flat(value, `${prefix}${key}.`)) all.set(inner, text)
  }
  return all
}

/** Names of the arguments and tags in an ICU text, however deep; those it only counts with stand apart. */
function args(text: string) {
  const found = new Set<string>()
  const counted = new Set<string>()
  for (const [, name] of text.matchAll(/<(\w+)>/g)) found.add(`<${name}>`)
  let at = 0
  const word = () => {
    const [all = ''] = /^\s*[^\s{},]*\s*/.exec(text.slice(at)) ?? []
    at += all.length
    return all.trim()
  }
  /** Reads a text up to the bracket that closes it. */
  const message = () => {
    for (; at < text.length && text[at] !== '}'; at++) if (text[at] === '{') argument()
  }
  /** Reads `{name}` or `{name, kind, choice {text} ...}`, and stays on its last bracket. */
  const argument = () => {
    at++
    const name = word()
    if (text[at] !== ',') return found.add(name)
    at++
    const kind = word()
    if (kind === 'plural') counted.add(name)
    else found.add(name)
    while (text[at] === ',') at++
    for (;;) {
      word()
      if (text[at] !== '{') return found
      at++
      message()
      at++
    }
  }
  message()
  return { found, counted }
}

describe.each(NAMESPACES)('the texts of %s', (name) => {
  const en = flat(read('en', name))
  const zh = flat(read('zh', name))

  test('have the same keys in both languages', () => {
    expect([...zh.keys()].sort()).toEqual([...en.keys()].sort())
  })

  test('take the same arguments in both languages', () => {
    const different = [...en].filter(([key, text]) => {
      const ours = args(text)
      // A rule brings its words in both languages, under their names.
      const theirs = args((zh.get(key) ?? '').replace(/\{zh\}/g, '{en}'))
      // Chinese has no plural: what English only counts with it may leave out.
      const known = new Set([...ours.found, ...ours.counted])
      const lacks = [...ours.found].some((name) => !theirs.found.has(name) && !theirs.counted.has(name))
      return lacks || [...theirs.found, ...theirs.counted].some((name) => !known.has(name))
    })
    expect(different.map(([key]) => key)).toEqual([])
  })

  test('are none of them empty', () => {
    expect([...en, ...zh].filter(([, text]) => text.trim() === '')).toEqual([])
  })

  test.each(LOCALES)('are all well-formed in %s', (locale) => {
    const errors: string[] = []
    const translate = createTranslator({
      locale,
      messages: { it: read(locale, name) },
      onError: ({ code, message }) => {
        if (code === 'INVALID_MESSAGE') errors.push(message)
      },
    })
    // next-intl derives keys from a literal type; here they come from files.
    const t = translate as unknown as (key: string, values: object) => string
    const any = new Proxy({}, { get: () => 1, has: () => true, ownKeys: () => [] })
    for (const key of en.keys()) t(`it.${key}`, any)
    expect(errors).toEqual([])
  })
})

test('every file of texts is a namespace that pages can ask for', () => {
  for (const locale of LOCALES) {
    const names = readdirSync(folder(locale)).map((file) => file.replace(/\.json$/, ''))
    expect(names.sort()).toEqual([...NAMESPACES].sort())
  }
})

test('every problem and every refusal of a cloud has its words', () => {
  const texts = flat(read('en', 'problems'))
  const wanted = [
    ...Object.keys(PROBLEMS).map((code) => `codes.${code}`),
    ...PROVIDER_ERROR_KINDS.map((kind) => `provider.${kind}`),
  ]
  expect(wanted.filter((key) => !texts.has(`${key}.what`) || !texts.has(`${key}.do`))).toEqual([])
})

test('whatever a change can say has its words', () => {
  const texts = flat(read('en', 'changes'))
  const rules = Object.values(RULES_OF).flatMap((table) => Object.values(table).flat())
  const wanted = [
    ...ACTIONS.map((id) => `actions.${id}`),
    ...CHANGE_STATES.map((id) => `states.${id}`),
    ...REASONS.map((id) => `reasons.${id}`),
    ...CHECKS.map((id) => `checks.${id}`),
    ...SEVERITIES.map((id) => `severities.${id}`),
    ...FINDINGS.map((id) => `evidence.${id}`),
    ...STEPS.map((id) => `steps.${id}`),
    ...rules.map(({ id }) => `consequences.${id}`),
  ]
  expect(wanted.filter((key) => !texts.has(key))).toEqual([])
  const numbers = rules.filter(({ id, numbers = {} }) => {
    const { found } = args(texts.get(`consequences.${id}`) ?? '')
    return [...found].some((name) => !(name in numbers))
  })
  expect(numbers).toEqual([])
})

/** Every source file that may ask for a text. */
function sources(path: string): string[] {
  return readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => {
    const inner = join(path, entry.name)
    if (entry.isDirectory()) return sources(inner)
    return /\.tsx?$/.test(entry.name) && !/\.test\./.test(entry.name) ? [inner] : []
  })
}

test('every text that a component asks for by its whole name exists', () => {
  const known = new Set(NAMESPACES.flatMap((name) => [...flat(read('en', name)).keys()].map((key) => `${name}.${key}`)))
  const missing: string[] = []
  for (const file of [...sources('app'), ...sources('components')]) {
    const code = readFileSync(join(root, file), 'utf8')
    const spaces = new Map<string, Set<string>>()
    for (const [, name = '', space = ''] of code.matchAll(
      /const (\w+) = (?:await )?(?:use|get)Translations\('([\w.-]+)'\)/g,
    )) {
      spaces.set(name, (spaces.get(name) ?? new Set()).add(space))
    }
    for (const [name, candidates] of spaces) {
      for (const [, key] of code.matchAll(new RegExp(`\\b${name}(?:\\.rich)?\\('([\\w.-]+)'`, 'g'))) {
        if (![...candidates].some((space) => known.has(`${space}.${key}`))) missing.push(`${file}: ${name}('${key}')`)
      }
    }
  }
  expect(missing).toEqual([])
})
