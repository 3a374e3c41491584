import { z } from 'zod'
import type { Status } from './instance'
import { STANDINGS } from './standing'

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
export const Weekday = z.enum(WEEKDAYS)
export type Weekday = z.infer<typeof Weekday>

const BackupStatus = z.enum(['running', 'done', 'failed', 'restoring', 'deleting', 'unknown'])
export type BackupStatus = z.infer<typeof BackupStatus>

/** One file of a moment: a cluster has one for each shard. */
const BackupPart = z.object({
  id: z.string(),
  /** The shard that it is of; null: the whole instance, or not told. */
  shard: z.string().nullable(),
  bytes: z.number().nullable(),
  /** A size as its cloud writes it, where no manual prints its unit. */
  sizeAsTold: z.string().nullable(),
  status: BackupStatus,
  vendorStatus: z.string(),
})
export type BackupPart = z.infer<typeof BackupPart>

/** All files of one moment. Null is "the cloud did not say". Times ISO 8601 UTC. */
export const BackupSet = z.object({
  /** What restoring names. */
  id: z.string(),
  name: z.string().nullable(),
  type: z.enum(['automatic', 'manual', 'unknown']),
  /** The cloud's own word. */
  method: z.string().nullable(),
  /** The worst of its parts. */
  status: BackupStatus,
  vendorStatus: z.string(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  /** Of all parts together; null when one of them is not told. */
  bytes: z.number().nullable(),
  /** From the retention of now, where it is told. */
  expiresAt: z.string().nullable(),
  /** Per cent of a running one, where it is told. */
  progress: z.number().nullable(),
  parts: z.array(BackupPart),
})
export type BackupSet = z.infer<typeof BackupSet>

/** When backups are made by themselves. Days and hours are those of a zone `offsetMinutes` east of UTC. */
export const BackupPolicy = z.object({
  /** Null: not told. */
  on: z.boolean().nullable(),
  days: z.array(Weekday),
  /** `HH:MM`; an end that is not after the start is on the next day. Null: none, or not told. */
  window: z.object({ start: z.string(), end: z.string() }).nullable(),
  offsetMinutes: z.number().int(),
  retentionDays: z.number().nullable(),
  incremental: z.boolean().nullable(),
  /** As the cloud says it. */
  nextAt: z.string().nullable(),
})
export type BackupPolicy = z.infer<typeof BackupPolicy>

/** Statuses in which nobody promises that the policy's next window makes a set. */
export const WITHOUT_RUNS: readonly Status[] = ['expired', 'locked', 'releasing', 'error']

export const BackupRefused = z.object({ kind: z.string(), code: z.string().nullable(), message: z.string().nullable() })
export type BackupRefused = z.infer<typeof BackupRefused>

export const SET_ACTIONS = ['backup-rename', 'backup-export', 'backup-delete'] as const
const SetAction = z.enum(SET_ACTIONS)

const Stretch = z.object({ from: z.string(), to: z.string() })

/** What the sets of a span are worth against the policy of now. */
export const BackupCoverage = z.object({
  /** From where it could be judged: what expired before it cannot be seen. Null: nothing could. */
  judgedFrom: z.string().nullable(),
  /** Longest time between two sets that the policy allows, in seconds; null: no policy, or none told. */
  promisedSeconds: z.number().nullable(),
  /** What a loss now would cost, in seconds; null: no good set is known. */
  nowSeconds: z.number().nullable(),
  /** The longest stretch without a good set, and when it ended. */
  worst: z.object({ seconds: z.number(), from: z.string(), to: z.string() }).nullable(),
  gaps: z.array(Stretch),
})
export type BackupCoverage = z.infer<typeof BackupCoverage>

/** GET /api/instances/[ref]/backups?from=&to=: asked of its cloud at this moment. Viewers in scope. */
export const InstanceBackups = z.object({
  at: z.string(),
  from: z.string(),
  to: z.string(),
  /** False: the service has no backups at all, and everything below is empty. */
  offered: z.boolean(),
  /** Newest first; null when `setsRefused` says why. */
  sets: z.array(BackupSet).nullable(),
  setsRefused: BackupRefused.nullable(),
  /** There may be more than these. */
  truncated: z.boolean(),
  policy: BackupPolicy.nullable(),
  policyRefused: BackupRefused.nullable(),
  /** The policy's windows of the span and the next day, and the window of the next run; null also where its status promises none. */
  windows: z.array(Stretch),
  next: Stretch.nullable(),
  coverage: BackupCoverage.nullable(),
  /** A new instance can be made from a set. */
  restoresToNew: z.boolean(),
  /** A set has a link to download it. */
  downloads: z.boolean(),
  /** What can be done with a set beside restoring it. */
  setActions: z.array(SetAction),
  /** A file of object storage can be put over the instance. */
  restoresFiles: z.boolean(),
})
export type InstanceBackups = z.infer<typeof InstanceBackups>

export const Standing = z.enum(STANDINGS)
export type Standing = z.infer<typeof Standing>

/** Longest span that may be asked for. */
export const MOST_DAYS = 366

/** POST /api/instances/[ref]/backups/link, operators in scope. The links are never kept; that they were asked for is. */
export const BackupLinkQuestion = z.strictObject({ id: z.string().min(1).max(200), startedAt: z.iso.datetime() })
export type BackupLinkQuestion = z.infer<typeof BackupLinkQuestion>
export const BackupLinks = z.object({ links: z.array(z.object({ name: z.string(), url: z.string() })) })
export type BackupLinks = z.infer<typeof BackupLinks>
