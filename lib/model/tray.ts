import { z } from 'zod'
import { ActionId } from './action'
import { ChangeError, ChangeState, FINDINGS } from './change'
import { PlanRow } from './plan'

/** For how long the tray shows what ended. */
export const TRAY_ENDED_HOURS = 6
/** For how long everybody is told of a change that went without its second person. */
export const GLASS_HOURS = 24
/** Rows of each part; the numbers beside them count all. */
export const TRAY_ROWS = 12

/** One change as the tray shows it. */
export const TrayItem = z.object({
  id: z.string(),
  ref: z.string(),
  /** The instance's name, or its id when it has none. */
  name: z.string(),
  environment: z.string(),
  /** The batch that it is a row of: it is decided there, and one row stands for it, of what ended the one that went worst. */
  batchId: z.string().nullable(),
  /** Rows of the batch in this part, and how many of them are done; 1 for a change by itself. */
  rows: z.number().int(),
  done: z.number().int(),
  action: ActionId,
  kind: z.enum(['write', 'destructive']),
  state: ChangeState,
  /** The first line of its plan, when it has one. */
  row: PlanRow.nullable(),
  /** E-mail address of who asked for it. */
  who: z.string(),
  isMine: z.boolean(),
  reason: z.string().nullable(),
  approvedBy: z.string().nullable(),
  breakGlass: z.string().nullable(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  sentAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  error: ChangeError.nullable(),
  finding: z.enum(FINDINGS).nullable(),
  /** Of an order that waits to be paid: its id. */
  order: z.string().nullable(),
})
export type TrayItem = z.infer<typeof TrayItem>

/** Part of the tray: the newest ones, and how many there are. */
const Part = z.object({ count: z.number().int(), items: z.array(TrayItem) })

/** GET /api/changes/tray : what concerns the caller now. */
export const ChangeTray = z.object({
  /** Ended with an outcome that nobody knows, in scope, whoever asked for them, until somebody says what came out. */
  human: Part,
  /** Under way, in scope, whoever asked for them. */
  running: Part,
  /** Waiting for a second person, who can be the caller: in scope, not their own, and they may. */
  forMe: Part,
  /** The caller's own that wait: for somebody else, for their time, or for their turn. */
  waiting: Part,
  /** The caller's own that ended within `TRAY_ENDED_HOURS`; withdrawn ones and plans nobody confirmed are left out. */
  ended: Part,
  /** In scope, sent without their second person within `GLASS_HOURS`, and no other admin has said that they saw it. */
  glass: Part,
})
export type ChangeTray = z.infer<typeof ChangeTray>
