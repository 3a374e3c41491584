import { z } from 'zod'
import { ChangeState } from './change'

export const CALL_OUTCOMES = ['succeeded', 'failed', 'refused', 'unknown'] as const

/** GET /api/operations/history : one's own last calls from the explorer, newest first; kept for 30 days. */
export const OperationHistory = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      service: z.string(),
      operation: z.string(),
      accountId: z.string(),
      /** Empty when the account is gone. */
      accountName: z.string(),
      region: z.string(),
      /** Secrets and customer data left out; null when it was too long to keep. */
      input: z.record(z.string(), z.unknown()).nullable(),
      outcome: z.enum(CALL_OUTCOMES),
      /** Of the cloud, or of the console's own refusal. */
      code: z.string().nullable(),
      latencyMs: z.number(),
      requestId: z.string().nullable(),
      /** Of a write: the change that it is, as it stands now, and whether its cloud's answer is still kept. */
      change: z.object({ id: z.string(), state: ChangeState, isAnswerKept: z.boolean() }).nullable(),
    }),
  ),
})
export type OperationHistory = z.infer<typeof OperationHistory>
