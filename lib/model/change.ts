import { z } from 'zod'
import { ActionId, Reason } from './action'
import { ServiceIdSchema } from './instance'
import { Plan, PlanRow, Shown } from './plan'

/**
 * `planned` (nobody confirmed it), `waiting` (for a second person), `scheduled` (for its time), `queued` (for its turn in its
 * batch), `ready` (a worker sends it next), `sending` (on
 * record, about to be sent or sent), `settling` (taken by the cloud, not there yet), `checking` (sent, and no answer
 * tells what became of it). Ended: `done`; `ordered` (the cloud took an order that changes nothing before it is paid); `failed` (it did not happen); `stopped` (never sent); `human` (somebody has to
 * look, with what is known); `withdrawn`, `rejected`, `expired`.
 */
export const CHANGE_STATES = [
  'planned',
  'waiting',
  'scheduled',
  'queued',
  'ready',
  'sending',
  'settling',
  'checking',
  'done',
  'ordered',
  'failed',
  'stopped',
  'human',
  'withdrawn',
  'rejected',
  'expired',
] as const
export const ChangeState = z.enum(CHANGE_STATES)
export type ChangeState = z.infer<typeof ChangeState>

/** States in which a change holds its instance: a second one on the same instance is refused. */
export const RUNNING_STATES = ['ready', 'sending', 'settling', 'checking'] as const satisfies readonly ChangeState[]

export const ChangeError = z.object({
  /** A `ProviderErrorKind`, or a code of our own problems. */
  kind: z.string(),
  code: z.string().nullable(),
  message: z.string().nullable(),
})

export type ChangeError = z.infer<typeof ChangeError>

export const FINDINGS = [
  'answered',
  'as-wanted',
  'gone',
  'seen-at-work',
  'window-over',
  'refused',
  'not-sent',
  'not-as-wanted',
  'seen-late',
  'cannot-tell',
  'taken-unread',
  'not-there',
  'worse',
  'missed',
  'kept-waiting',
  'taken',
  'made',
  'not-made',
  'order-open',
  'order-waits',
  'still-at-work',
] as const

/** What a change's end rests on. */
export const Evidence = z.object({
  /** `answer`: the cloud's answer said it. `state`: its state was read. `none`: nothing was sent. */
  from: z.enum(['answer', 'state', 'none']),
  /** Texts are `changes.evidence.<finding>`. */
  finding: z.enum(FINDINGS),
  at: z.string(),
  read: z.array(
    z.object({
      field: z.string(),
      wanted: Shown,
      found: Shown,
      /** A time later than this was wanted; null: than now; `never`: any. */
      than: z.string().nullable().optional(),
      /** What it was when it was planned, of what a person judges by. */
      was: Shown.optional(),
    }),
  ),
})
export type Evidence = z.infer<typeof Evidence>

export const STEPS = [
  'planned',
  'confirmed',
  'scheduled',
  'approved',
  'broke-glass',
  'rejected',
  'withdrawn',
  'expired',
  'postponed',
  'kept-waiting',
  'replanned',
  'recorded',
  'answered',
  'named',
  'refused',
  'no-answer',
  'looked',
  'ended',
  'acknowledged',
  'concluded',
] as const

/** What came out of a change that needed a person, as somebody said who looked. */
export const CONCLUSIONS = ['happened', 'did-not', 'unknown'] as const
export const Conclusion = z.enum(CONCLUSIONS)
export type Conclusion = z.infer<typeof Conclusion>

/** When a change is sent: at once, at a time, or in the instance's next maintenance window. */
export const ChangeWhen = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('now') }),
  z.strictObject({ kind: z.literal('at'), at: z.iso.datetime({ offset: true }) }),
  z.strictObject({ kind: z.literal('window') }),
])
export type ChangeWhen = z.infer<typeof ChangeWhen>

/** The time that a change waits for. It is planned again then, and sent only if nothing got worse. */
export const ChangeSchedule = z.object({
  kind: z.enum(['at', 'window']),
  /** When it starts at the earliest. */
  at: z.string(),
  /** From then on it is not started any more; one for the window goes to the next. */
  until: z.string(),
})
export type ChangeSchedule = z.infer<typeof ChangeSchedule>

/** How far ahead a change may be scheduled. */
export const HORIZON_DAYS = 30

/** What the cloud answered to a call of the explorer, kept for a day, without secrets and customer data. */
export const ChangeAnswer = z.object({
  /** HTTP status. */
  status: z.number().int(),
  receivedAt: z.string(),
  keptUntil: z.string(),
  /** Null when it was too long to keep. */
  data: z.unknown(),
})
export type ChangeAnswer = z.infer<typeof ChangeAnswer>

export const Change = z.object({
  id: z.string(),
  ref: z.string(),
  service: ServiceIdSchema,
  accountId: z.string(),
  accountName: z.string(),
  environment: z.string(),
  region: z.string(),
  instanceId: z.string(),
  instanceName: z.string(),
  /** References of what a creation made, in the cloud's order, once it named them. Empty for everything else. */
  created: z.array(z.string()),
  action: ActionId,
  /** `service/operation`. */
  operation: z.string(),
  kind: z.enum(['write', 'destructive']),
  state: ChangeState,
  /** What was chosen; secrets blanked. */
  params: z.record(z.string(), z.unknown()),
  plan: Plan,
  reason: z.string().nullable(),
  /** The batch that it is a row of: it is decided there. */
  batchId: z.string().nullable(),
  requestedBy: z.object({ id: z.string(), label: z.string() }),
  /** Name of the policy that wants a second person; null when none does or nobody confirmed yet. */
  policy: z.string().nullable(),
  approvedBy: z.object({ id: z.string(), label: z.string() }).nullable(),
  /** While it waits: how many others may approve it, named when they are five or fewer. Only on its own page. */
  approvers: z.object({ count: z.number().int(), names: z.array(z.string()) }).optional(),
  breakGlass: z.string().nullable(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  /** Null: at once. */
  schedule: ChangeSchedule.nullable(),
  sentAt: z.string().nullable(),
  /** How often it was sent; more than once only with the operation's own token. */
  sends: z.number().int(),
  providerRequestId: z.string().nullable(),
  error: ChangeError.nullable(),
  evidence: Evidence.nullable(),
  /** While its cloud works on it: when that was last read; null before. */
  lookedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** Of one that nobody answered and nobody saw: when its cloud is looked at once more; null: it was, or need not be. */
  looksAgainAt: z.string().nullable(),
  /** Of one that ended `human`: what came out, once somebody said so. */
  concluded: Conclusion.nullable(),
  /** Hours in which its cloud may maintain the instance, as told when it was planned; null: not told. */
  maintenance: z.object({ startUtc: z.string(), endUtc: z.string() }).nullable(),
  /** Of a call: what its cloud answered, for a day. */
  answer: ChangeAnswer.nullable(),
  steps: z.array(
    z.object({ at: z.string(), step: z.enum(STEPS), by: z.string(), details: z.record(z.string(), z.unknown()) }),
  ),
})
export type Change = z.infer<typeof Change>

const reasonText = z.string().trim().min(1).max(500)

/** POST /api/changes: plans, and sends nothing but reads. Operators in scope. Answers 201 with the `Change`. */
export const ChangeDraft = z.strictObject({
  ref: z.string().max(300),
  action: ActionId,
  params: z.record(z.string(), z.unknown()).default({}),
  reason: reasonText.optional(),
})
export type ChangeDraft = z.infer<typeof ChangeDraft>

/** POST /api/changes/[id]/confirm, by who planned it. */
export const ChangeConfirm = z.strictObject({
  /** The instance's id or name: needed for destructive kinds. */
  typed: z.string().max(300).optional(),
  /** The price, or that none is known, was seen: needed for what costs. */
  acceptsCost: z.boolean().optional(),
  /** Why it is done: needed where a second person has to agree and the plan has no reason. */
  reason: reasonText.optional(),
  /** Left out: now. */
  when: ChangeWhen.optional(),
  /** Goes without the second person, on record, where the policy allows it. */
  breakGlass: reasonText.optional(),
})
export type ChangeConfirm = z.infer<typeof ChangeConfirm>

/** POST /api/changes/[id]/reject */
export const ChangeReject = z.strictObject({ reason: reasonText })

/** POST /api/changes/[id]/conclude, by an operator in scope, who asked for it among them: what came out of one that ended `human`. */
export const ChangeConclude = z.strictObject({ conclusion: Conclusion, note: reasonText.optional() })
export type ChangeConclude = z.infer<typeof ChangeConclude>

/** GET /api/changes/[id]/now: facts of this moment beside those of the plan, for who approves. */
export const ChangeNow = z.object({
  factsAt: z.string(),
  /** Lines of facts that moved since the plan; `found` is now. */
  moved: z.array(z.object({ field: z.string(), planned: Shown, found: Shown })),
  /** What matters for this action, moved or not, null where nobody tells; `asked` false: the plan did not ask for it. */
  facts: z
    .array(
      z.object({
        field: z.string(),
        planned: Shown,
        found: Shown,
        moved: z.boolean(),
        asked: z.boolean().optional(),
      }),
    )
    .default([]),
  /** Why the action is not possible any more, or null. */
  reason: Reason.nullable(),
})
export type ChangeNow = z.infer<typeof ChangeNow>

/** Of the list: waiting for the caller's approval, under way, of unknown outcome until somebody said it, and sent without a second person in the last hours. */
export const CHANGE_VIEWS = ['for-me', 'running', 'human', 'glass'] as const
export type ChangeView = (typeof CHANGE_VIEWS)[number]

/**
 * GET /api/changes?view=&ref=&state=&kind=&action=&person=&instance=&plans=&before= : newest first, `next` is the `before` of the
 * following page. GET /api/changes/export with the same filters: text/csv of all that match.
 */
export const ChangeList = z.object({
  items: z.array(
    Change.omit({ plan: true, maintenance: true, steps: true, answer: true }).extend({
      /** The line of its plan that says to what, when it has one. */
      row: PlanRow.nullable(),
      /** Nobody ever confirmed it. */
      unconfirmed: z.boolean(),
    }),
  ),
  next: z.string().nullable(),
  /** On the first page: how many there are in each state, whatever state is asked for. */
  states: z.partialRecord(ChangeState, z.number().int()).optional(),
})
export type ChangeList = z.infer<typeof ChangeList>
