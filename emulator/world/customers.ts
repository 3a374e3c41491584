import { perWorld } from './attached'
import type { World } from './world'

/** A main account as the clouds' billing sees it. */
export interface Customer {
  /** What it can spend, in the currency of the cloud; never negative. */
  balance: number
  /** Instances it may have per service and region. */
  instanceQuota: number
  realName: boolean
  paymentMethod: boolean
  /** Whether Kingsoft's caches may reach the customer's KS3 buckets: granted in the vendor's console. */
  ks3Access: boolean
}

/** Enough that nobody runs out by accident; tests and people set less through the control API. */
const RICH: Customer = {
  balance: 1_000_000,
  instanceQuota: 10_000,
  realName: true,
  paymentMethod: true,
  ks3Access: true,
}

const state = perWorld(() => new Map<string, Customer>())

/** The customer behind a key; keys without an owner share one that owns the whole fleet. */
export function customerOf(world: World, owner: string | undefined): Customer {
  const customers = state(world)
  let customer = customers.get(owner ?? '')
  if (!customer) customers.set(owner ?? '', (customer = { ...RICH }))
  return customer
}

/** Takes an amount from the balance; false when there is too little, and then nothing is taken. */
export function charge(customer: Customer, amount: number): boolean {
  if (amount > customer.balance) return false
  customer.balance = Math.round((customer.balance - amount) * 100) / 100
  return true
}
