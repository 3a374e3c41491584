import { and, count, desc, eq, gte, ilike, inArray, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { scopeFilter } from '@/lib/bff/permission'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { accounts, audit, inventory } from '@/lib/db/schema'
import type { Scope } from '@/lib/model/access'
import { AUDIT_OUTCOMES, AuditEntry, type AuditPage } from '@/lib/model/audit'
import { keyOf } from '@/lib/model/instance'

const text = z.string().trim().min(1).max(200).optional()
const instant = z.iso.datetime({ offset: true }).or(z.iso.date()).optional()

/** Query of GET /api/audit and of its export. `from` and `to` are instants, both included; a bare date is UTC. */
export const AuditFilter = z.strictObject({
  /** Id of an actor, or part of a label. */
  actor: text,
  action: text,
  target: text,
  outcome: z.enum(AUDIT_OUTCOMES).optional(),
  from: instant,
  to: instant,
  /** Any of who, what, target, address, request ids and details. */
  q: text,
})
export type AuditFilter = z.infer<typeof AuditFilter>

export const AuditQuery = AuditFilter.extend({
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

/** A page of the log, newest first, and the actions that the filter's menu may offer. */
export async function searchAudit(
  scope: Scope,
  { before, limit, ...filter }: z.infer<typeof AuditQuery>,
): Promise<z.infer<typeof AuditPage>> {
  const visible = visibleTo(scope)
  const where = and(visible, matching(filter))
  const [rows, totals, actions] = await Promise.all([
    window(and(where, before === undefined ? undefined : lt(audit.seq, before)), limit + 1),
    db().select({ total: count() }).from(audit).where(where),
    db().selectDistinct({ action: audit.action }).from(audit).where(visible).orderBy(audit.action),
  ])
  const items = rows.slice(0, limit)
  return {
    items,
    next: rows.length > limit ? (items.at(-1)?.seq ?? null) : null,
    total: totals[0]?.total ?? 0,
    actions: actions.map((row) => row.action),
  }
}

/** Everything that matches, newest first, in batches: read as slowly as the taker takes it. */
export async function* auditBatches(scope: Scope, filter: AuditFilter, batch = 1_000): AsyncGenerator<AuditEntry[]> {
  const where = and(visibleTo(scope), matching(filter))
  let before: number | undefined
  for (;;) {
    const rows = await window(and(where, before === undefined ? undefined : lt(audit.seq, before)), batch)
    if (rows.length > 0) yield rows
    before = rows.at(-1)?.seq
    if (rows.length < batch || before === undefined) return
  }
}

/**
 * An admin of some accounts sees what happened to these accounts and nothing else: entries without an account
 * (users, settings, sign-ins) concern the whole deployment.
 */
function visibleTo(scope: Scope): SQL | undefined {
  if (scope.kind === 'all') return undefined
  return inArray(audit.accountId, db().select({ id: accounts.id }).from(accounts).where(scopeFilter(scope)))
}

const containing = (words: string) => `%${words.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`

function matching(filter: AuditFilter): SQL | undefined {
  const { actor, action, target, outcome, from, to, q } = filter
  const like = q === undefined ? '' : containing(q)
  return and(
    actor === undefined ? undefined : or(eq(audit.actorId, actor), ilike(audit.actorLabel, containing(actor))),
    action === undefined ? undefined : eq(audit.action, action),
    target === undefined ? undefined : ilike(audit.target, containing(target)),
    outcome === undefined ? undefined : eq(audit.outcome, outcome),
    from === undefined ? undefined : gte(audit.at, new Date(from)),
    to === undefined ? undefined : lte(audit.at, new Date(to)),
    q === undefined
      ? undefined
      : or(
          ...[audit.actorLabel, audit.action, audit.target, audit.address].map((column) => ilike(column, like)),
          ilike(audit.requestId, like),
          ilike(audit.providerRequestId, like),
          sql`${audit.details}::text ilike ${like}`,
        ),
  )
}

async function window(where: SQL | undefined, limit: number): Promise<AuditEntry[]> {
  // What a worker sends for a change has the change's id as its request id; a person's decision names it in its details.
  const changeId = sql<string | null>`(
    select ${changes.id} from ${changes}
    where ${changes.id} in (${audit.requestId}, ${audit.details} ->> 'change') limit 1)`
  const rows = await db()
    .select({ row: audit, changeId, name: inventory.name })
    .from(audit)
    .leftJoin(inventory, eq(inventory.ref, audit.target))
    .where(where)
    .orderBy(desc(audit.seq))
    .limit(limit)
  return rows.map(({ row, changeId, name }) => {
    const key = row.target === null ? undefined : keyOf(row.target)
    return AuditEntry.parse({
      ...row,
      changeId,
      instance: key ? { id: key.id, name: name || null } : null,
      at: row.at.toISOString(),
      actor: { id: row.actorId, label: row.actorLabel, kind: row.actorKind },
      hash: row.hash.toString('hex'),
    })
  })
}
