import { and, eq, lte, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { accounts } from '@/lib/db/schema'
import type { PlanRow } from '@/lib/model/plan'
import { type ChangeTray, TRAY_ROWS, type TrayItem } from '@/lib/model/tray'
import { type Caller, inCallersScope, standsIn, type TrayPart } from './tray-rules'

const textOf = (value: unknown) => (typeof value === 'string' ? value : null)

/** The changes of one part, with what a line of them is made from. */
const standingIn = (part: TrayPart, caller: Caller) => {
  const by = part === 'ended' || part === 'human' ? changes.endedAt : changes.createdAt
  return db()
    .select({
      part: sql<TrayPart>`${sql.raw(`'${part}'`)}`.as('part'),
      id: sql<string>`${changes.id}`.as('standing_id'),
      line: sql<string>`coalesce(${changes.batchId}, ${changes.id})`.as('line'),
      at: sql<Date>`${by}`.mapWith(by).as('standing_at'),
      state: sql<string>`${changes.state}`.as('standing_state'),
      unsent: sql<boolean>`coalesce(${changes.error} ->> 'kind' = 'batch-stopped', false)`.as('unsent'),
    })
    .from(changes)
    .leftJoin(accounts, eq(accounts.id, changes.accountId))
    .where(and(inCallersScope(caller.scope), standsIn(part, caller)))
}

/** All parts at once: every page asks for them, so they are one question to the database. */
function linesOf(caller: Caller) {
  const standing = unionAll(
    standingIn('running', caller),
    standingIn('forMe', caller),
    standingIn('waiting', caller),
    standingIn('ended', caller),
    standingIn('human', caller),
    standingIn('glass', caller),
  ).as('standing')
  const line = sql`partition by ${standing.part}, ${standing.line}`
  // What nobody knows goes before what failed, that before what was not sent: one row tells the worst of its batch.
  const worst = sql`array_position(array['human', 'failed', 'stopped', 'rejected', 'expired'], ${standing.state}) nulls last,
    ${standing.unsent}, ${standing.at} desc, ${standing.id} desc`
  const folded = db()
    .select({
      part: standing.part,
      id: standing.id,
      at: sql<Date>`max(${standing.at}) over (${line})`.mapWith(changes.createdAt).as('line_at'),
      place: sql<number>`row_number() over (${line} order by ${worst})`.as('line_place'),
      rows: sql<number>`count(*) over (${line})`.mapWith(Number).as('line_rows'),
      done: sql<number>`count(*) filter (where ${standing.state} = 'done') over (${line})`
        .mapWith(Number)
        .as('line_done'),
    })
    .from(standing)
    .as('folded')
  return db()
    .select({
      part: folded.part,
      id: folded.id,
      at: folded.at,
      rows: folded.rows,
      done: folded.done,
      place:
        sql<number>`row_number() over (partition by ${folded.part} order by ${folded.at} desc, ${folded.id} desc)`.as(
          'place',
        ),
      count: sql<number>`count(*) over (partition by ${folded.part})`.mapWith(Number).as('lines'),
    })
    .from(folded)
    .where(eq(folded.place, 1))
    .as('lines')
}

/** What concerns a person now, for the tray and the navigation of every page: the newest of each part, a batch as one line. */
export async function changeTray(caller: Caller): Promise<ChangeTray> {
  const lines = linesOf(caller)
  const found = await db()
    .select({
      part: lines.part,
      count: lines.count,
      at: lines.at,
      instanceId: changes.instanceId,
      instanceName: changes.instanceName,
      environment: accounts.environment,
      requestedBy: changes.requestedBy,
      evidence: changes.evidence,
      row: {
        id: changes.id,
        ref: changes.ref,
        batchId: changes.batchId,
        action: changes.action,
        kind: changes.kind,
        state: changes.state,
        row: sql<PlanRow | null>`${changes.plan} #> '{rows,0}'`,
        who: changes.requestedLabel,
        reason: changes.reason,
        approvedBy: changes.approvedLabel,
        breakGlass: changes.breakGlass,
        error: changes.error,
        rows: lines.rows,
        done: lines.done,
      },
      createdAt: changes.createdAt,
      expiresAt: changes.expiresAt,
      sentAt: changes.sentAt,
    })
    .from(lines)
    .innerJoin(changes, eq(changes.id, lines.id))
    .leftJoin(accounts, eq(accounts.id, changes.accountId))
    .where(lte(lines.place, TRAY_ROWS))
    .orderBy(lines.place)
  const none = () => ({ count: 0, items: [] as TrayItem[] })
  const tray: ChangeTray = {
    human: none(),
    running: none(),
    forMe: none(),
    waiting: none(),
    ended: none(),
    glass: none(),
  }
  for (const { part, count, row, ...facts } of found) {
    tray[part].count = count
    tray[part].items.push({
      ...row,
      name: facts.instanceName || facts.instanceId,
      environment: facts.environment ?? '',
      isMine: facts.requestedBy === caller.id,
      createdAt: facts.createdAt.toISOString(),
      expiresAt: facts.expiresAt?.toISOString() ?? null,
      sentAt: facts.sentAt?.toISOString() ?? null,
      endedAt: part === 'ended' || part === 'human' ? facts.at.toISOString() : null,
      finding: facts.evidence?.finding ?? null,
      order: textOf(facts.evidence?.read.find(({ field }) => field === 'order.id')?.found),
    })
  }
  return tray
}
