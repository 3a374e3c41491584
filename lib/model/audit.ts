import { z } from 'zod'

export const AUDIT_OUTCOMES = ['succeeded', 'failed', 'denied', 'unknown', 'started'] as const

/** GET /api/audit?actor=&action=&target=&outcome=&from=&to=&q=&before=<seq>&limit= (admin) */
export const AuditEntry = z.object({
  seq: z.number().int(),
  at: z.string(),
  actor: z.object({ id: z.string().nullable(), label: z.string(), kind: z.enum(['user', 'system', 'anonymous']) }),
  /** `user.invite`, `account.create`, `session.sign-in`, or `operation:<service>/<name>`. */
  action: z.string(),
  target: z.string().nullable(),
  /** The instance that the target is the reference of, with its name where it is known. */
  instance: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  accountId: z.string().nullable(),
  outcome: z.enum(AUDIT_OUTCOMES),
  address: z.string().nullable(),
  requestId: z.string(),
  providerRequestId: z.string().nullable(),
  /** Redacted details. */
  details: z.record(z.string(), z.unknown()),
  hash: z.string(),
  /** The change that it was done for, or that it is about. */
  changeId: z.string().nullable(),
})
export type AuditEntry = z.infer<typeof AuditEntry>
export const AuditPage = z.object({
  items: z.array(AuditEntry),
  next: z.number().int().nullable(),
  total: z.number().int(),
  actions: z.array(z.string()),
})
