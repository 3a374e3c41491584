import { z } from 'zod'
import { ActionId, Reason } from './action'
import { CHANGE_STATES, Change, ChangeWhen } from './change'
import { ServiceIdSchema } from './instance'
import { Decimal } from './money'
import { Plan } from './plan'
import { PlanMoney, Priced } from './plan-money'
import { Problem } from './problem'

export const MOST_ROWS = 200
export const MOST_WIDTH = 10

/**
 * `planning` (a worker plans its rows), `planned` (nobody confirmed it), `waiting` (for a second person), `running`,
 * `scheduled` (it runs, and all that is left of it waits for its time), `stopped` (no further row starts; those that were
 * sent are followed), `ended` (each row of it has ended), `withdrawn`, `rejected`, `expired`.
 */
export const BATCH_STATES = [
  'planning',
  'planned',
  'waiting',
  'scheduled',
  'running',
  'stopped',
  'ended',
  'withdrawn',
  'rejected',
  'expired',
] as const
export const BatchState = z.enum(BATCH_STATES)
export type BatchState = z.infer<typeof BatchState>

const Params = z.record(z.string(), z.unknown())
const Refs = z
  .array(z.string().max(300))
  .min(1)
  .max(MOST_ROWS)
  .refine((refs) => new Set(refs).size === refs.length)

/** POST /api/batches/choices: what can be done with these instances by the facts that the inventory has. */
export const BatchRefs = z.strictObject({ refs: Refs })
export type BatchRefs = z.infer<typeof BatchRefs>

export const BatchChoices = z.object({
  /** Those that the console knows and the caller may change. */
  instances: z.array(z.object({ ref: z.string(), name: z.string(), id: z.string(), service: ServiceIdSchema })),
  /** For each action that one of their services has: which of them can do it now, and why the others cannot. */
  can: z.partialRecord(
    ActionId,
    z.object({
      yes: z.array(z.string()),
      no: z.array(z.object({ ref: z.string(), reason: Reason })),
    }),
  ),
})
export type BatchChoices = z.infer<typeof BatchChoices>

/**
 * POST /api/batches: one action over many instances. Answers 201 with the `Batch`, whose rows a worker then plans.
 * Operators with all of its accounts in scope.
 */
export const BatchDraft = z.strictObject({
  action: ActionId,
  /** For instances of every service, unless `paramsOf` says otherwise for theirs. */
  params: Params.default({}),
  paramsOf: z.partialRecord(ServiceIdSchema, Params).default({}),
  refs: Refs,
  /** How many are under way at a time. */
  width: z.number().int().min(1).max(MOST_WIDTH).default(5),
  /** When a row does not succeed. */
  onFailure: z.enum(['stop', 'go-on']).default('stop'),
  reason: z.string().trim().min(1).max(500).optional(),
})
export type BatchDraft = z.infer<typeof BatchDraft>

/** What a row is: not planned yet, cannot be, left out by choice, or in the state of its change. */
export const ROW_STATES = ['pending', 'refused', 'left-out', ...CHANGE_STATES] as const
export const RowState = z.enum(ROW_STATES)
export type RowState = z.infer<typeof RowState>

export const BatchRow = z.object({
  position: z.number().int(),
  ref: z.string(),
  service: ServiceIdSchema,
  accountName: z.string(),
  environment: z.string(),
  instanceId: z.string(),
  instanceName: z.string(),
  state: RowState,
  /** Left out by choice: it stays so until it is taken in again. */
  leftOut: z.boolean(),
  /** Why it could not be planned. */
  problem: Problem.nullable(),
  change: Change.pick({ id: true, kind: true, schedule: true, error: true, evidence: true, endedAt: true })
    .extend({
      plan: Plan.pick({
        rows: true,
        consequences: true,
        hazards: true,
        noRuleKnown: true,
        noRuleOn: true,
        checks: true,
        blocked: true,
        costs: true,
        price: true,
      }).extend({
        /** When it ends now and will, where its cloud's answer about the price tells it. */
        ends: PlanMoney.shape.ends,
        /** What its cloud takes by itself later on, such as at each automatic renewal. */
        later: Priced.pick({ amount: true, currency: true }).nullable(),
      }),
    })
    .nullable(),
})
export type BatchRow = z.infer<typeof BatchRow>

const Who = z.object({ id: z.string(), label: z.string() })

export const BatchSummary = z.object({
  id: z.string(),
  action: ActionId,
  state: BatchState,
  width: z.number().int(),
  onFailure: z.enum(['stop', 'go-on']),
  reason: z.string().nullable(),
  requestedBy: Who,
  policy: z.string().nullable(),
  approvedBy: Who.nullable(),
  breakGlass: z.string().nullable(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** Who or what stopped it. */
  stoppedBy: z.string().nullable(),
  rowCount: z.number().int(),
  counts: z.partialRecord(RowState, z.number().int()),
})
export type BatchSummary = z.infer<typeof BatchSummary>

/** GET /api/batches/[id]?offset=&limit= */
export const Batch = BatchSummary.extend({
  params: Params,
  paramsOf: z.partialRecord(ServiceIdSchema, Params),
  /** Of the rows that would be sent: planned, not refused, not left out. */
  totals: z.object({
    rows: z.number().int(),
    destructive: z.number().int(),
    costs: z.number().int(),
    /** Of those that cost, how many have no price. */
    unpriced: z.number().int(),
    prices: z.array(
      z.object({
        amount: Decimal,
        currency: z.string().nullable(),
        per: z.string(),
        of: z.string(),
        rows: z.number().int(),
      }),
    ),
    /** What the policies want, as far as can be foretold: the names of those that want a second person. */
    policies: z.array(z.string()),
    breakGlass: z.boolean(),
    expiresMinutes: z.number().int().nullable(),
    /** The maintenance windows that their clouds tell, and how many have which. */
    windows: z.array(z.object({ startUtc: z.string(), endUtc: z.string(), rows: z.number().int() })),
    /** How many have none that could be waited for. */
    windowless: z.number().int(),
  }),
  /**
   * What the orders of rows that are done cost, by what their clouds quoted before and somebody accepted: what was really paid
   * no cloud tells. `unpriced`: orders that were paid and that no price was known of.
   */
  paid: z.object({
    sums: z.array(z.object({ amount: Decimal, currency: z.string().nullable(), rows: z.number().int() })),
    unpriced: z.number().int(),
  }),
  /** When rows that wait for their time start: the first and the last of them; null where none waits. */
  schedule: z.object({ kind: z.enum(['at', 'window']), first: z.string(), last: z.string() }).nullable(),
  /** Rows that resuming would plan again: never sent; and those that did not happen. */
  again: z.object({ unsent: z.number().int(), failed: z.number().int() }),
  steps: z.array(
    z.object({ at: z.string(), step: z.string(), by: z.string(), details: z.record(z.string(), z.unknown()) }),
  ),
  rows: z.array(BatchRow),
})
export type Batch = z.infer<typeof Batch>

/** GET /api/batches?before= : newest first. */
export const BatchList = z.object({ items: z.array(BatchSummary), next: z.string().nullable() })
export type BatchList = z.infer<typeof BatchList>

/** POST /api/batches/[id]/leave-out: rows that shall not be sent, or shall be after all. Before it is confirmed. */
export const BatchLeaveOut = z.strictObject({
  positions: z.array(z.number().int().min(0)).min(1).max(MOST_ROWS),
  out: z.boolean(),
})
export type BatchLeaveOut = z.infer<typeof BatchLeaveOut>

/** What must be typed when rows are destructive: how many there are, and the action's id. */
export const typedFor = (rows: number, action: ActionId) => `${rows} ${action}`

/** POST /api/batches/[id]/confirm, by who planned it. */
export const BatchConfirm = z.strictObject({
  /** How many rows were shown as those that will be sent: another number is refused. */
  rows: z.number().int().min(1),
  /** `typedFor(rows, action)`: needed when a row is destructive. */
  typed: z.string().max(100).optional(),
  acceptsCost: z.boolean().optional(),
  /** Why: needed where a second person has to agree and the batch has no reason. */
  reason: z.string().trim().min(1).max(500).optional(),
  /** Left out: now. In the window: each in its own instance's. */
  when: ChangeWhen.optional(),
  breakGlass: z.string().trim().min(1).max(500).optional(),
})
export type BatchConfirm = z.infer<typeof BatchConfirm>

/**
 * POST /api/batches/[id]/resume, by who planned it: rows that were never sent, and with `failed` those that did not
 * happen, are planned anew; then it is confirmed again. What was sent with an unknown end is not touched.
 */
export const BatchResume = z.strictObject({ failed: z.boolean().default(false) })
export type BatchResume = z.infer<typeof BatchResume>
