import { pool } from '@/lib/db/client'

/** Answers that depend on the present time (`expires:<30d`) may be this old. */
const KEEP_MS = 5_000
const MOST_ENTRIES = 200
const MOST_CHARACTERS = 32_000_000

interface Kept {
  generation: string
  until: number
  body: Promise<string>
  size: number
}

/** With the database's name: a process can be pointed at another one. */
const GENERATION = `current_database() || ' ' || last_value`

const kept = new Map<string, Kept>()
let characters = 0

/**
 * The answer of `make` for this key, kept until inventory or accounts change: a sequence counts the changes, so an
 * answer is never older than the last one that was committed. Identical questions at the same time are asked once.
 * `key` must hold everything the answer depends on, the scope of who asks first of all. `make` is told the count of
 * changes that its answer will stand for; undefined while a change is under way, when no answer is kept.
 */
export async function keptAnswer(
  key: string,
  make: (generation: string | undefined) => Promise<string>,
): Promise<string> {
  const found = kept.get(key)
  if (found && found.until > Date.now() && found.generation === (await generation())) {
    // Last used, last dropped.
    if (kept.delete(key)) kept.set(key, found)
    return found.body
  }
  const now = await quietGeneration()
  const body = make(now)
  if (now !== undefined) keep(key, { generation: now, until: Date.now() + KEEP_MS, body, size: 0 })
  return body
}

function keep(key: string, entry: Kept): void {
  drop(key)
  kept.set(key, entry)
  entry.body.then(
    (body) => {
      if (kept.get(key) !== entry) return
      entry.size = body.length
      characters += body.length
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST_ENTRIES && characters <= MOST_CHARACTERS) break
        drop(oldest)
      }
    },
    () => {
      if (kept.get(key) === entry) drop(key)
    },
  )
}

function drop(key: string): void {
  characters -= kept.get(key)?.size ?? 0
  kept.delete(key)
}

/** The count of changes that have begun, with the database's name. */
export async function generation(): Promise<string | undefined> {
  const { rows } = await pool().query<{ generation: string }>({
    name: 'inventory_generation',
    text: `select ${GENERATION} as generation from inventory_changes`,
  })
  return rows[0]?.generation
}

/** The count of changes, unless one is under way that the coming answer may not see yet. */
async function quietGeneration(): Promise<string | undefined> {
  const { rows } = await pool().query<{ generation: string; quiet: boolean }>({
    name: 'inventory_quiet',
    text: `select ${GENERATION} as generation, pg_try_advisory_xact_lock(7316204121) as quiet from inventory_changes`,
  })
  return rows[0]?.quiet ? rows[0].generation : undefined
}
