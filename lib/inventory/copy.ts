import { type SQL, sql } from 'drizzle-orm'
import { canonicalJson } from '@/lib/audit/canonical'
import { inventory } from '@/lib/db/schema'
import type { Scope } from '@/lib/model/access'
import { parseQuery, type Query } from '@/lib/model/query'
import { dependsOnTime, tokenCondition, wordFilter } from './filter'
import { generation as currentGeneration } from './kept'
import { run } from './run'
import { FROM, INSTANCE, orderBy, type Sort, visible, type WindowRequest } from './select'

/** Rows that are the same to the totals. */
interface Group {
  /** Provider and region. */
  place: string
  status: string
}

/** Per row of a copy, in its order: 1 for those that a condition holds for. */
type Marks = Uint8Array

/**
 * What the list looks at, of one state of the database, and what was asked of that state already. Conditions, orders
 * and the text of rows are the database's own answers: only putting them together happens here.
 */
interface Copy {
  generation: string
  /** Columns, one entry per row: every question passes over them, so they are kept apart and in numbers where it goes. */
  refs: string[]
  haystacks: string[]
  group: Uint16Array
  memoryMb: Float64Array
  groups: Group[]
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
/** In place of a size that no cloud told. */
const UNKNOWN = -1

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
  // Costs change without the inventory: no copy of that knows their order.
  if (query.errors.length > 0 || dependsOnTime(query) || sort.field === 'cost') return undefined
  try {
    const copy = await copyAt(generation)
    if (!copy) return undefined
    const seen = await marksOf(copy, canonicalJson(['scope', scope]), () => visible(scope))
    const matching = await matchingOf(copy, seen, query)
    const refs: string[] = []
    let before = 0
    for (const place of await orderOf(copy, sort)) {
      if (refs.length === limit) break
      const ref = copy.refs[place]
      if (ref !== undefined && matching[place] === 1 && before++ >= offset) refs.push(ref)
    }
    const items = await bodiesOf(copy, refs)
    const rest = { offset, ...totalsOf(copy, matching, countOf(seen)), errors: query.errors }
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
  const groups = new Map<string, Group & { index: number }>()
  const groupOf = ({ place, status }: Group) => {
    const key = `${place} ${status}`
    const group = groups.get(key) ?? { place, status, index: groups.size }
    groups.set(key, group)
    return group.index
  }
  return {
    generation,
    refs: found.map(({ ref }) => ref),
    haystacks: found.map(({ haystack }) => haystack),
    group: Uint16Array.from(found, groupOf),
    memoryMb: Float64Array.from(found, ({ memory_mb: memory }) => (memory === null ? UNKNOWN : Number(memory))),
    groups: [...groups.values()],
    places: new Map(found.map(({ ref }, place) => [ref, place])),
    marks: new Map(),
    orders: new Map(),
    bodies: new Map(),
  }
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
    const marks = new Uint8Array(copy.refs.length)
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
    for (let i = 0; i < matching.length; i++) {
      if (matching[i] === 1 && !has(copy.haystacks[i] ?? '')) matching[i] = 0
    }
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

function countOf(marks: Marks): number {
  let count = 0
  for (let i = 0; i < marks.length; i++) count += marks[i] ?? 0
  return count
}

function totalsOf({ group, groups, memoryMb }: Copy, matching: Marks, total: number) {
  const counts = new Uint32Array(groups.length)
  let memory = 0
  let memoryUnknown = 0
  for (let i = 0; i < matching.length; i++) {
    if (matching[i] !== 1) continue
    const index = group[i] ?? 0
    counts[index] = (counts[index] ?? 0) + 1
    const mb = memoryMb[i] ?? UNKNOWN
    if (mb === UNKNOWN) memoryUnknown += 1
    else memory += mb
  }
  const regions = new Set<string>()
  const byStatus: Record<string, number> = {}
  for (const [index, { place, status }] of groups.entries()) {
    const count = counts[index] ?? 0
    if (count === 0) continue
    regions.add(place)
    byStatus[status] = (byStatus[status] ?? 0) + count
  }
  return {
    matched: countOf(matching),
    total,
    totals: { regions: regions.size, memoryMb: memory, memoryUnknown, byStatus },
  }
}
