import { z } from 'zod'
import { Decimal } from './money'

/**
 * Where a cost is known from: the cloud was asked, our rate card says it, or nobody does. What nobody tells is in no sum.
 */
export const COST_SOURCES = ['quote', 'estimate', 'none'] as const
export type CostSource = (typeof COST_SOURCES)[number]

/**
 * What a price was asked of: buying the same now, renewing for a month, the next renewal that its cloud makes by itself where
 * that is for more than a month, and of what is billed by the hour being a subscription for one month or for a year.
 */
export const PRICE_QUESTIONS = ['purchase', 'renewal', 'auto-renewal', 'subscription', 'subscription-year'] as const

/** What costs can be told apart by. Each instance is in exactly one part of each, so parts always add up to the total. */
export const COST_DIMENSIONS = [
  'team',
  'provider',
  'environment',
  'account',
  'region',
  'engine',
  'architecture',
  'charge',
  'tag',
] as const
export const CostDimension = z.enum(COST_DIMENSIONS)
export type CostDimension = z.infer<typeof CostDimension>

/** One part of a dimension, of tags with their key: all that a cost page is about. */
export const CostPart = z.object({ by: CostDimension, tag: z.string(), key: z.string() })
export type CostPart = z.infer<typeof CostPart>

/** How far back the curve goes, and in which steps: hours of a day, days of a month, months of a year. */
export const COST_RANGES = ['day', 'month', 'year'] as const
export const CostRange = z.enum(COST_RANGES)
export type CostRange = z.infer<typeof CostRange>

/** Days and months of costs are those of UTC+8, in which the three clouds bill. */
export const BILLING_OFFSET_MINUTES = 480

/** A sum in one currency: never added to another one without a rate that an admin set. */
export const CostSum = z.object({
  /** Null: the cloud did not tell it. */
  currency: z.string().nullable(),
  payable: Decimal,
  /** Before what was taken off; where nobody told that, what is payable. */
  list: Decimal,
  instances: z.number().int(),
  /** Part of `payable` that is an estimate of the rate card. */
  estimated: Decimal,
  /** Part of it of which nobody told a list price. */
  unlisted: Decimal,
})
export type CostSum = z.infer<typeof CostSum>

export const CostGroup = z.object({
  /** Value of the dimension: an id, a label, a word of the model; empty: there is none. */
  key: z.string(),
  /** Name of an account, cloud of a region. */
  name: z.string().nullable(),
  sums: z.array(CostSum),
  /** The same thirty days ago; null where nothing was kept then. */
  before: z.array(CostSum).nullable(),
  noPrice: z.number().int(),
})
export type CostGroup = z.infer<typeof CostGroup>

export const CostSeries = z.object({
  /** Null: all that are not drawn by themselves. */
  key: z.string().nullable(),
  /** Payable per month at each moment, in the order of `at`. */
  amounts: z.array(Decimal),
  /** Of each: some of it is an estimate. */
  estimated: z.array(z.boolean()),
})

/** Run rate at moments of the past and now. */
export const CostTrend = z.object({
  currency: z.string().nullable(),
  at: z.array(z.string()),
  series: z.array(CostSeries),
})
export type CostTrend = z.infer<typeof CostTrend>

/** What came about in a month, in one currency. */
export const CostMonth = z.object({
  /** `2026-11`, of UTC+8. */
  month: z.string(),
  currency: z.string().nullable(),
  /** Of each subscription the part of its price that its days in this month are. */
  subscription: Decimal,
  /** Hours by what an hour cost. */
  payAsYouGo: Decimal,
  /** Part of `subscription` that was paid for orders of Quarterdeck; of the rest no cloud tells what was paid. */
  ordered: Decimal,
  /** Part of both that is an estimate, and in which of them there is one. */
  estimated: Decimal,
  estimatedIn: z.object({ subscription: z.boolean(), payAsYouGo: z.boolean() }),
  /** False: the month is not over, or what was before `keptSince` is missing. */
  whole: z.boolean(),
})
export type CostMonth = z.infer<typeof CostMonth>

/** Why what is paid became another amount. */
export const STEP_CAUSES = [
  'appeared',
  'gone',
  'resized',
  'charge',
  'expired',
  'price',
  'card',
  'known',
  'lost',
  // Into the part that is shown, or out of it: another team pays, it has another tag.
  'moved',
] as const

/** Size and way of charging of an instance on one side of a step. */
const StepSide = z.object({
  class: z.string().nullable(),
  memoryMb: z.number().nullable(),
  chargeType: z.string(),
  cardVersion: z.number().int().nullable(),
  /** Null: nobody told it, and it is in no sum. */
  monthly: Decimal.nullable(),
  /** Its paid time was over: it is in no sum either. */
  ended: z.boolean(),
})

export const CostStep = z.object({
  at: z.string(),
  ref: z.string(),
  name: z.string(),
  provider: z.string(),
  cause: z.enum(STEP_CAUSES),
  currency: z.string().nullable(),
  delta: Decimal,
  estimated: z.boolean(),
  from: StepSide.nullable(),
  to: StepSide.nullable(),
  /** False: it is gone, and has no page. */
  there: z.boolean(),
  /** The change of Quarterdeck that made it; null: none did, as far as is known. */
  change: z
    .object({ id: z.string(), action: z.string(), by: z.string(), approvedBy: z.string().nullable(), at: z.string() })
    .nullable(),
})
export type CostStep = z.infer<typeof CostStep>

/** Amounts of a currency that the reporting one counts as one of its own, from a day (UTC+8) on. */
export const ExchangeRate = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** So many of the reporting currency for one. */
  rate: Decimal.refine((rate) => !rate.startsWith('-') && rate !== '0'),
  from: z.iso.date(),
})
export type ExchangeRate = z.infer<typeof ExchangeRate>

/** GET (any role) and PUT (admins of all accounts) /api/costs/rates. `version` 0: never saved; without a `currency` nothing is converted. */
export const ExchangeRates = z.strictObject({
  version: z.number().int().min(0),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable(),
  rates: z.array(ExchangeRate).max(200),
})
export type ExchangeRates = z.infer<typeof ExchangeRates>

/** What an allocation rule looks at. */
export const RULE_SUBJECTS = ['tag', 'name', 'account', 'environment'] as const
export const AllocationRule = z.strictObject({
  by: z.enum(RULE_SUBJECTS),
  /** `key` or `key=value` of a tag, the name of an instance, an account's name, an environment; `*` is any text, case does not matter. */
  pattern: z.string().trim().min(1).max(200),
  /** The team that pays. */
  team: z.string().trim().min(1).max(100),
})
export type AllocationRule = z.infer<typeof AllocationRule>

export const MOST_RULES = 200
/** GET and PUT (admins of all accounts) /api/costs/rules: the first that fits says who pays, else the team of the account does. */
export const AllocationRules = z.strictObject({
  version: z.number().int().min(0),
  rules: z.array(AllocationRule).max(MOST_RULES),
})
export type AllocationRules = z.infer<typeof AllocationRules>

/** GET /api/costs */
export const CostPage = z.object({
  asOf: z.string(),
  /** Nothing older is known; null: nothing yet. */
  keptSince: z.string().nullable(),
  by: CostDimension,
  /** Key of the tags that costs are told apart by. */
  tag: z.string(),
  range: CostRange,
  /** The part that all of this is about, with the name of an account; null: everything. */
  only: CostPart.extend({ name: z.string().nullable() }).nullable(),
  /** The currency that everything is converted to, where an admin set one. */
  reporting: z.string().nullable(),
  /** Rates that were used for now. */
  used: z.array(ExchangeRate),
  /** Currencies that stay apart, as no rate of theirs is set. */
  apart: z.array(z.string().nullable()),
  total: z.array(CostSum),
  before: z.array(CostSum).nullable(),
  charge: z.object({ subscription: z.array(CostSum), payAsYouGo: z.array(CostSum), unknown: z.array(CostSum) }),
  source: z.object({ quote: z.array(CostSum), estimate: z.array(CostSum) }),
  /** Instances: all that are there, those in the totals, and those that are not. */
  counts: z.object({
    all: z.number().int(),
    counted: z.number().int(),
    noPrice: z.number().int(),
    expired: z.number().int(),
    doubles: z.number().int(),
  }),
  /** Of the quotes that are summed: when the one was confirmed that is oldest; questions that wait, and that failed. */
  prices: z.object({
    oldest: z.string().nullable(),
    waiting: z.number().int(),
    /** Some of those that wait are asked again at this time only, as their cloud failed; null: none is put off. */
    resumes: z.string().nullable(),
    failed: z.number().int(),
    /** The newest ones; `nextAt` null: its account is paused. */
    failures: z.array(
      z.object({
        ref: z.string(),
        name: z.string(),
        provider: z.string(),
        kind: z.string().nullable(),
        code: z.string().nullable(),
        message: z.string().nullable(),
        at: z.string(),
        nextAt: z.string().nullable(),
      }),
    ),
  }),
  groups: z.array(CostGroup),
  trends: z.array(CostTrend),
  months: z.array(CostMonth),
  steps: z.array(CostStep),
  /** How many steps there were; the largest ones are told. */
  stepCount: z.number().int(),
  tagKeys: z.array(z.string()),
})
export type CostPage = z.infer<typeof CostPage>

/** POST /api/costs/rules/preview: what rules would move, against those that are saved. */
export const AllocationPreview = z.object({
  /** Instances, and how many of them another team would pay. */
  instances: z.number().int(),
  moved: z.number().int(),
  /** Of the rules in their order: how many instances each one decides. */
  perRule: z.array(z.number().int()),
  /** And how many it fits, those that a rule before it decides among them. */
  fits: z.array(z.number().int()),
  /** Decided by no rule: the team of their account pays, or nobody. */
  byAccount: z.number().int(),
  nobody: z.number().int(),
  teams: z.array(z.object({ team: z.string(), before: z.array(CostSum), after: z.array(CostSum) })),
  /** Of those that move, the dearest ones. */
  examples: z.array(z.object({ ref: z.string(), name: z.string(), from: z.string(), to: z.string() })),
})
export type AllocationPreview = z.infer<typeof AllocationPreview>
