import { z } from 'zod'
import { Decimal, over, times } from './money'
import { HOURS_A_MONTH, type Priced } from './plan-money'

/** Services whose clouds have no operation that tells a price. */
export const RATED_SERVICES = ['jdcloud-redis', 'kingsoft-redis', 'kingsoft-memcached'] as const
export const RatedService = z.enum(RATED_SERVICES)
export type RatedService = z.infer<typeof RatedService>

const name = z.string().trim().min(1).max(100)

/** What one size costs. A subscription is priced by the month. Its `class` may be written `<class>*<shards>`, for that number of shards. */
export const RateLine = z
  .strictObject({
    service: RatedService,
    /** The vendor's class; null where the line is for a memory size. */
    class: name.nullable(),
    memoryMb: z.number().int().min(1).max(16_777_216).nullable(),
    /** Null: every region. */
    region: name.nullable(),
    chargeType: z.enum(['subscription', 'pay-as-you-go']),
    unit: z.enum(['hour', 'month']),
    amount: Decimal.refine((amount) => !amount.startsWith('-')),
    currency: z.string().regex(/^[A-Z]{3}$/),
    /** The amount is for one shard. */
    perShard: z.boolean(),
  })
  .refine((line) => line.class !== null || line.memoryMb !== null, {
    path: ['class'],
    // Said together with what else is wrong, not after that was mended.
    when: ({ value }) => typeof value === 'object' && value !== null,
  })
  .refine((line) => line.chargeType !== 'subscription' || line.unit === 'month', { path: ['unit'] })
export type RateLine = z.infer<typeof RateLine>

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

/** True for a code of ISO 4217, in capitals. */
export const isCurrency = (code: string): boolean => CURRENCIES.has(code)

/** A line as it may be saved. Cards of before may have other letters, and are read all the same. */
export const NewRateLine = RateLine.refine(({ currency }) => isCurrency(currency), { path: ['currency'] })

export const MOST_LINES = 1_000

/** What makes a line the same line: two with the same would contradict each other. */
export const keyOfLine = ({
  service,
  class: of,
  memoryMb,
  region,
  chargeType,
}: Omit<RateLine, 'amount' | 'currency'>) => JSON.stringify([service, of, memoryMb, region, chargeType])

const day = z.iso.date()

/** What a save or an import makes a new version of. `version`: the newest one that the person saw; 0 when none. */
const draft = { version: z.number().int().min(0), validFrom: day, note: z.string().trim().max(500).default('') }

/** PUT /api/rate-card, by admins of all accounts. Answers the `RateCard` that it made. */
export const RateCardDraft = z.strictObject({ ...draft, lines: z.array(NewRateLine).max(MOST_LINES) })
export type RateCardDraft = z.infer<typeof RateCardDraft>

export const RateCardVersion = z.object({
  version: z.number().int(),
  /** First day, in UTC, on which it counts. */
  validFrom: z.string(),
  note: z.string(),
  savedAt: z.string(),
  savedBy: z.string(),
  lines: z.number().int(),
})
export type RateCardVersion = z.infer<typeof RateCardVersion>

/** GET /api/rate-card?version= : one version's lines (the newest when left out), and all versions, newest first. */
export const RateCard = z.object({
  version: z.number().int(),
  validFrom: z.string().nullable(),
  note: z.string(),
  lines: z.array(RateLine),
  /** The version that counts today; null when none does. */
  inForce: z.number().int().nullable(),
  versions: z.array(RateCardVersion),
})
export type RateCard = z.infer<typeof RateCard>

export const ROW_ERRORS = [
  'missing',
  'unknown-service',
  'size-needed',
  'whole-number',
  'unknown-charge-type',
  'unknown-unit',
  'subscription-by-month',
  'amount',
  'currency',
  'yes-or-no',
  'too-long',
  'columns',
  'quote',
  'twice',
  'too-many',
] as const
export const RowError = z.object({
  /** Counted from 1, the head included, as a spreadsheet does. */
  line: z.number().int(),
  /** Null: the whole row. */
  column: z.string().nullable(),
  code: z.enum(ROW_ERRORS),
  /** What stands there. */
  value: z.string(),
})
export type RowError = z.infer<typeof RowError>

/**
 * POST /api/rate-card/import, by admins of all accounts. Nothing is saved when a row is wrong, unless wrong rows are to be
 * left out; with `check` nothing is saved in any case.
 */
export const RateImport = z.strictObject({
  ...draft,
  csv: z.string().max(240_000),
  /** `add`: to the lines of `version`, replacing the same ones. */
  mode: z.enum(['replace', 'add']),
  leaveOut: z.boolean().default(false),
  check: z.boolean().default(false),
})
export type RateImport = z.infer<typeof RateImport>

export const RateImported = z.object({
  /** The new version; null: nothing was saved. */
  saved: z.number().int().nullable(),
  /** Rows that are right, and what the card would hold with them. */
  right: z.number().int(),
  total: z.number().int(),
  errors: z.array(RowError),
})
export type RateImported = z.infer<typeof RateImported>

/** A version's lines, as estimates are made from it. */
export interface LoadedCard {
  version: number
  validFrom: string
  lines: readonly RateLine[]
}

export interface RateQuestion {
  service: string
  class?: string | null
  memoryMb?: number | null
  shards?: number | null
  region: string
  chargeType: string
  /** Of a subscription; the rate of one month when left out. */
  months?: number
}

/** How well a line fits, most specific highest; null when it does not. */
function fit(
  line: RateLine,
  { service, class: of, memoryMb, shards, region, chargeType }: RateQuestion,
): number | null {
  if (line.service !== service || line.chargeType !== chargeType) return null
  if (line.region !== null && line.region !== region) return null
  if (line.memoryMb !== null && line.memoryMb !== memoryMb) return null
  if (line.perShard && !shards) return null
  const withShards = of && shards ? `${of}*${shards}` : undefined
  if (line.class !== null && line.class !== of && line.class !== withShards) return null
  const size = line.class === null ? 0 : line.class === withShards ? 2 : 1
  return size * 4 + Number(line.memoryMb !== null) * 2 + Number(line.region !== null)
}

/**
 * What a rate card says that a size costs, or null. Of the lines that fit, the most specific one counts: a class with its
 * number of shards before a class, a class before a memory size, both before one of them, and then one region before all.
 */
export function estimateFor(card: LoadedCard | undefined, question: RateQuestion): Priced | null {
  let best: { line: RateLine; fit: number } | undefined
  for (const line of card?.lines ?? []) {
    const fits = fit(line, question)
    if (fits !== null && fits > (best?.fit ?? -1)) best = { line, fit: fits }
  }
  if (!card || !best) return null
  const { line } = best
  const amount = line.perShard ? times(line.amount, question.shards ?? 1) : line.amount
  const count = line.chargeType === 'subscription' ? (question.months ?? 1) : 1
  return {
    amount: times(amount, count),
    currency: line.currency,
    unit: line.unit,
    count,
    original: null,
    discount: null,
    monthly: line.unit === 'month' ? amount : over(times(amount, HOURS_A_MONTH), 1),
    of: 'purchase',
    source: { kind: 'estimate', cardVersion: card.version, validFrom: card.validFrom },
    coupons: [],
    promotions: [],
  }
}
