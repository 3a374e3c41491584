import { z } from 'zod'

/**
 * Error envelope of every route: `{ error: Problem }`. `code` chooses the text in the user's language
 * (message key `problems.<code>`, filled with `params`); `requestId` is ours, to quote.
 */
export const Problem = z.object({
  code: z.string(),
  status: z.number().int(),
  requestId: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  /** Field problems of bad input: path in dots -> code of `problems.fields`. */
  fields: z
    .record(
      z.string(),
      z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])).optional() }),
    )
    .optional(),
  /** When the provider said no. */
  provider: z
    .object({
      kind: z.string(),
      operation: z.string(),
      code: z.string().nullable(),
      message: z.string().nullable(),
      requestId: z.string().nullable(),
    })
    .optional(),
})
export type Problem = z.infer<typeof Problem>

/** Every code a route can answer with, and its HTTP status. One table. */
export const PROBLEMS = {
  'bad-input': 400,
  'bad-query': 400,
  'password-too-common': 400,
  'password-wrong': 400,
  'not-signed-in': 401,
  'sign-in-failed': 401,
  'forbidden-role': 403,
  'forbidden-scope': 403,
  'forbidden-origin': 403,
  'own-change': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'conflict-version': 409,
  'conflict-exists': 409,
  'conflict-state': 409,
  'change-blocked': 409,
  'change-needs-approval': 409,
  'change-busy': 409,
  'change-outdated': 409,
  'change-expired': 409,
  'change-in-batch': 409,
  'last-admin': 409,
  'already-set-up': 409,
  'account-paused': 409,
  'account-locked': 409,
  'key-in-progress': 409,
  'key-outcome-lost': 409,
  'link-used': 410,
  'link-expired': 410,
  'body-too-large': 413,
  'unsupported-media-type': 415,
  'key-reused': 422,
  'too-many-requests': 429,
  'sign-in-locked': 429,
  'provider-failed': 502,
  'provider-timeout': 504,
  'database-away': 503,
  internal: 500,
} as const
export type ProblemCode = keyof typeof PROBLEMS
