import type { ActionId } from '@/lib/model/action'
import type { ChangeNow } from '@/lib/model/change'
import type { InstanceDetail } from '@/lib/model/instance'
import type { Plan } from '@/lib/model/plan'
import type { ServiceId } from '@/lib/operation'
import type { Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { lastBackupOf, usageOf } from './live-checks'

type Fact = ChangeNow['facts'][number]

/** Whoever decides on any action looks at these; what else moved comes after them. */
const SHOWN = ['facts.status', 'facts.class', 'facts.memoryMb', 'facts.usedMemoryMb', 'facts.expiresAt'] as const

/** What a backup would bring back. */
const NEEDS_BACKUP: readonly ActionId[] = ['flush', 'flush-expired', 'release', 'restore', 'restore-file', 'spec']

/** Memory in use is never still: less than this part of it is no news to anybody. */
const NOISE = 0.02

/** Whether a fact is another one than planned. */
export const hasMoved = (field: string, planned: Fact['planned'], found: Fact['found']): boolean =>
  field === 'facts.usedMemoryMb' && typeof planned === 'number' && typeof found === 'number'
    ? Math.abs(found - planned) > NOISE * Math.max(planned, found)
    : planned !== found

const HOUR_MS = 3_600_000

/** What an instance's detail tells, planned and now, with what moved. Null is unknown. */
export function detailFacts(
  before: InstanceDetail,
  now: InstanceDetail,
  moved: ChangeNow['moved'],
  fieldOf: (detail: InstanceDetail, field: string) => Fact['found'],
): Fact[] {
  const isTold = (field: string) =>
    // The metrics may tell what is in use; what is billed by the hour has no end.
    !(field === 'facts.usedMemoryMb' && before.facts.usedMemoryMb === null && now.facts.usedMemoryMb === null) &&
    !(field === 'facts.expiresAt' && now.facts.chargeType === 'pay-as-you-go')
  const shown = SHOWN.filter(isTold).map((field) => ({
    field,
    planned: fieldOf(before, field),
    found: fieldOf(now, field),
  }))
  return [
    ...shown.map((fact) => ({ ...fact, moved: hasMoved(fact.field, fact.planned, fact.found) })),
    ...moved.filter(({ field }) => !SHOWN.some((one) => one === field)).map((fact) => ({ ...fact, moved: true })),
  ]
}

/**
 * Memory in use where only metrics tell it, connections that are open, and the age of the last backup in hours, now,
 * beside what the plan's checks found; `asked` is false where the plan did not ask. Null: the cloud does not tell.
 */
export async function liveFacts(
  call: Call,
  { service, action }: { service: ServiceId; action: ActionId },
  target: Target,
  { checks, factsAt }: Pick<Plan, 'checks' | 'factsAt'>,
): Promise<Fact[]> {
  const now = new Date()
  const [usage, backup] = await Promise.all([
    usageOf(call, service, target, now),
    NEEDS_BACKUP.includes(action) ? lastBackupOf(call, service, target, now) : undefined,
  ])
  const open = usage?.connections ?? null
  const counted = checks.find(({ id }) => id === 'connections-fit' || id === 'clients-now')
  const then = typeof counted?.params?.inUse === 'number' ? counted.params.inUse : null
  const facts: Fact[] = [
    {
      field: 'now.connections',
      planned: then,
      found: open,
      moved: then !== null && then !== open,
      ...(counted ? {} : { asked: false }),
    },
  ]
  if (target.detail.facts.usedMemoryMb === null) facts.unshift(memoryInUse(checks, usage?.usedMemoryMb ?? null))
  if (!NEEDS_BACKUP.includes(action)) return facts
  const aged = checks.find(({ id }) => id === 'backup-age')
  const { how, hours } = aged?.params ?? {}
  const ageThen = how === 'aged' && typeof hours === 'number' ? hours : typeof how === 'string' ? how : null
  const ageNow =
    backup === null
      ? 'none'
      : backup === undefined || backup === 'never'
        ? (backup ?? null)
        : Math.max(0, Math.floor((now.getTime() - Date.parse(backup)) / HOUR_MS))
  const passed = Math.ceil((now.getTime() - Date.parse(factsAt)) / HOUR_MS)
  // A backup grows older by itself; another one, or none, is what moved.
  const sameOne =
    typeof ageThen === 'number' && typeof ageNow === 'number' && ageNow >= ageThen && ageNow <= ageThen + passed
  facts.push({
    field: 'now.backup',
    planned: ageThen,
    found: ageNow,
    moved: ageThen !== null && !sameOne && ageThen !== ageNow,
    ...(aged ? {} : { asked: false }),
  })
  return facts
}

/** What the metrics say is in use, as the plan's checks had it and now. */
function memoryInUse(checks: Plan['checks'], used: number | null): Fact {
  const field = 'facts.usedMemoryMb'
  const check = checks.find(({ id }) => id === 'data-in-use' || id === 'memory-fits')
  const then = typeof check?.params?.usedMb === 'number' ? check.params.usedMb : null
  const found = used === null ? null : Math.round(used)
  return {
    field,
    planned: then,
    found,
    moved: then !== null && hasMoved(field, then, found),
    ...(check ? {} : { asked: false }),
  }
}
