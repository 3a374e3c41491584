import { z } from 'zod'
import { Shard } from './account'
import { ActionId } from './action'
import { ChangeState } from './change'
import { Instance, InstanceDetail } from './instance'

/** What the list can be sorted by; `-field` is descending. Unknown values come last either way. */
export const SORT_FIELDS = [
  'name',
  'id',
  'provider',
  'account',
  'region',
  'zone',
  'engine',
  'version',
  'architecture',
  'memory',
  'used',
  'status',
  'charge',
  'expires',
  'created',
  'team',
  'env',
  'endpoint',
  'tags',
  'age',
  'cost',
] as const
export type SortField = (typeof SORT_FIELDS)[number]

/**
 * GET /api/instances?q=&sort=&offset=&limit=
 * `q` is the query of `query.ts`; `sort` is `field` or `-field` (default `name`); a window of at most 200 rows is
 * returned (default 100). A part of the query that cannot be understood is reported in `errors` and matches nothing.
 */
export const InstanceWindow = z.object({
  items: z.array(Instance),
  offset: z.number().int(),
  /** Matching the query / in the caller's scope. */
  matched: z.number().int(),
  total: z.number().int(),
  totals: z.object({
    regions: z.number().int(),
    memoryMb: z.number(),
    /** Instances whose memory the cloud did not say, left out of `memoryMb`. */
    memoryUnknown: z.number().int(),
    byStatus: z.record(z.string(), z.number().int()),
  }),
  /** `QueryError` of `query.ts`. */
  errors: z.array(z.object({ token: z.string(), code: z.string(), suggestion: z.string().optional() })),
})
export type InstanceWindow = z.infer<typeof InstanceWindow>

/** GET /api/instances/refs?q=&sort= : refs of all that match (at most 20,000), for select-all and bulk copy. */
export const InstanceRefs = z.object({ refs: z.array(z.string()) })

/**
 * GET /api/instances/export?q=&sort=&columns=name,id,... : text/csv (`EXPORT_COLUMNS` of `lib/model/export.ts`), UTF-8
 * with a byte-order mark, of all that match.
 */

/**
 * GET /api/instances/facets?q= : the values each field of the query language takes, with counts, most frequent first,
 * for menus and suggestions. A field's own tokens do not narrow its own values. `tag` values are `key=value`.
 */
export const Facets = z.record(z.string(), z.array(z.object({ value: z.string(), count: z.number().int() })))
export type Facets = z.infer<typeof Facets>

/** GET /api/instances/[ref] : from the database. `detail` and `raw` come from the last one-instance reading. */
export const InstancePage = z.object({
  instance: Instance,
  detail: InstanceDetail.nullable(),
  detailAt: z.string().nullable(),
  /** The provider's own objects: `list` from the list call, `detail` from the one-instance call. Secrets masked. */
  raw: z.object({ list: z.unknown(), detail: z.unknown() }),
  shard: Shard.nullable(),
  /** Set when the cloud said that it is gone: shown as a tombstone for 24 h. */
  goneAt: z.string().nullable(),
})
export type InstancePage = z.infer<typeof InstancePage>

/**
 * GET /api/clouds : every shard in scope.
 * POST /api/instances/refresh `RefreshRequest` starts readings and answers `{ requested }`, the number of shards;
 * `onlyStale` skips those younger than the sync interval (what a page asks when it opens).
 * POST /api/instances/[ref]/refresh reads one instance now and answers its `InstancePage`.
 */
export const CloudHealth = z.object({
  shards: z.array(Shard),
  accounts: z.array(
    z.object({ id: z.string(), name: z.string(), provider: z.string(), paused: z.boolean(), unlocked: z.boolean() }),
  ),
  /** Pairs of accounts that see the same instances (service, region and id), and how many; each account once per pair. */
  doubles: z.array(z.object({ accountIds: z.tuple([z.string(), z.string()]), count: z.number().int() })),
  now: z.string(),
})
export type CloudHealth = z.infer<typeof CloudHealth>

export const RefreshRequest = z.strictObject({
  accountIds: z.array(z.string().max(64)).max(500).optional(),
  onlyStale: z.boolean().optional(),
})

/** GET /api/overview. An instance that several accounts see counts once, for the account whose reference comes first. */
export const Overview = z.object({
  total: z.number().int(),
  /** Further sights of instances that another account sees as well, left out of every count. */
  doubles: z.number().int(),
  byProvider: z.array(z.object({ provider: z.string(), count: z.number().int(), memoryMb: z.number() })),
  byStatus: z.array(z.object({ status: z.string(), count: z.number().int() })),
  byRegion: z.array(z.object({ provider: z.string(), region: z.string(), count: z.number().int() })),
  byEngine: z.array(z.object({ engine: z.string(), version: z.string().nullable(), count: z.number().int() })),
  byEnvironment: z.array(z.object({ environment: z.string(), count: z.number().int() })),
  /**
   * Subscriptions that end within 30 days or ended and are still there, soonest first, at most 10; how many there are, and how
   * many of them ended. What its cloud calls expired is in trouble instead.
   */
  expiring: z.object({ count: z.number().int(), ended: z.number().int(), items: z.array(Instance) }),
  /** Instances in error, expired, locked or unknown, at most 10. */
  trouble: z.object({ count: z.number().int(), items: z.array(Instance) }),
})
export type Overview = z.infer<typeof Overview>

/**
 * GET /api/events : one server-sent-event stream per browser. `data` is one of these.
 * - inventory: rows of an account's region changed or its reading moved on
 * - instance: one instance was read
 * - change: a change of an instance moved on; `who` asked for it
 * - batch: a batch of changes moved on; one of its accounts is named
 * - account, probe: settings or a permission probe changed
 * - session: this session ended; the page goes to sign-in
 */
export const LiveEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), now: z.string(), version: z.string() }),
  z.object({
    type: z.literal('inventory'),
    accountId: z.string(),
    service: z.string(),
    region: z.string(),
    state: z.string(),
  }),
  z.object({ type: z.literal('instance'), ref: z.string() }),
  z.object({
    type: z.literal('change'),
    id: z.string(),
    accountId: z.string(),
    ref: z.string(),
    state: ChangeState,
    action: ActionId,
    who: z.string(),
  }),
  z.object({ type: z.literal('batch'), id: z.string(), accountId: z.string() }),
  z.object({ type: z.literal('account'), accountId: z.string() }),
  z.object({ type: z.literal('probe'), accountId: z.string() }),
  z.object({ type: z.literal('session') }),
])
export type LiveEvent = z.infer<typeof LiveEvent>
