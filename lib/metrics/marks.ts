import { and, eq, gte, lt } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { knownTarget } from '@/lib/changes/offers'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { type InstanceKey, refOf } from '@/lib/model/instance'
import type { Mark, MarkSource, Marks } from '@/lib/model/mark'
import { MINUTE_MS, type Span } from '@/lib/model/time-range'
import { BACKUPS_OF } from '@/lib/providers/backup-registry'
import { ProviderError } from '@/lib/providers/error'
import { UPKEEP_OF } from '@/lib/providers/upkeep-registry'
import { HOUR_MS } from './keep'

/** More would hide the lines. */
const MOST_CHANGES = 500
/** A backup that began before may still be at work within. */
const BEFORE_MS = 12 * HOUR_MS

const iso = (ms: number) => new Date(ms).toISOString()

/**
 * What happened to an instance within a span: changes that were sent, backups, and work that its cloud tells. What a
 * cloud refuses to tell is named beside the rest. Throws `not-found` and `forbidden-scope`.
 */
export async function readMarks(actor: Actor, key: InstanceKey, span: Span, signal?: AbortSignal): Promise<Marks> {
  const { call } = await doorFor({ actor, accountId: key.accountId, lane: 'interactive', signal, insist: true })
  const { target } = await knownTarget(key)
  const refused: Marks['refused'] = []
  const side = async <T>(of: MarkSource, work: Promise<T[]> | undefined): Promise<T[]> => {
    try {
      return (await work) ?? []
    } catch (error) {
      if (!(error instanceof ProviderError) || error.kind === 'cancelled') throw error
      const { kind, code = null, vendorMessage: message = null } = error
      refused.push({ of, kind, code, message })
      return []
    }
  }
  const upkeep = UPKEEP_OF[key.service]
  const [sent, sets, planned, tasks] = await Promise.all([
    sentWithin(refOf(key), span),
    side(
      'backups',
      BACKUPS_OF[key.service]
        ?.sets(call, target, { from: new Date(span.from - BEFORE_MS), to: new Date(span.to) }, signal)
        .then((told) => told.sets),
    ),
    side('maintenance', upkeep?.maintenance(call, target, span, signal)),
    side('tasks', upkeep?.tasks(call, target, span, signal)),
  ])
  const cloud = { isOurs: false, action: null }
  const items: Mark[] = [
    ...sent.map(({ id, action, at, failed }): Mark => {
      const kind = action === 'switch-ha' ? 'failover' : 'change'
      return { id, kind, isOurs: true, from: iso(at), to: iso(at), action, word: null, failed }
    }),
    ...planned.map(
      ({ id, from, to, word, failed, isSwitchover }): Mark => ({
        ...cloud,
        id,
        kind: isSwitchover ? 'failover' : 'maintenance',
        from: iso(from),
        to: to === null ? null : iso(to),
        word,
        failed,
      }),
    ),
    ...tasks
      // What a change of ours set going is told by its own mark.
      .filter(({ from }) => !sent.some(({ at, until }) => from >= at - MINUTE_MS && from <= until + MINUTE_MS))
      .map(
        ({ id, from, to, word, failed }): Mark => ({
          ...cloud,
          id,
          kind: 'task',
          from: iso(from),
          to: to === null ? null : iso(to),
          word,
          failed,
        }),
      ),
    ...sets.map(
      ({ id, startedAt, endedAt, status }): Mark => ({
        ...cloud,
        id,
        kind: 'backup',
        from: startedAt,
        to: endedAt ?? (status === 'running' ? null : startedAt),
        word: null,
        failed: status === 'failed',
      }),
    ),
  ]
  return {
    from: iso(span.from),
    to: iso(span.to),
    items: items
      .filter(({ to }) => to === null || Date.parse(to) >= span.from)
      .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)),
    refused,
    tellsPlanned: upkeep !== undefined,
  }
}

/** Changes that were sent; times in ms. One that has not ended goes on until now. */
async function sentWithin(ref: string, { from, to }: Span) {
  const rows = await db()
    .select({
      id: changes.id,
      action: changes.action,
      state: changes.state,
      sentAt: changes.sentAt,
      endedAt: changes.endedAt,
    })
    .from(changes)
    .where(and(eq(changes.ref, ref), gte(changes.sentAt, new Date(from)), lt(changes.sentAt, new Date(to))))
    .limit(MOST_CHANGES)
  return rows.flatMap(({ id, action, state, sentAt, endedAt }) =>
    sentAt === null
      ? []
      : [
          {
            id,
            action,
            failed: state === 'failed',
            at: sentAt.getTime(),
            until: endedAt?.getTime() ?? Date.now(),
          },
        ],
  )
}
