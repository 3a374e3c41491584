import { z } from 'zod'

const region = z.string().regex(/^[A-Za-z0-9-]{2,40}$/)

/** POST /api/operations/[service]/[action]/preview : the request that a call would send. Any role in scope. */
export const OperationDraft = z.strictObject({
  accountId: z.string().max(64),
  region,
  /** Of the operation's own request schema. */
  input: z.record(z.string(), z.unknown()),
})
export type OperationDraft = z.infer<typeof OperationDraft>

const Part = z.object({
  name: z.string(),
  /** Null when it is made at the moment of sending: time, nonce, signature. Secrets are blanked. */
  value: z.string().nullable(),
  /** It comes from the input; the others go with every call. */
  own: z.boolean(),
})
export type RequestPart = z.infer<typeof Part>

/** What will be signed and sent, made by the very function that a call is made with. */
export const OperationPreview = z.object({
  method: z.string(),
  /** `https://host/path`, without the query. */
  url: z.string(),
  query: z.array(Part),
  headers: z.array(Part),
  /** Parameters of a form body. */
  form: z.array(Part),
  /** A body that is no form. */
  body: z.string().nullable(),
  curl: z.string(),
  /** The same call for a tool of the vendor's own, its command line or else its client, where the syntax is known. */
  cli: z.object({ tool: z.string(), text: z.string() }).nullable(),
})
export type OperationPreview = z.infer<typeof OperationPreview>

/** What the preview answers: the request, and who must agree before it may be sent. */
export const CallPreview = OperationPreview.extend({
  /** Name of the policy that wants a second person for this call; null: it is sent at once. */
  approval: z.string().nullable(),
})
export type CallPreview = z.infer<typeof CallPreview>

/**
 * POST /api/operations/[service]/[action] : sends it. Reads for viewers, writes for operators; a destructive one needs
 * `confirm`, the id or name of what it acts on. Answers `OperationAnswer`, or a problem. A write may carry an
 * `Idempotency-Key` header: it is then sent once, however often it is asked for within a day.
 */
export const OperationCall = OperationDraft.extend({
  confirm: z.string().max(2_000).optional(),
  /** Shows customer data unmasked: only of reads, only for operators, and on record. */
  reveal: z.boolean().optional(),
})
export type OperationCall = z.infer<typeof OperationCall>

export const OperationAnswer = z.object({
  /** HTTP status of the cloud's answer. */
  status: z.number().int(),
  /** From the request being admitted to the answer being read; waiting for quota included. */
  latencyMs: z.number(),
  requestId: z.string().nullable(),
  receivedAt: z.string(),
  /** As the cloud said it, secrets and customer data masked; fields that no schema knows are kept. */
  data: z.unknown(),
  /** The body as it was sent, with the same values masked; null when it cannot be shown so. */
  raw: z.string().nullable(),
  /** Something in it is masked that an operator could reveal. */
  masked: z.boolean(),
  /** The outcome of an earlier call with the same Idempotency-Key: nothing was sent now. */
  replayed: z.literal(true).optional(),
  /** Id of the change that a write was sent as. */
  change: z.string().optional(),
})
export type OperationAnswer = z.infer<typeof OperationAnswer>
