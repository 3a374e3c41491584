import { monthsLater } from '@/lib/model/month'
import type { PlanMoney } from '@/lib/model/plan-money'
import { estimateFor } from '@/lib/model/rate-card'
import type { Operation } from '@/lib/operation'
import type { Call } from '@/lib/providers/contract'
import { OFFERS_OF } from '@/lib/providers/offer-registry'
import { cardAt } from '@/lib/rates/store'
import type { WantedNew } from './create-checks'
import { moneyOf } from './money'

/** What new instances cost: asked of their cloud where it quotes prices, else estimated from our rate card. */
export async function moneyOfCreation(
  call: Call,
  { key, creation, params }: WantedNew,
  { costs = false }: Operation,
): Promise<PlanMoney | null> {
  const { service, region } = key
  const nothing = await moneyOf(call, region, creation.money?.(region, params), costs)
  const rated = creation.rated?.(params)
  const choice = creation.choice(params)
  const { sizeOf } = OFFERS_OF[service]
  if (!nothing || !rated || !choice || !sizeOf) return nothing
  const { chargeType } = creation.facts(params)
  const after = estimateFor(await cardAt(), { service, region, chargeType, ...sizeOf(choice), ...rated })
  if (!after) return nothing
  const now = new Date().toISOString()
  const to = rated.months === undefined ? null : monthsLater(now, rated.months)
  const subscription = chargeType === 'subscription'
  return {
    ...nothing,
    after,
    today: subscription ? after : null,
    todayIs: subscription ? 'due' : 'by-hour',
    ends: to === null || rated.months === undefined ? null : { from: now, to, months: rated.months },
    missing: null,
  }
}
