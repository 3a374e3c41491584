import type { ServiceId } from '@/lib/operation'
import type { Target } from './actions'
import { autoRenewal, DAYS_BEFORE, DAYS_BEFORE_MANUAL } from './alibaba/kvstore/billing'
import { presentPrice, renewalFor, renewalPrice, subscriptionPrice } from './alibaba/kvstore/prices'
import type { Call, InstanceRef } from './contract'
import type { PriceCall } from './prices'

/** What a cloud tells of an instance's billing beyond its facts. */
export interface Billing {
  present(target: Target): PriceCall
  renewal(target: Target, months: 1 | 6 | 12): PriceCall
  subscription(target: Target, months: 1 | 6 | 12): PriceCall
  /** Of a renewal for any number of months; undefined where there is no price to ask for. */
  renewalFor(target: Target, months: number): PriceCall | undefined
  autoRenewal(call: Call, place: InstanceRef): Promise<{ autoRenew: boolean | null; autoRenewMonths: number | null }>
  /** Days before the end at which an automatic renewal happens, and the section of the manual that says so. */
  daysBefore: number
  daysBeforeManual: string
}

/** Services that are not here tell no prices and have no operation about renewals. */
export const BILLING_OF: Partial<Record<ServiceId, Billing>> = {
  'alibaba-kvstore': {
    present: presentPrice,
    renewal: renewalPrice,
    subscription: subscriptionPrice,
    renewalFor,
    autoRenewal,
    daysBefore: DAYS_BEFORE,
    daysBeforeManual: DAYS_BEFORE_MANUAL,
  },
}
