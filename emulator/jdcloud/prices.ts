import type { Offer } from '../world/sizes'

/** The vendor has no operation that tells prices; these are made up, so that a balance can run out. In yuan. */
const PER_GB_HOUR = 0.12
const PER_GB_MONTH = 58

/** What an hour costs that is paid afterwards. */
export const hourlyPrice = ({ memoryMb }: Pick<Offer, 'memoryMb'>) => (memoryMb / 1024) * PER_GB_HOUR

/** What a subscription costs; ten months' worth for a year. */
export const subscriptionPrice = ({ memoryMb }: Pick<Offer, 'memoryMb'>, months: number) =>
  Math.round((memoryMb / 1024) * PER_GB_MONTH * (months >= 12 ? months * (10 / 12) : months) * 100) / 100
