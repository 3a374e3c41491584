import type { renewalOperations } from '@/lib/providers/alibaba/kvstore/operations/renewal'
import type { Behaviours, Scene } from '../../behaviour'
import { Refusal } from '../../gateway/refusal'
import { COUPON, couponOff, hourly, mills, type Quote, quote, subscription, upgrade } from '../../world/prices'
import type { Offer } from '../../world/sizes'
import { instanceOf, unsupported } from './common'
import { offerOf, sizeNow } from './orders'

interface Asked {
  OrderType: 'BUY' | 'UPGRADE' | 'RENEW'
  ChargeType: 'PrePaid' | 'PostPaid'
  InstanceId?: string
  InstanceClass?: string
  Capacity?: number
  Period?: number
  Quantity: number
  RegionId?: string
}

export const priceBehaviours = {
  DescribePrice: (scene, input) => {
    const asked: Asked[] = input.Instances ?? [input]
    const parts = asked.map((one) => ({ one, quote: quoteOf(scene, one, one.RegionId ?? input.RegionId) }))
    const sum = (pick: (quote: Quote) => number) => mills(parts.reduce((total, part) => total + pick(part.quote), 0))
    const original = sum((one) => one.original)
    const fits = asked.every(({ ChargeType }) => ChargeType === 'PrePaid') && original >= COUPON.from
    const off = fits ? couponOff(original, input.CouponNo) : 0
    const discount = mills(sum((one) => one.discount) + off)
    const rules = [...new Set(parts.flatMap(({ quote: { rule } }) => (rule ? [rule] : [])))]
    return {
      Order: {
        Currency: 'CNY',
        OriginalAmount: original,
        DiscountAmount: discount,
        TradeAmount: mills(original - discount),
        RuleIds: { RuleId: rules.map(({ id }) => String(id)) },
        Coupons: { Coupon: fits ? [couponFields(off > 0)] : [] },
      },
      SubOrders: {
        SubOrder: parts.map(({ one, quote: part }) => ({
          ...(one.InstanceId ? { InstanceId: one.InstanceId } : {}),
          OriginalAmount: part.original,
          DiscountAmount: part.discount,
          TradeAmount: part.trade,
          RuleIds: { RuleId: part.rule ? [String(part.rule.id)] : [] },
        })),
      },
      Rules: { Rule: rules.map(({ id, name, title }) => ({ RuleDescId: id, Name: name, Title: title })) },
      ...(input.OrderParamOut === 'true' ? { OrderParams: JSON.stringify(asked) } : {}),
    }
  },
} satisfies Pick<Behaviours<typeof renewalOperations>, 'DescribePrice'>

function quoteOf(scene: Scene, asked: Asked, region: string): Quote {
  const wanted = (): Offer => offerOf({ className: asked.InstanceClass, capacity: asked.Capacity })
  if (asked.OrderType === 'BUY') {
    const one =
      asked.ChargeType === 'PrePaid'
        ? subscription(wanted(), region, asked.Period ?? 1)
        : quote(hourly(wanted(), region))
    return times(one, asked.Quantity)
  }
  if (!asked.InstanceId) throw new Refusal('missing-parameter', 'InstanceId')
  const instance = instanceOf(scene, asked.InstanceId, region)
  const to = asked.InstanceClass || asked.Capacity ? wanted() : sizeNow(instance)
  if (asked.OrderType === 'RENEW') {
    if (instance.chargeType !== 'subscription') throw unsupported()
    return subscription(to, region, asked.Period ?? 1)
  }
  if (instance.chargeType === 'pay-as-you-go') return quote(hourly(to, region))
  const rest = Math.max(0, (instance.expiresAt ?? 0) - scene.world.now())
  return upgrade(sizeNow(instance), to, region, rest)
}

const couponFields = (selected: boolean) => ({
  CouponNo: COUPON.code,
  Name: COUPON.name,
  Description: COUPON.description,
  IsSelected: String(selected),
})

const times = (one: Quote, count: number): Quote => quote(mills(one.original * count), one.discount * count, one.rule)
