import { z } from 'zod'
import { COST_SOURCES, CostStep, ExchangeRate } from './cost'
import { Decimal } from './money'

/** `2026-11`, a calendar month of UTC+8. */
export const REPORT_MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

/** What came about in a month, in one currency. */
export const ReportSum = z.object({
  /** Null: the cloud did not tell it. */
  currency: z.string().nullable(),
  instances: z.number().int(),
  /** Of each subscription the part of its price that its days in the month are. */
  subscription: Decimal,
  /** Hours by what an hour cost. */
  payAsYouGo: Decimal,
  /** Part of `subscription` that was paid for orders of Quarterdeck; of the rest no cloud tells what was paid. */
  ordered: Decimal,
  /** Both together. */
  payable: Decimal,
  /** Before what was taken off; where nobody told that, what is payable. */
  list: Decimal,
  /** Part of `list` that nobody told: what is payable stands there for it. */
  unlisted: Decimal,
  /** Part of `payable` that is an estimate of the rate card. */
  estimated: Decimal,
})
export type ReportSum = z.infer<typeof ReportSum>

/** What the report is told apart by, each of which adds up to its totals. */
export const REPORT_PARTS = ['provider', 'account', 'environment', 'team'] as const
export const ReportPart = z.object({
  /** Empty: there is none. */
  key: z.string(),
  name: z.string().nullable(),
  sums: z.array(ReportSum),
  /** Instances in it that had no known price for all or some of the month. */
  noPrice: z.number().int(),
})
export type ReportPart = z.infer<typeof ReportPart>

/** An instance, as far as one team paid it; one that another team paid later has a line for each. */
const ReportInstance = z.object({
  ref: z.string(),
  id: z.string(),
  name: z.string(),
  provider: z.string(),
  service: z.string(),
  region: z.string(),
  account: z.string(),
  environment: z.string(),
  team: z.string(),
  class: z.string().nullable(),
  memoryMb: z.number().nullable(),
  chargeType: z.string(),
  /** First and last moment of it in the month. */
  since: z.string(),
  until: z.string(),
  /** False: it is gone, and has no page. */
  there: z.boolean(),
})
export const ReportLine = ReportInstance.extend({
  sum: ReportSum,
  sources: z.array(z.enum(COST_SOURCES)),
  /** Of the answers of its cloud: when the first of them was told, and when one was last confirmed. Null: none is kept. */
  told: z.object({ first: z.string(), confirmed: z.string() }).nullable(),
  /** Versions of the rate card that it was estimated by. */
  cards: z.array(z.number().int()),
})
export type ReportLine = z.infer<typeof ReportLine>

/** An instance for as long as nobody told its price: in no sum. */
export const ReportGap = ReportInstance.extend({ hours: z.number() })
export type ReportGap = z.infer<typeof ReportGap>

/**
 * Why there is no report of a month: it has not begun, nothing was kept so long ago (since when it is says `since`, where anything
 * is), or reports do not go back so far. Code of `fields.month` beside `not-found`.
 */
export const NO_REPORT = ['month-to-come', 'month-before', 'month-nothing', 'month-too-old'] as const
export type NoReport = (typeof NO_REPORT)[number]

/** GET /api/costs/reports */
export const CostReport = z.object({
  month: z.string(),
  /** Its first moment, and the first that is not in it. */
  from: z.string(),
  to: z.string(),
  madeAt: z.string(),
  /** False: the month is not over, and everything is what came about until `madeAt`. */
  over: z.boolean(),
  /** Null: all teams; empty: what nobody pays. */
  team: z.string().nullable(),
  /** Months and teams that there is a report of. */
  months: z.array(z.string()),
  teams: z.array(z.string()),
  /** It is of all accounts. */
  everything: z.boolean(),
  accounts: z.array(z.string()),
  /** Nothing older is known; null: nothing yet. */
  keptSince: z.string().nullable(),
  /** Places whose costs were kept from a later moment of the month on. */
  late: z.array(z.object({ account: z.string(), service: z.string(), region: z.string(), since: z.string() })),
  /** The currency that everything is converted to, the rates of the month that were used, and what stays apart. */
  reporting: z.string().nullable(),
  used: z.array(ExchangeRate),
  apart: z.array(z.string().nullable()),
  totals: z.array(ReportSum),
  parts: z.record(z.enum(REPORT_PARTS), z.array(ReportPart)),
  /** What no team pays, and what has no tag at all. */
  unallocated: z.object({ nobody: z.array(ReportSum), untagged: z.array(ReportSum) }),
  /** The dearest ones; `rest` is what the others came to. */
  lines: z.array(ReportLine),
  lineCount: z.number().int(),
  rest: z.array(ReportSum),
  gaps: z.array(ReportGap),
  gapCount: z.number().int(),
  /** Instances that were expired for all or some of the month, and cost nothing then. */
  expired: z.number().int(),
  /** Answers of clouds that it rests on: the first one, and of those confirmed last the oldest and the newest. */
  quotes: z
    .object({ instances: z.number().int(), first: z.string(), oldest: z.string(), newest: z.string() })
    .nullable(),
  cards: z.array(z.object({ version: z.number().int(), validFrom: z.string(), note: z.string(), savedBy: z.string() })),
  steps: z.array(CostStep),
  /** How many steps there were; the largest ones are told. */
  stepCount: z.number().int(),
})
export type CostReport = z.infer<typeof CostReport>
