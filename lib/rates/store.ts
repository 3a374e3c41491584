import { desc, eq, lte, sql } from 'drizzle-orm'
import { requireWholeScope } from '@/lib/bff/account'
import type { Actor } from '@/lib/bff/actor'
import { auditOf } from '@/lib/bff/audited'
import { problem } from '@/lib/bff/problem'
import { type Database, db, type Transaction } from '@/lib/db/client'
import { rateCards } from '@/lib/db/rate-schema'
import {
  keyOfLine,
  type LoadedCard,
  MOST_LINES,
  type RateCard,
  type RateCardDraft,
  type RateImport,
  type RateImported,
  type RateLine,
} from '@/lib/model/rate-card'
import { readRateCsv } from '@/lib/model/rate-csv'

type On = Database | Transaction

/**
 * The version that counts on a day: of those valid by then the one that became valid last, and of two with the same day
 * the newer. Undefined when none is.
 */
export async function cardAt(at: Date = new Date(), on: On = db()): Promise<LoadedCard | undefined> {
  const [card] = await on
    .select({ version: rateCards.version, validFrom: rateCards.validFrom, lines: rateCards.lines })
    .from(rateCards)
    .where(lte(rateCards.validFrom, at.toISOString().slice(0, 10)))
    .orderBy(desc(rateCards.validFrom), desc(rateCards.version))
    .limit(1)
  return card
}

/** One version, the newest when left out, and the list of all. Version 0 with no lines when none was ever saved. */
export async function readCard(version?: number): Promise<RateCard> {
  const versions = await db()
    .select({
      version: rateCards.version,
      validFrom: rateCards.validFrom,
      note: rateCards.note,
      savedAt: rateCards.savedAt,
      savedBy: rateCards.savedBy,
      lines: sql<number>`jsonb_array_length(${rateCards.lines})`,
    })
    .from(rateCards)
    .orderBy(desc(rateCards.version))
  const wanted = version ?? versions[0]?.version ?? 0
  const card = wanted === 0 ? undefined : await versionOf(wanted)
  if (version !== undefined && version !== 0 && !card) throw problem('not-found')
  return {
    version: card?.version ?? 0,
    validFrom: card?.validFrom ?? null,
    note: card?.note ?? '',
    lines: card?.lines ?? [],
    inForce: (await cardAt())?.version ?? null,
    versions: versions.map((each) => ({ ...each, savedAt: each.savedAt.toISOString() })),
  }
}

async function versionOf(version: number, on: On = db()) {
  const [card] = await on.select().from(rateCards).where(eq(rateCards.version, version))
  return card
}

/** Makes a new version; for admins of all accounts. Throws `forbidden-scope`, `conflict-version`, `bad-input`. */
export async function saveCard(actor: Actor, draft: RateCardDraft): Promise<RateCard> {
  requireWholeScope(actor)
  refuseDoubles(draft.lines)
  await db().transaction((tx) => write(tx, actor, draft, 'rate-card.save'))
  return readCard()
}

/** Reads a file into a new version: all of it, what is right of it, or, asked only to check, none of it. */
export async function importCard(
  actor: Actor,
  { csv, mode, leaveOut, check, ...draft }: RateImport,
): Promise<RateImported> {
  requireWholeScope(actor)
  const { lines: read, errors } = readRateCsv(csv)
  return db().transaction(async (tx) => {
    const before = mode === 'add' && draft.version > 0 ? ((await versionOf(draft.version, tx))?.lines ?? []) : []
    const lines = [...new Map([...before, ...read].map((line) => [keyOfLine(line), line])).values()]
    const answer = { right: read.length, total: lines.length, errors }
    if (check || read.length === 0 || (errors.length > 0 && !leaveOut)) return { ...answer, saved: null }
    if (lines.length > MOST_LINES) {
      const tooMany = { line: 1, column: null, code: 'too-many', value: String(MOST_LINES) } as const
      return { ...answer, saved: null, errors: [...errors, tooMany] }
    }
    const about = { rows: read.length, leftOut: errors.length, mode }
    const saved = await write(tx, actor, { ...draft, lines }, 'rate-card.import', about)
    return { ...answer, saved }
  })
}

async function write(
  tx: Transaction,
  actor: Actor,
  { version, ...card }: RateCardDraft,
  action: 'rate-card.save' | 'rate-card.import',
  about: Record<string, unknown> = {},
): Promise<number> {
  const before = await versionOf(version, tx)
  const [newest] = await tx.select({ version: sql<number | null>`max(${rateCards.version})` }).from(rateCards)
  if ((newest?.version ?? 0) !== version) throw problem('conflict-version')
  // Of two at the same time the second finds its number taken.
  const [row] = await tx
    .insert(rateCards)
    .values({ ...card, version: version + 1, savedBy: actor.label })
    .onConflictDoNothing()
    .returning({ version: rateCards.version })
  if (!row) throw problem('conflict-version')
  await auditOf(tx, actor, {
    action,
    target: `rate-card ${row.version}`,
    outcome: 'succeeded',
    details: {
      version: row.version,
      validFrom: card.validFrom,
      ...about,
      ...difference(before?.lines ?? [], card.lines),
    },
  })
  return row.version
}

/** How many lines an audit entry names; the versions themselves hold all of them. */
const MOST_NAMED = 20

function difference(before: readonly RateLine[], after: readonly RateLine[]) {
  const whole = (line: RateLine) => `${keyOfLine(line)} ${line.unit} ${line.amount} ${line.currency} ${line.perShard}`
  const now = new Set(after.map(whole))
  const then = new Set(before.map(whole))
  const added = after.filter((line) => !then.has(whole(line)))
  const removed = before.filter((line) => !now.has(whole(line)))
  return {
    added: added.length,
    removed: removed.length,
    addedLines: added.slice(0, MOST_NAMED),
    removedLines: removed.slice(0, MOST_NAMED),
  }
}

function refuseDoubles(lines: readonly RateLine[]): void {
  const seen = new Map<string, number>()
  for (const [index, line] of lines.entries()) {
    const first = seen.get(keyOfLine(line))
    if (first !== undefined) {
      throw problem('bad-input', {
        fields: { [`lines.${index}`]: { code: 'rate-twice', params: { line: first + 1 } } },
      })
    }
    seen.set(keyOfLine(line), index)
  }
}
