/** How far ahead the overview looks for subscriptions that end. */
export const SOON_DAYS = 30

/** What ended and is still there, though no cloud calls it expired: it may vanish at any minute. */
export const ENDED = 'charge:subscription expires:<0d -status:expired'

/** The query of exactly those, and of what is paid for a term and ends soon. What its cloud calls expired is in trouble. */
export const ENDING_SOON = `charge:subscription expires:<${SOON_DAYS}d -status:expired`
