import type { InstanceDetail } from '@/lib/model/instance'
import type { ClassOffer } from '@/lib/model/offer'
import type { Check, PlanRow } from '@/lib/model/plan'
import type { ServiceId } from '@/lib/operation'
import type { Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { connectionsFit } from './fits'
import { usageOf } from './live-checks'
import { offerOfChange, quotaCheck } from './offer-checks'

/** What only a change of size asks, all at the same time. */
export interface SpecFacts {
  to: ClassOffer | undefined
  now: ClassOffer | undefined
  checks: Check[]
  /** As the metrics tell it, where the instance's own facts do not. */
  usedMemoryMb: number | null
}

export async function specFacts(
  call: Call,
  service: ServiceId,
  target: Target,
  params: Record<string, unknown>,
  now: Date,
): Promise<SpecFacts> {
  const [offer, quota, usage] = await Promise.all([
    offerOfChange(call, service, target, params),
    quotaCheck(call, service, target.region, 0),
    usageOf(call, service, target, now),
  ])
  return {
    to: offer.to,
    now: offer.now,
    checks: [offer.check, quota, connectionsFit(usage?.connections, offer.to?.connections)],
    usedMemoryMb: usage?.usedMemoryMb ?? null,
  }
}

/** Limits that follow from the size; what no source tells of the target is unknown, not unchanged. */
const FOLLOWS = [
  'class',
  'architecture',
  'memoryMb',
  'shards',
  'replicas',
  'connections',
  'bandwidthMbps',
  'qps',
] as const

/** Whether the instance has a replica now and the new size has none; what nobody tells is no loss. */
export const isReplicaLost = ({ facts }: InstanceDetail, spec: SpecFacts | undefined): boolean =>
  (facts.replicas ?? spec?.now?.replicas ?? 0) > 0 && spec?.to?.replicas === 0

/** What is aimed at first, then what follows from the size, then the end, which a change of size leaves alone. */
export function specRows(aimed: readonly PlanRow[], { facts }: InstanceDetail, { to, now }: SpecFacts): PlanRow[] {
  const follows = FOLLOWS.map((name): PlanRow => {
    const before = facts[name] ?? now?.[name] ?? null
    const after = to?.[name] ?? null
    return { field: `facts.${name}`, from: before, to: after, ...(after === null ? { unknown: true } : {}) }
  })
  const told = ({ field, from, to: after }: PlanRow) => field !== 'facts.class' || from !== null || after !== null
  const all = [...aimed, ...follows.filter((row) => told(row) && !aimed.some(({ field }) => row.field === field))]
  const { expiresAt, chargeType } = facts
  return chargeType === 'subscription' && expiresAt !== null
    ? [...all, { field: 'facts.expiresAt', from: expiresAt, to: expiresAt }]
    : all
}
