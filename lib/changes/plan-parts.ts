import type { ActionId } from '@/lib/model/action'
import type { InstanceDetail } from '@/lib/model/instance'
import type { Check, Plan, PlanRow } from '@/lib/model/plan'
import type { Action, Aim, SeenDetail } from '@/lib/providers/actions'
import { memoryFits } from './fits'
import { fieldOf, holds } from './judge'
import type { SpecFacts } from './spec-plan'

/** Whether an order waits that renews with another size, where the cloud then refuses the action. */
export function pendingOrder(action: Action, { pendingOrder: waits }: InstanceDetail): Check[] {
  if (action.pendingOrder !== 'refused') return []
  const result = waits === null ? 'unknown' : waits ? 'block' : 'ok'
  return [{ id: 'pending-order', result, params: { waits: String(waits) } }]
}

/** Work on the running service, of which everybody asks what becomes of the connections. */
const ON_SERVICE: readonly ActionId[] = [
  'spec',
  'restart',
  'switch-ha',
  'minor-version',
  'major-version',
  'move-zone',
  'restore',
  'restore-file',
  'add-node',
  'delete-node',
  'to-vpc',
  'tls',
]

export function noRuleOn(
  action: ActionId,
  consequences: Plan['consequences'],
  { seen }: SeenDetail,
): Pick<Plan, 'noRuleOn'> {
  if (seen?.restarts === null) return { noRuleOn: ['restart'] }
  if (action === 'parameter-group-edit' || action === 'parameter-group-delete') return { noRuleOn: ['followers'] }
  return ON_SERVICE.includes(action) && consequences.every(({ severity }) => severity !== 'drops-connections')
    ? { noRuleOn: ['connections'] }
    : {}
}

export const rowsOf = (aims: readonly Aim[], detail: InstanceDetail): PlanRow[] =>
  aims.flatMap((aim) =>
    aim.is === 'gone' || aim.field === 'seen.clearedAt' || aim.field === 'seen.madeAt'
      ? []
      : [{ field: aim.field, from: fieldOf(detail, aim.field), to: aim.is === 'equal' ? aim.value : null }],
  )

export const noChange = (aims: readonly Aim[], detail: InstanceDetail): Check[] =>
  aims.length > 0 && aims.every((aim) => holds(aim, detail)) ? [{ id: 'no-change', result: 'block' }] : []

/** Whether a new size holds what is in use now, where both are told. */
export function memoryFitsOf(aims: readonly Aim[], { facts }: InstanceDetail, spec: SpecFacts | undefined): Check[] {
  const resized = spec !== undefined || aims.some(({ field }) => field === 'facts.memoryMb' || field === 'facts.class')
  if (!resized) return []
  const aim = aims.find(({ field }) => field === 'facts.memoryMb')
  const targetMb = aim?.is === 'equal' && typeof aim.value === 'number' ? aim.value : spec?.to?.memoryMb
  const used = facts.usedMemoryMb ?? spec?.usedMemoryMb
  const isBlind = used == null && targetMb != null && facts.memoryMb !== null && targetMb < facts.memoryMb
  return [memoryFits(used, targetMb), ...(isBlind ? [{ id: 'shrinks-blind', result: 'warn' } as const] : [])]
}

/** Of what is paid ahead and released no manual that allows it says whether anything is paid back. */
export function paidUntil(action: ActionId, { facts: { chargeType, expiresAt } }: InstanceDetail, now: Date): Check[] {
  const isPaid = action === 'release' && chargeType === 'subscription' && expiresAt !== null
  if (!isPaid || Date.parse(expiresAt) <= now.getTime()) return []
  return [{ id: 'paid-until', result: 'warn', params: { until: expiresAt } }]
}

/** What would be lost: by its own facts, else by the metrics of this moment. */
export function dataInUse(action: ActionId, { facts }: InstanceDetail, metered: number | null): Check[] {
  if (action !== 'flush' && action !== 'release') return []
  const used = facts.usedMemoryMb ?? metered
  if (used === null) return [{ id: 'data-in-use', result: 'unknown' }]
  const usedMb = Math.round(used)
  return [{ id: 'data-in-use', result: usedMb > 0 ? 'warn' : 'ok', params: { usedMb } }]
}
