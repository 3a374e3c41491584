import { perInstance, perWorld } from './attached'
import type { World } from './world'

/** What billing knows of an instance beside its end. */
export interface Billing {
  /** Until when an order that renews with another class waits. */
  changeUntil: number | undefined
}
export const billingOf = perInstance<Billing>(() => ({ changeUntil: undefined }))

const orders = perWorld(() => ({ next: 20_905_403_119_001 }))
/** The number of a new order. */
export const newOrder = (world: World) => String(orders(world).next++)
