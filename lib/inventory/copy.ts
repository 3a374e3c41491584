import { type SQL, sql } from 'drizzle-orm'
import { canonicalJson } from '@/lib/audit/canonical'
import { inventory } from '@/lib/db/schema'
import type { Scope } from '@/lib/model/access'
import { parseQuery, type Query } from '@/lib/model/query'
import { dependsOnTime, tokenCondition, wordFilter } from './filter'
import { generation as currentGeneration } from './kept'
import { run } from './run'
import { FROM, INSTANCE, orderBy, type Sort, visible, type WindowRequest } from './select'

interface Row {
  ref: string
  /** Provider and region. */
  place: string
  status: string
  memoryMb: number | null
  haystack: string
}

/** Per row of a copy, in its order: 1 for those that a condition holds for. */
type Marks = Uint8Array

/**
 * What the list looks at, of one state of the database, and what was asked of that state already. Conditions, orders
 * and the text of rows are the database's own answers: only putting them together happens here.
 */
interface Copy {
  generation: string
  rows: Row[]
  places: Map<string, number>
  marks: Map<string, Promise<Marks>>
  orders: Map<string, Promise<Uint32Array>>
  bodies: Map<string, string>
}

/** The database moved on while something was read for a copy. */
class Outdated extends Error {}

/** Questions about one state before it is copied: a fleet that is being read changes several times a second. */
const ASKED_BEFORE_COPY = 3
/** A larger fleet is left to the database: about 30 MB. */
const MOST_ROWS = 50_000
const MOST_MARKS = 100
const MOST_BODIES = 5_000

// Pages and routes have a copy of this module each; the list's copy is theirs in common.
const KEY = Symbol.for('quarterdeck.inventory-copy')
interface Held {
  generation: string
  asked: number
  copy: Promise<Copy | undefined> | undefined
}
const shared = globalThis as typeof globalThis & { [KEY]?: Held } // globalThis has no declared place for our symbol

/**
 * A window of the list as the JSON text of an `InstanceWindow`, as of `generation`: the count of changes that was read
 * when this question came, with none under way. Undefined when there is no copy of that state or none can answer.
 */
export async function windowFromCopy(
  generation: string,
  scope: Scope,
  { q, sort, offset, limit }: WindowRequest,
): Promise<string | undefined> {
  const query = parseQuery(q)
  if (query.errors.length > 0 || dependsOnTime(query)) return undefined
  try {
    const copy = await copyAt(generation)
    if (!copy) return undefined
    const seen = await marksOf(copy, canonicalJson(['scope', scope]), () => visible(scope))
    const matching = await matchingOf(copy, seen, query)
    const refs: string[] = []
    let before = 0
    for (const place of await orderOf(copy, sort)) {
      if (refs.length === limit) break
      const row = copy.rows[place]
      if (row && matching[place] === 1 && before++ >= offset) refs.push(row.ref)
    }
    const items = await bodiesOf(copy, refs)
    const rest = { offset, ...totalsOf(copy.rows, matching, countOf(seen)), errors: query.errors }
    return `{"items":[${items.join(',')}],${JSON.stringify(rest).slice(1)}`
  } catch (error) {
    if (error instanceof Outdated) return undefined
    throw error
  }
}

async function copyAt(generation: string): Promise<Copy | undefined> {
  let held = shared[KEY]
  if (held?.generation !== generation) {
    held = { generation, asked: 0, copy: undefined }
    shared[KEY] = held
  }
  held.asked += 1
  if (held.asked < ASKED_BEFORE_COPY) return undefined
  const mine = held
  held.copy ??= load(generation).catch((error) => {
    mine.copy = undefined
    throw error
  })
  return held.copy
}

/** Nothing is under way at `generation`, so what is read before the count rises is the state it stands for. */
async function steady<T>(generation: string, reading: Promise<T>): Promise<T> {
  const value = await reading
  if ((await currentGeneration()) !== generation) throw new Outdated()
  return value
}

async function load(generation: string): Promise<Copy | undefined> {
  const found = await steady(
    generation,
    run<{ ref: string; place: string; status: string; memory_mb: string | null; haystack: string }>(sql`
      select ${inventory.ref} as ref, ${inventory.provider} || ' ' || ${inventory.region} as place,
        ${inventory.status} as status, ${inventory.memoryMb} as memory_mb, ${inventory.haystack} as haystack
      ${FROM} where ${visible({ kind: 'all' })} limit ${MOST_ROWS + 1}`),
  )
  if (found.length > MOST_ROWS) return undefined
  const rows = found.map(({ memory_mb: memory, ...row }) => ({
    ...row,
    memoryMb: memory === null ? null : Number(memory),
  }))
  const places = new Map(rows.map(({ ref }, place) => [ref, place]))
  return { generation, rows, places, marks: new Map(), orders: new Map(), bodies: new Map() }
}

/** What `make` gave for this key; asked once, and again after a failure. */
function once<T>(known: Map<string, Promise<T>>, most: number, key: string, make: () => Promise<T>): Promise<T> {
  const before = known.get(key)
  if (before) return before
  if (known.size >= most) known.clear()
  const made = make()
  known.set(key, made)
  made.catch(() => known.delete(key))
  return made
}

async function placesWhere({ generation, places }: Copy, condition: SQL): Promise<number[]> {
  const [found] = await steady(
    generation,
    run<{ refs: string[] }>(sql`select coalesce(json_agg(${inventory.ref}), '[]') as refs ${FROM} where ${condition}`),
  )
  return (found?.refs ?? []).flatMap((ref) => places.get(ref) ?? [])
}

const marksOf = (copy: Copy, key: string, condition: () => SQL): Promise<Marks> =>
  once(copy.marks, MOST_MARKS, key, async () => {
    const marks = new Uint8Array(copy.rows.length)
    for (const place of await placesWhere(copy, condition())) marks[place] = 1
    return marks
  })

/** Those of `seen` that match every token and every word. */
async function matchingOf(copy: Copy, seen: Marks, { tokens, words }: Query): Promise<Marks> {
  const matching = seen.slice()
  for (const token of tokens) {
    const key = canonicalJson(['token', token.field, token.values.map((value) => ({ ...value }))])
    const marks = await marksOf(copy, key, () => tokenCondition(token))
    const wanted = token.negated ? 0 : 1
    for (let i = 0; i < matching.length; i++) if (marks[i] !== wanted) matching[i] = 0
  }
  for (const word of words) {
    const has = wordFilter(word)
    for (const [i, { haystack }] of copy.rows.entries()) if (matching[i] === 1 && !has(haystack)) matching[i] = 0
  }
  return matching
}

const orderOf = (copy: Copy, sort: Sort): Promise<Uint32Array> =>
  once(copy.orders, MOST_MARKS, canonicalJson({ ...sort }), async () => {
    const [found] = await steady(
      copy.generation,
      run<{ refs: string[] }>(sql`
        select coalesce(json_agg(ref), '[]') as refs
        from (select ${inventory.ref} as ref ${FROM} where ${visible({ kind: 'all' })} order by ${orderBy(sort)}) as o`),
    )
    return Uint32Array.from((found?.refs ?? []).flatMap((ref) => copy.places.get(ref) ?? []))
  })

async function bodiesOf({ generation, bodies }: Copy, refs: string[]): Promise<string[]> {
  const missing = refs.filter((ref) => !bodies.has(ref))
  const read = new Map<string, string>()
  if (missing.length > 0) {
    const rows = await steady(
      generation,
      run<{ ref: string; body: string }>(sql`
        select ${inventory.ref} as ref, (${INSTANCE})::text as body ${FROM}
        where ${inventory.ref} = any(${sql.param(missing)}::text[])`),
    )
    for (const { ref, body } of rows) read.set(ref, body)
  }
  const texts = refs.flatMap((ref) => bodies.get(ref) ?? read.get(ref) ?? [])
  if (texts.length < refs.length) throw new Outdated()
  if (bodies.size + read.size > MOST_BODIES) bodies.clear()
  for (const [ref, body] of read) bodies.set(ref, body)
  return texts
}

const countOf = (marks: Marks) => marks.reduce((sum, mark) => sum + mark, 0)

function totalsOf(rows: readonly Row[], matching: Marks, total: number) {
  const regions = new Set<string>()
  const byStatus = new Map<string, number>()
  let matched = 0
  let memoryMb = 0
  let memoryUnknown = 0
  for (let i = matching.indexOf(1); i >= 0; i = matching.indexOf(1, i + 1)) {
    const row = rows[i]
    if (!row) break
    matched += 1
    regions.add(row.place)
    byStatus.set(row.status, (byStatus.get(row.status) ?? 0) + 1)
    if (row.memoryMb === null) memoryUnknown += 1
    else memoryMb += row.memoryMb
  }
  const totals = { regions: regions.size, memoryMb, memoryUnknown, byStatus: Object.fromEntries(byStatus) }
  return { matched, total, totals }
}
