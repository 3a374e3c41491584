import { z } from 'zod'
import { BackupPolicy, BackupRefused, Standing } from './backup'
import { InstanceKey, Status } from './instance'

/** Days of sets that a reading looks at. */
export const COVERED_DAYS = 30
/** So often each instance is read without being asked for. */
export const READ_EVERY_HOURS = 6

/** What the list of coverage can be sorted by; `-field` is descending. Unknown values come last either way. */
export const COVERAGE_SORTS = [
  'standing',
  'name',
  'region',
  'env',
  'last',
  'promised',
  'worst',
  'failures',
  'read',
] as const
export type CoverageSort = (typeof COVERAGE_SORTS)[number]

/** What the last reading of an instance's backups found. Null is "not told". */
export const CoverageFacts = z.object({
  policy: BackupPolicy.nullable(),
  policyRefused: BackupRefused.nullable(),
  setsRefused: BackupRefused.nullable(),
  lastGoodAt: z.string().nullable(),
  promisedSeconds: z.number().nullable(),
  /** The longest stretch without a good set: the recovery point that was achieved. */
  worst: z.object({ seconds: z.number(), from: z.string(), to: z.string() }).nullable(),
  /** `worst` began before what was looked at, and is this long at least. */
  worstAtLeast: z.boolean().default(false),
  gaps: z.number().int(),
  /** From where it could be judged. */
  judgedFrom: z.string().nullable(),
  failures: z.number().int(),
  running: z.boolean(),
})
export type CoverageFacts = z.infer<typeof CoverageFacts>

/** One instance and how it stands. */
export const CoverageRow = z.object({
  ref: z.string(),
  key: InstanceKey,
  provider: z.enum(['alibaba', 'jdcloud', 'kingsoft']),
  accountName: z.string(),
  environment: z.string(),
  team: z.string(),
  name: z.string(),
  engine: z.enum(['redis', 'memcached']),
  status: Status,
  vendorStatus: z.string(),
  standing: Standing,
  /** Null until it was read once, and where there is nothing to read. */
  facts: CoverageFacts.nullable(),
  readAt: z.string().nullable(),
  /** The last reading, if that failed: the facts are those of the one before. */
  failed: z
    .object({ at: z.string(), kind: z.string(), code: z.string().nullable(), message: z.string().nullable() })
    .nullable(),
  /** A reading was asked for, or has never been made. */
  waiting: z.boolean(),
})
export type CoverageRow = z.infer<typeof CoverageRow>

/**
 * GET /api/backups?q=&sort=&offset=&limit= : `q` is the query of the instance list. From the database; a background job reads
 * the clouds.
 */
export const CoverageWindow = z.object({
  items: z.array(CoverageRow),
  offset: z.number().int(),
  /** Matching the query / in the caller's scope. */
  matched: z.number().int(),
  total: z.number().int(),
  totals: z.object({
    /** Of those that match the query, whatever `coverage` it asks for. */
    byStanding: z.partialRecord(Standing, z.number().int()),
    /** Of those that match: readings that are still to come. */
    waiting: z.number().int(),
  }),
})
export type CoverageWindow = z.infer<typeof CoverageWindow>

/** POST /api/backups/refresh: asks for new readings of what matches. Viewers. Answers how many. */
export const CoverageRefresh = z.strictObject({
  q: z.string().max(4_000).default(''),
})
export type CoverageRefresh = z.infer<typeof CoverageRefresh>
