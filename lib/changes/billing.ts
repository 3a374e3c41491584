import { eq } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { problem } from '@/lib/bff/problem'
import { db } from '@/lib/db/client'
import { inventory } from '@/lib/db/schema'
import { type InstanceBilling, TOLD_MONTHS } from '@/lib/model/billing'
import { type InstanceKey, refOf } from '@/lib/model/instance'
import { monthsLater } from '@/lib/model/month'
import type { Priced } from '@/lib/model/plan-money'
import { estimateFor, type RateQuestion } from '@/lib/model/rate-card'
import type { Target } from '@/lib/providers/actions'
import { BILLING_OF, type Billing } from '@/lib/providers/billing-registry'
import type { Call } from '@/lib/providers/contract'
import { ProviderError } from '@/lib/providers/error'
import { cardAt } from '@/lib/rates/store'
import { lookAt } from './look'
import { isPriced, type Missing, NOT_KNOWN, quoteOf } from './money'

/**
 * What an instance costs and how it is renewed, asked of its cloud now. Throws `not-found`, `forbidden-scope`, and the
 * cloud's `ProviderError` when the instance itself cannot be read; a price that is refused is only missing.
 */
export async function readBilling(actor: Actor, key: InstanceKey, signal?: AbortSignal): Promise<InstanceBilling> {
  const [known] = await db()
    .select()
    .from(inventory)
    .where(eq(inventory.ref, refOf(key)))
  const door = await doorFor({ actor, accountId: key.accountId, lane: 'interactive', signal, insist: true })
  if (!known) throw problem('not-found')
  const { detail, at } = await lookAt(door, key, known.facts.locator, signal)
  if (!detail) throw problem('not-found')
  const { chargeType, expiresAt } = detail.facts
  const target: Target = { region: key.region, id: key.id, locator: { ...known.facts.locator }, detail }
  const billing = BILLING_OF[key.service]
  const facts = { at: at.toISOString(), chargeType, endsAt: expiresAt, pendingOrder: detail.pendingOrder ?? null }
  if (!billing) return { ...facts, ...(await estimated(key, target)) }
  return { ...facts, ...(await told(door.call, billing, target, at)) }
}

type Told = Pick<InstanceBilling, 'present' | 'missing' | 'options' | 'autoRenewal'>

async function told(call: Call, billing: Billing, target: Target, at: Date): Promise<Told> {
  const { region, detail } = target
  const { chargeType, expiresAt } = detail.facts
  const subscription = chargeType === 'subscription'
  const action = subscription ? 'renew' : 'to-subscription'
  const question = subscription ? billing.renewal : billing.subscription
  const [present, autoRenewal, ...options] = await Promise.all([
    quoteOf(call, region, billing.present(target)),
    subscription ? renewalOf(call, billing, target) : null,
    ...TOLD_MONTHS.map((months) => quoteOf(call, region, question(target, months))),
  ])
  const from = subscription ? expiresAt : at.toISOString()
  return {
    present: priced(present),
    missing: [present, ...options].find((one): one is Missing => !isPriced(one)) ?? null,
    options: TOLD_MONTHS.map((months, index) => ({
      action,
      months,
      price: priced(options[index]),
      ends: from === null ? null : monthsLater(from, months),
    })),
    autoRenewal,
  }
}

const priced = (one: Priced | Missing | undefined): Priced | null => (isPriced(one) ? one : null)

async function renewalOf(call: Call, billing: Billing, target: Target): Promise<InstanceBilling['autoRenewal']> {
  const { daysBefore } = billing
  try {
    const { autoRenew, autoRenewMonths } = await billing.autoRenewal(call, target)
    return { on: autoRenew, months: autoRenewMonths, daysBefore, refused: null }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    const refused = { why: 'refused', code: error.code ?? null, message: error.vendorMessage ?? null } as const
    return { on: null, months: null, daysBefore, refused }
  }
}

/** Of a cloud that tells no prices: what our rate card says. */
async function estimated(key: InstanceKey, { detail }: Target): Promise<Told> {
  const { class: of, memoryMb, shards, chargeType } = detail.facts
  const question: RateQuestion = { service: key.service, class: of, memoryMb, shards, region: key.region, chargeType }
  const present = estimateFor(await cardAt(), question)
  return { present, missing: present ? null : NOT_KNOWN, options: [], autoRenewal: null }
}
