import type { ActionId } from '@/lib/model/action'
import type { BackupSet } from '@/lib/model/backup'
import { coverageOf } from '@/lib/model/coverage'
import { COVERED_DAYS } from '@/lib/model/fleet-coverage'
import type { Check } from '@/lib/model/plan'
import type { ServiceId } from '@/lib/operation'
import type { Target } from '@/lib/providers/actions'
import { BACKUPS_OF } from '@/lib/providers/backup-registry'
import type { Call } from '@/lib/providers/contract'
import { ProviderError } from '@/lib/providers/error'
import { LIVE_FACTS } from '@/lib/providers/live-facts'
import { keysAt, usageOf } from './live-checks'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** How far back a set is looked for. */
const SEARCHED_MS = 366 * 86_400_000

/**
 * What is lost by putting a set over an instance: whether the set is there, what was written since, and who is connected; by
 * deleting one, how long a stretch has none then.
 */
export async function restoreChecks(
  call: Call,
  service: ServiceId,
  actionId: ActionId,
  target: Target,
  { backup }: Record<string, unknown>,
  now: Date,
): Promise<Check[]> {
  if (actionId === 'backup-delete')
    return stretchesWithout(await setsOf(call, service, target, now), String(backup), { target, now })
  if (actionId !== 'restore' && actionId !== 'restore-file') return []
  const [sets, usage] = await Promise.all([
    actionId === 'restore' ? setsOf(call, service, target, now) : undefined,
    usageOf(call, service, target, now),
  ])
  const inUse = usage?.connections ?? null
  const used = target.detail.facts.usedMemoryMb ?? usage?.usedMemoryMb ?? null
  const usedMb = used === null ? null : Math.round(used)
  return [
    ...(actionId === 'restore' ? ofSet(sets, String(backup), now) : [NEWER_UNKNOWN]),
    ...(await keysThen(call, service, target, { set: setBy(sets, String(backup)), now })),
    usedMb === null
      ? { id: 'data-in-use', result: 'unknown' }
      : { id: 'data-in-use', result: usedMb > 0 ? 'warn' : 'ok', params: { usedMb } },
    inUse === null
      ? { id: 'clients-now', result: 'unknown', ...(LIVE_FACTS[service].usage ? {} : NEVER_TOLD) }
      : { id: 'clients-now', result: inUse > 0 ? 'warn' : 'ok', params: { known: 'yes', inUse } },
  ]
}

/** Its cloud has no call for it, so nobody needs to ask again. */
const NEVER_TOLD = { params: { known: 'never' } } as const
const NEWER_UNKNOWN = { id: 'newer-data', result: 'unknown' } as const satisfies Check

function ofSet(sets: readonly BackupSet[] | undefined, wanted: string, now: Date): Check[] {
  if (!sets) return [{ id: 'source-backup', result: 'unknown' }, NEWER_UNKNOWN]
  const found = setBy(sets, wanted)
  const usable = found?.status === 'done'
  const source: Check = { id: 'source-backup', result: usable ? 'ok' : 'block', params: { backupId: wanted } }
  if (!found) return [source]
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(found.startedAt)) / MINUTE_MS))
  const params = { known: 'yes', hours: Math.floor(minutes / 60), minutes: minutes % 60, since: found.startedAt }
  return [source, { id: 'newer-data', result: 'warn', params }]
}

/** The longest stretch without a good set in the days that the list of all instances looks at, with the set and without it. */
function stretchesWithout(
  sets: readonly BackupSet[] | undefined,
  wanted: string,
  { target, now }: { target: Target; now: Date },
): Check[] {
  if (!sets) return [{ id: 'stretch-after', result: 'unknown' }]
  const to = now.getTime()
  const created = target.detail.facts.createdAt
  const about = {
    // Nobody's promise is asked for here, only how long there was none.
    policy: null,
    span: { from: to - COVERED_DAYS * DAY_MS, to },
    now: to,
    createdAt: created === null ? null : Date.parse(created),
  }
  const left = sets.filter((set) => set !== setBy(sets, wanted))
  const [before, after] = [sets, left].map((some) => coverageOf({ sets: some, ...about }).worst?.seconds ?? 0)
  if (before === undefined || after === undefined) return []
  const good = left.filter(({ status }) => status === 'done').length
  const params = { left: good, beforeSeconds: before, afterSeconds: after }
  return [{ id: 'stretch-after', result: good === 0 || after > before ? 'warn' : 'ok', params }]
}

/** A set by its id, or by that of one of its files. */
const setBy = (sets: readonly BackupSet[] | undefined, wanted: string) =>
  sets?.find(({ id, parts }) => id === wanted || parts.some((part) => part.id === wanted))

/** Keys now against those when the set was begun, by what the cloud measured; no set tells how many it holds. */
async function keysThen(
  call: Call,
  service: ServiceId,
  target: Target,
  { set, now }: { set: BackupSet | undefined; now: Date },
): Promise<Check[]> {
  if (!LIVE_FACTS[service].keys) return [{ id: 'keys-then', result: 'unknown', ...NEVER_TOLD }]
  if (!set) return []
  // What is measured is of a minute: a set that was begun in it, or right before it, has no figure of its own yet.
  if (now.getTime() - Date.parse(set.startedAt) < 2 * MINUTE_MS) {
    const count = await keysAt(call, service, target, now)
    return [
      {
        id: 'keys-then',
        result: 'unknown',
        params: { known: 'no', ...(typeof count === 'number' ? { now: count } : {}) },
      },
    ]
  }
  // The minute in which it was begun may have been measured after writes that the set has not.
  const before = new Date(Date.parse(set.startedAt) - MINUTE_MS)
  const [today, then] = await Promise.all([now, before].map((at) => keysAt(call, service, target, at)))
  if (typeof today !== 'number' || typeof then !== 'number') return [{ id: 'keys-then', result: 'unknown' }]
  return [{ id: 'keys-then', result: today === then ? 'ok' : 'warn', params: { known: 'yes', now: today, then } }]
}

/** Undefined when the cloud does not tell. */
async function setsOf(call: Call, service: ServiceId, target: Target, now: Date): Promise<BackupSet[] | undefined> {
  const span = { from: new Date(now.getTime() - SEARCHED_MS), to: new Date(now.getTime() + MINUTE_MS) }
  try {
    return (await BACKUPS_OF[service]?.sets(call, target, span))?.sets
  } catch (error) {
    if (error instanceof ProviderError) return undefined
    throw error
  }
}
