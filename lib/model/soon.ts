/** How far ahead the overview looks for subscriptions that end. */
export const SOON_DAYS = 30

/** The query of exactly those: ends ahead, not past ones, and only what is paid for a term. */
export const ENDING_SOON = `charge:subscription expires:>0d expires:<${SOON_DAYS}d`
