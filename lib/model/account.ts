import { z } from 'zod'
import { ServiceIdSchema } from './instance'

export const ProviderIdSchema = z.enum(['alibaba', 'jdcloud', 'kingsoft'])
export const SchemeId = z.enum(['alibaba-rpc', 'alibaba-acs3', 'jdcloud2', 'kingsoft-query', 'kingsoft-aws4'])

const name = z.string().trim().min(1).max(64)
const label = z
  .string()
  .trim()
  .max(40)
  .regex(/^[\p{L}\p{N}_.\- ]*$/u)
const region = z
  .string()
  .trim()
  .regex(/^[a-z0-9-]{2,40}$/)
const accessKeyId = z
  .string()
  .trim()
  .min(4)
  .max(128)
  .regex(/^[\x21-\x7e]+$/)
const accessKeySecret = z
  .string()
  .trim()
  .min(4)
  .max(256)
  .regex(/^[\x21-\x7e]+$/)

const settings = {
  name,
  regions: z.array(region).min(1).max(60),
  environment: label,
  team: label,
  /** Id of the cloud's main account; accounts that share one share its quotas. */
  mainAccountId: z.string().trim().max(64).nullable(),
  /** Kingsoft Memcached lists one project unless all are named. Default ['0'], the default project. */
  projectIds: z
    .array(
      z
        .string()
        .trim()
        .regex(/^\d{1,20}$/),
    )
    .min(1)
    .max(100),
  /** Calls at a time. */
  concurrency: z.number().int().min(1).max(20),
  /** Calls per second for each region and operation where nothing is published. */
  ratePerSecond: z.number().int().min(1).max(100),
}

/** POST /api/accounts */
export const AccountCreate = z.strictObject({
  ...settings,
  provider: ProviderIdSchema,
  scheme: SchemeId,
  services: z.array(ServiceIdSchema).min(1),
  mainAccountId: settings.mainAccountId.default(null),
  projectIds: settings.projectIds.default(['0']),
  concurrency: settings.concurrency.default(5),
  ratePerSecond: settings.ratePerSecond.default(10),
  accessKeyId,
  accessKeySecret,
})
export type AccountCreate = z.infer<typeof AccountCreate>

/** PATCH /api/accounts/[id]. `version` is what the form was filled from: another edit since then is 409. */
export const AccountPatch = z.strictObject({
  ...z
    .object({ ...settings, scheme: SchemeId, services: z.array(ServiceIdSchema).min(1), paused: z.boolean() })
    .partial().shape,
  version: z.number().int(),
})
/** POST /api/accounts/[id]/keys: the old key keeps working until the new one has proved itself. */
export const AccountKeys = z.strictObject({ accessKeyId, accessKeySecret })

/** One shard of the inventory: an account's service in one region, and how its last reading went. */
export const Shard = z.object({
  accountId: z.string(),
  service: ServiceIdSchema,
  region: z.string(),
  state: z.enum(['never', 'syncing', 'ok', 'failed']),
  /** When a complete answer was last stored; what is shown is that old. */
  okAt: z.string().nullable(),
  instances: z.number().int(),
  /** A `ProviderErrorKind`, when the last try failed. */
  errorKind: z.string().nullable(),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
  errorRequestId: z.string().nullable(),
  failedSince: z.string().nullable(),
  nextTryAt: z.string().nullable(),
})
export type Shard = z.infer<typeof Shard>

/** `unsupported`: the key may, but the cloud does not offer it for the instance or the region that was asked about. */
export const PROBE_OUTCOMES = [
  'ok',
  'denied',
  'wrong-key',
  'unreachable',
  'failed',
  'unsupported',
  'not-checked',
  'running',
] as const
/** One cell of the permission grid: one read operation in one region. */
export const ProbeCell = z.object({
  service: ServiceIdSchema,
  operation: z.string(),
  region: z.string(),
  outcome: z.enum(PROBE_OUTCOMES),
  code: z.string().nullable(),
  message: z.string().nullable(),
  requestId: z.string().nullable(),
  /** Why it was not checked: needs an instance and none was found, or its row says nothing about probing. */
  reason: z.enum(['no-instance', 'no-probe', 'skipped']).nullable(),
  at: z.string().nullable(),
})
export type ProbeCell = z.infer<typeof ProbeCell>

/** GET /api/accounts -> { items }; never holds a secret. */
export const Account = z.object({
  id: z.string(),
  ...settings,
  provider: ProviderIdSchema,
  scheme: SchemeId,
  services: z.array(ServiceIdSchema),
  paused: z.boolean(),
  version: z.number().int(),
  /** Last four characters of the access key id. */
  keyTail: z.string(),
  /** When the key in use was saved here; null without one. */
  keySavedAt: z.string().nullable(),
  /** Of a key that waits to prove itself, and how that went. */
  pendingKey: z
    .object({
      keyTail: z.string(),
      savedAt: z.string(),
      state: z.enum(['checking', 'failed']),
      errorKind: z.string().nullable(),
    })
    .nullable(),
  /** False when the stored credentials do not open with the present master key. */
  unlocked: z.boolean(),
  createdAt: z.string(),
  instances: z.number().int(),
  shards: z.array(Shard),
  probe: z.object({ state: z.enum(['never', 'running', 'done']), at: z.string().nullable() }),
})
export type Account = z.infer<typeof Account>

/** GET /api/accounts/[id]/probe; POST starts one. */
export const ProbeReport = z.object({
  state: z.enum(['never', 'running', 'done']),
  at: z.string().nullable(),
  cells: z.array(ProbeCell),
})

/** GET /api/providers -> { items }: what the account form offers. */
export const ProviderInfo = z.object({
  id: ProviderIdSchema,
  services: z.array(ServiceIdSchema),
  schemes: z.array(z.object({ id: SchemeId, en: z.string(), zh: z.string() })),
  regions: z.array(z.object({ id: z.string(), en: z.string(), zh: z.string() })),
  hasProjects: z.boolean(),
})
export type ProviderInfo = z.infer<typeof ProviderInfo>
