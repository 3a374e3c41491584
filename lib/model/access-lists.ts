import { z } from 'zod'
import { Endpoint, Tag } from './instance'

/**
 * What lets clients in: `whitelist` (addresses in groups), `server-groups` (security groups of the cloud's servers, whose
 * members come in), `security-groups` (groups of rules that are bound to the instance), `rules` (of the instance itself).
 */
export const LIST_KINDS = ['whitelist', 'server-groups', 'security-groups', 'rules'] as const
export type ListKind = (typeof LIST_KINDS)[number]

export const AllowGroup = z.object({
  /** What a change names it by. */
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  /** Its cloud's own console does not show it. */
  hidden: z.boolean(),
  /** Addresses and blocks as its cloud writes them; null where it is not told who is in it. */
  entries: z.array(z.string()).nullable(),
  /** Where each entry is a rule of its own: what it is deleted by. */
  rules: z.array(z.object({ id: z.string(), entry: z.string() })).optional(),
})
export type AllowGroup = z.infer<typeof AllowGroup>

/** Why something was not told: its cloud refused. `kind` is a `ProviderErrorKind`. */
export const NotTold = z.object({ kind: z.string(), code: z.string().nullable(), message: z.string().nullable() })
export type NotTold = z.infer<typeof NotTold>

/** What one call told, or why it did not. Exactly one of the two is null. */
const told = <T extends z.ZodType>(what: T) =>
  z.object({ operation: z.string(), told: what.nullable(), missing: NotTold.nullable() })
export interface Told<T> {
  operation: string
  told: T | null
  missing: NotTold | null
}

export const AccessEndpoint = Endpoint.extend({
  kind: z.enum([...Endpoint.shape.kind.options, 'classic']),
  ip: z.string().nullable(),
  /** When a classic address that was kept is gone. */
  endsAt: z.string().nullable(),
})
export type AccessEndpoint = z.infer<typeof AccessEndpoint>

/** Ways to single shards past the proxies. `on` null: the answer did not say. */
export const DirectAccess = z.object({ on: z.boolean().nullable(), endpoints: z.array(AccessEndpoint) })
export type DirectAccess = z.infer<typeof DirectAccess>

/** `on` null: the answer did not say. */
export const Tls = z.object({
  on: z.boolean().nullable(),
  certificateEndsAt: z.string().nullable(),
  certificateName: z.string().nullable(),
})
export type Tls = z.infer<typeof Tls>

export const DatabaseAccount = z.object({
  name: z.string(),
  description: z.string().nullable(),
  /** In its cloud's words. */
  status: z.string().nullable(),
  type: z.string().nullable(),
  may: z.enum(['read', 'read-write', 'unknown']),
  /** In its cloud's words. */
  privilege: z.string().nullable(),
})
export type DatabaseAccount = z.infer<typeof DatabaseAccount>

/** `supported` false: its cloud says that this instance can have none. */
export const DatabaseAccounts = z.object({ supported: z.boolean(), accounts: z.array(DatabaseAccount) })
export type DatabaseAccounts = z.infer<typeof DatabaseAccounts>

/** GET /api/instances/[ref]/access: asked of its cloud at this moment. Viewers in scope. */
export const InstanceAccess = z.object({
  at: z.string(),
  /** Several: whoever is in one of them is let in. */
  lists: z.array(told(z.array(AllowGroup)).extend({ kind: z.enum(LIST_KINDS) })),
  /** From the instance's facts (`operation` is empty) where the service has no call for them. */
  endpoints: told(z.array(AccessEndpoint)),
  /** Null: where there is such a thing, `endpoints` has it. */
  direct: told(DirectAccess).nullable(),
  network: z.enum(['vpc', 'classic', 'unknown']),
  /** Null: the service has no operation for it. */
  tls: told(Tls).nullable(),
  /** Whether clients in its VPC need no password; null: not told, or the service has no such thing. */
  passwordFree: z.boolean().nullable(),
  hasPasswordFree: z.boolean(),
  /** Null: the service has no accounts. */
  accounts: told(DatabaseAccounts).nullable(),
  /** Null: the service has no tags. */
  tags: z.array(Tag).nullable(),
})
export type InstanceAccess = z.infer<typeof InstanceAccess>
