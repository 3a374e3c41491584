import { USUAL_SIZING } from '@/lib/model/sizing'
import type { Method, Sent } from './in-process'
import { PASSWORD } from './password'

/** What a request of the matrix may name: made anew for each. */
export interface Fixture {
  accountId: string
  ref: string
  /** A person other than the caller. */
  userId: string
  /** The caller's own session; `none` when nobody is signed in. */
  sessionId: string
  unique: string
  /** The caller's own plan, not confirmed. */
  planned: string
  /** A change of somebody else that waits for approval. */
  waiting: string
  /** Batches of one row: the caller's own plan, one of somebody else that waits, one that runs, and the caller's that stopped. */
  batch: { planned: string; waiting: string; running: string; stopped: string }
}

/** `elsewhere` is an admin whose scope holds none of the fixture's accounts. */
export const CALLERS = ['anonymous', 'viewer', 'operator', 'admin', 'disabled', 'elsewhere'] as const
export type Caller = (typeof CALLERS)[number]

export interface Row {
  /** Expected status of each caller, in the order of CALLERS. */
  status: readonly [number, number, number, number, number, number]
  /** A request that is right in everything but perhaps the caller. */
  request?: (fixture: Fixture) => Sent
}

const account = ({ accountId }: Fixture): Sent => ({ values: { id: accountId } })
const KEYS = { accessKeyId: 'MATRIX-KEY-0001', accessKeySecret: 'matrix-secret-0001' }

const REGIONS_OF_A_CLOUD = { service: 'alibaba-kvstore', action: 'DescribeRegions' }
const CREATED = { name: 'created', class: 'redis.master.small.default', zone: 'cn-beijing-h' }
const aCall = ({ accountId }: Fixture) => ({ accountId, region: 'cn-beijing', input: {} })

const all = (status: number) => [status, status, status, status, status, status] as const
/** Only for admins of all accounts: people and settings are the whole deployment's. */
const wholeAdmins = [401, 403, 403, 200, 401, 403] as const
const ended = [401, 204, 204, 204, 401, 204] as const
const signedIn = [401, 200, 200, 200, 401, 200] as const
/** With a scope of some accounts they see the entries of these accounts. */
const admins = [401, 403, 403, 200, 401, 200] as const
/** Operators and admins in scope. */
const changing = [401, 403, 200, 200, 401, 403] as const
const adminsInScope = [401, 403, 403, 200, 401, 403] as const

/** An hour that its cloud still keeps. */
const SLOW_SPAN = () =>
  `?${new URLSearchParams({ from: new Date(Date.now() - 3_600_000).toISOString(), to: new Date().toISOString() })}`

/**
 * Every route and method under `app/api`, and what each kind of caller gets. A route that is not here fails the test:
 * deciding who may call it is part of writing it.
 */
export const MATRIX: Record<`${Method} /api/${string}`, Row> = {
  'GET /api/accounts': { status: signedIn },
  'POST /api/accounts': {
    status: [401, 403, 403, 201, 401, 403],
    request: ({ unique }) => ({
      body: {
        ...KEYS,
        name: `made-${unique}`,
        provider: 'jdcloud',
        scheme: 'jdcloud2',
        services: ['jdcloud-redis'],
        regions: ['cn-north-1'],
        environment: 'production',
        team: 'payments',
      },
    }),
  },
  'GET /api/accounts/[id]': { status: [401, 200, 200, 200, 401, 403], request: account },
  'PATCH /api/accounts/[id]': {
    status: adminsInScope,
    request: (fixture) => ({ ...account(fixture), body: { version: 1, concurrency: 3 } }),
  },
  'DELETE /api/accounts/[id]': { status: [401, 403, 403, 204, 401, 403], request: account },
  'POST /api/accounts/[id]/keys': {
    status: [401, 403, 403, 202, 401, 403],
    request: (fixture) => ({ ...account(fixture), body: KEYS }),
  },
  'DELETE /api/accounts/[id]/keys': { status: [401, 403, 403, 200, 401, 403], request: account },
  'GET /api/accounts/[id]/probe': { status: [401, 200, 200, 200, 401, 403], request: account },
  'POST /api/accounts/[id]/probe': { status: [401, 403, 202, 202, 401, 403], request: account },
  // Admitted; but the fixture's account has no service with such groups.
  'GET /api/accounts/[id]/groups': {
    status: [401, 404, 404, 404, 401, 403],
    request: (fixture) => ({ ...account(fixture), query: '?region=cn-beijing' }),
  },
  'GET /api/accounts/[id]/groups/[group]': {
    status: [401, 404, 404, 404, 401, 403],
    request: ({ accountId }) => ({
      values: { id: accountId, group: 'g' },
      query: '?region=cn-beijing&zone=cn-beijing-a',
    }),
  },
  // Admitted; but the fixture's account has no service with such groups.
  'GET /api/accounts/[id]/parameter-groups': {
    status: [401, 404, 404, 404, 401, 403],
    request: (fixture) => ({ ...account(fixture), query: '?region=cn-beijing' }),
  },
  'GET /api/accounts/[id]/parameter-groups/[group]': {
    status: [401, 404, 404, 404, 401, 403],
    request: ({ accountId }) => ({
      values: { id: accountId, group: 'g' },
      query: '?region=cn-beijing&zone=cn-beijing-a',
    }),
  },
  'GET /api/accounts/[id]/parameter-defaults': {
    status: [401, 404, 404, 404, 401, 403],
    request: (fixture) => ({ ...account(fixture), query: '?region=cn-beijing&zone=cn-beijing-a&version=5.0' }),
  },
  'GET /api/providers': { status: signedIn },
  'GET /api/audit': { status: admins },
  'GET /api/audit/export': { status: admins },
  'GET /api/settings': { status: admins },
  'PATCH /api/settings': {
    status: wholeAdmins,
    request: () => ({ body: { version: 0, organisation: 'Matrix Ltd' } }),
  },
  'GET /api/rate-card': { status: signedIn },
  'GET /api/rate-card/export': { status: signedIn },
  'GET /api/rate-card/template': { status: admins },
  'PUT /api/rate-card': {
    status: wholeAdmins,
    request: () => ({ body: { version: 0, validFrom: '2026-01-01', lines: [] } }),
  },
  'POST /api/rate-card/import': {
    status: wholeAdmins,
    request: () => ({ body: { version: 0, validFrom: '2026-01-01', csv: '', mode: 'replace', check: true } }),
  },

  'POST /api/costs/amounts': { status: signedIn, request: () => ({ body: { refs: [] } }) },
  'GET /api/costs': { status: signedIn },
  'POST /api/costs/refresh': { status: signedIn, request: () => ({ body: {} }) },
  'GET /api/costs/prices': { status: signedIn },
  'GET /api/costs/renewals': { status: signedIn },
  'GET /api/costs/renewals/export': { status: signedIn },
  'GET /api/costs/renewals/refs': { status: signedIn },
  'POST /api/costs/renewals/sum': { status: signedIn, request: ({ ref }) => ({ body: { refs: [ref] } }) },
  'GET /api/costs/reports': { status: signedIn },
  'GET /api/costs/reports/export': { status: signedIn },
  'GET /api/costs/rates': { status: signedIn },
  'PUT /api/costs/rates': {
    status: wholeAdmins,
    request: () => ({ body: { version: 0, currency: 'CNY', rates: [] } }),
  },
  'GET /api/costs/rules': { status: signedIn },
  'PUT /api/costs/rules': { status: wholeAdmins, request: () => ({ body: { version: 0, rules: [] } }) },
  'POST /api/costs/rules/preview': { status: wholeAdmins, request: () => ({ body: { rules: [] } }) },
  'GET /api/costs/sizing': { status: signedIn },
  'GET /api/costs/sizing/export': { status: signedIn },
  'POST /api/costs/sizing/collect': {
    status: [401, 403, 200, 200, 401, 403],
    request: ({ ref }) => ({ body: { refs: [ref] } }),
  },
  'GET /api/costs/sizing/thresholds': { status: signedIn },
  'PUT /api/costs/sizing/thresholds': {
    status: wholeAdmins,
    request: () => ({ body: { version: 0, values: USUAL_SIZING } }),
  },
  'GET /api/costs/sizing/[ref]': {
    status: [401, 200, 200, 200, 401, 403],
    request: ({ ref }) => ({ values: { ref } }),
  },
  // Admitted; but nothing was found that could be ignored.
  'PUT /api/costs/sizing/[ref]/ignore': {
    status: [401, 403, 400, 400, 401, 403],
    request: ({ ref }) => ({
      values: { ref },
      body: {
        kind: 'idle',
        reason: 'for the sale',
        until: new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10),
      },
    }),
  },
  'DELETE /api/costs/sizing/[ref]/ignore': {
    status: [401, 403, 200, 200, 401, 403],
    request: ({ ref }) => ({ values: { ref }, query: '?kind=idle' }),
  },
  'GET /api/backups': { status: signedIn },
  'GET /api/backups/export': { status: signedIn },
  'GET /api/backups/refs': { status: signedIn },
  'POST /api/backups/refresh': { status: signedIn, request: () => ({ body: {} }) },
  'GET /api/parameter-templates': { status: signedIn },
  'POST /api/parameter-templates': {
    status: [401, 403, 201, 201, 401, 201],
    request: ({ unique }) => ({
      body: { name: `made-${unique}`, service: 'alibaba-kvstore', values: { timeout: '60' } },
    }),
  },
  // Admitted; but there is no such template.
  'PUT /api/parameter-templates/[id]': {
    status: [401, 403, 404, 404, 401, 404],
    request: ({ unique }) => ({
      values: { id: 'aaaaaaaaaaaaaaaa' },
      body: { name: `made-${unique}`, service: 'alibaba-kvstore', values: { timeout: '60' }, revision: 1 },
    }),
  },
  'DELETE /api/parameter-templates/[id]': {
    status: [401, 403, 404, 404, 401, 404],
    request: () => ({ values: { id: 'aaaaaaaaaaaaaaaa' } }),
  },

  'GET /api/instances': { status: signedIn },
  'GET /api/instances/export': { status: signedIn },
  'GET /api/instances/facets': { status: signedIn },
  'GET /api/instances/refs': { status: signedIn },
  'GET /api/instances/sparks': { status: signedIn },
  'GET /api/instances/[ref]': {
    status: [401, 200, 200, 200, 401, 403],
    request: ({ ref }) => ({ values: { ref } }),
  },
  // Admitted; but no cloud can be reached from here.
  'POST /api/instances/[ref]/refresh': {
    status: [401, 502, 502, 502, 401, 403],
    request: ({ ref }) => ({ values: { ref } }),
  },
  'POST /api/instances/refresh': { status: signedIn, request: () => ({ body: {} }) },
  // Admitted; but no cloud can be reached from here.
  'GET /api/instances/[ref]/billing': {
    status: [401, 502, 502, 502, 401, 403],
    request: ({ ref }) => ({ values: { ref } }),
  },
  'GET /api/instances/[ref]/access': {
    status: [401, 502, 502, 502, 401, 403],
    request: ({ ref }) => ({ values: { ref } }),
  },
  'GET /api/instances/[ref]/backups': {
    status: [401, 502, 502, 502, 401, 403],
    request: ({ ref }) => ({ values: { ref } }),
  },
  'POST /api/instances/[ref]/backups/link': {
    status: [401, 403, 502, 502, 401, 403],
    request: ({ ref }) => ({ values: { ref }, body: { id: '1', startedAt: '2026-01-01T00:00:00Z' } }),
  },
  'GET /api/instances/[ref]/parameters': {
    status: [401, 502, 502, 502, 401, 403],
    request: ({ ref }) => ({ values: { ref } }),
  },
  'GET /api/instances/[ref]/parameters/history': {
    status: [401, 200, 200, 200, 401, 403],
    request: ({ ref }) => ({ values: { ref } }),
  },
  // Admitted; but it has no such snapshot.
  'GET /api/instances/[ref]/parameters/history/[id]': {
    status: [401, 404, 404, 404, 401, 403],
    request: ({ ref }) => ({ values: { ref, id: '1' } }),
  },
  'GET /api/instances/[ref]/actions': {
    status: [401, 200, 200, 200, 401, 403],
    request: ({ ref }) => ({ values: { ref } }),
  },
  // Admitted; but no cloud can be reached from here.
  'GET /api/instances/[ref]/offers': {
    status: [401, 502, 502, 502, 401, 403],
    request: ({ ref }) => ({ values: { ref } }),
  },
  // A use that its cloud cannot be asked for is not known.
  'GET /api/instances/[ref]/usage': {
    status: [401, 200, 200, 200, 401, 403],
    request: ({ ref }) => ({ values: { ref } }),
  },
  // A list that its cloud refuses, or cannot be asked for, says so.
  'GET /api/instances/[ref]/choices': {
    status: [401, 200, 200, 200, 401, 403],
    request: ({ ref }) => ({ values: { ref }, query: '?action=move-zone' }),
  },
  // A standard instance is one node: what can be charted of it is known without asking.
  'GET /api/instances/[ref]/monitoring': {
    status: [401, 200, 200, 200, 401, 403],
    request: ({ ref }) => ({ values: { ref } }),
  },
  // What its cloud does not tell is named in the answer.
  'GET /api/instances/[ref]/marks': {
    status: [401, 200, 200, 200, 401, 403],
    request: ({ ref }) => ({ values: { ref }, query: '?from=2026-01-01T00:00:00Z&to=2026-01-01T03:00:00Z' }),
  },
  'GET /api/instances/[ref]/metrics': {
    status: [401, 502, 502, 502, 401, 403],
    request: ({ ref }) => ({
      values: { ref },
      query: '?from=2026-01-01T00:00:00Z&to=2026-01-01T03:00:00Z&series=node.CpuUsage',
    }),
  },
  'GET /api/instances/[ref]/collection': {
    status: [401, 200, 200, 200, 401, 403],
    request: ({ ref }) => ({ values: { ref } }),
  },
  'PUT /api/instances/[ref]/collection': {
    status: [401, 403, 200, 200, 401, 403],
    request: ({ ref }) => ({ values: { ref }, body: { on: true } }),
  },
  'GET /api/slow': { status: signedIn },
  'PUT /api/slow/remarks': {
    status: [401, 403, 404, 404, 401, 403],
    request: ({ ref }) => ({ body: { ref, pattern: 1, mutedUntil: null, owner: '', note: '' } }),
  },
  'GET /api/instances/[ref]/slow-log': {
    status: [401, 502, 502, 502, 401, 403],
    request: ({ ref }) => ({ values: { ref }, query: SLOW_SPAN() }),
  },
  'POST /api/instances/[ref]/slow-log/reveal': {
    status: [401, 403, 502, 502, 401, 403],
    request: ({ ref }) => ({
      values: { ref },
      body: { from: new Date(Date.now() - 3_600_000).toISOString(), to: new Date().toISOString() },
    }),
  },
  // Of a cloud that cannot be reached.
  'GET /api/instances/[ref]/topology': {
    status: [401, 502, 502, 502, 401, 403],
    request: ({ ref }) => ({ values: { ref } }),
  },
  'GET /api/instances/[ref]/key-analysis': {
    status: [401, 502, 502, 502, 401, 403],
    request: ({ ref }) => ({ values: { ref } }),
  },
  'POST /api/instances/[ref]/key-analysis/reveal': {
    status: [401, 403, 502, 502, 401, 403],
    request: ({ ref }) => ({ values: { ref }, body: {} }),
  },
  'GET /api/instances/[ref]/tasks': {
    status: [401, 502, 502, 502, 401, 403],
    request: ({ ref }) => ({ values: { ref } }),
  },
  'GET /api/instances/[ref]/logs': {
    status: [401, 502, 502, 502, 401, 403],
    request: ({ ref }) => ({ values: { ref }, query: SLOW_SPAN() }),
  },
  'POST /api/instances/[ref]/logs/reveal': {
    status: [401, 403, 502, 502, 401, 403],
    request: ({ ref }) => ({
      values: { ref },
      body: { from: new Date(Date.now() - 3_600_000).toISOString(), to: new Date().toISOString() },
    }),
  },
  // An account that cannot be reached is told beside the others.
  'GET /api/maintenance': { status: [401, 200, 200, 200, 401, 200] },
  'GET /api/offers': {
    status: [401, 502, 502, 502, 401, 403],
    request: ({ accountId }) => ({
      query: `?accountId=${accountId}&service=alibaba-kvstore&region=cn-beijing&chargeType=pay-as-you-go`,
    }),
  },
  // A price that cannot be asked for is a row without one.
  'POST /api/offers/prices': {
    status: [401, 200, 200, 200, 401, 403],
    request: ({ accountId }) => ({
      body: {
        accountId,
        service: 'alibaba-kvstore',
        region: 'cn-beijing',
        chargeType: 'pay-as-you-go',
        classes: ['redis.master.small.default'],
      },
    }),
  },
  'GET /api/changes': { status: signedIn },
  // Admitted; but no cloud can be reached from here.
  'POST /api/changes': {
    status: [401, 403, 502, 502, 401, 403],
    request: ({ ref }) => ({ body: { ref, action: 'rename', params: { name: 'another' } } }),
  },
  // Admitted; but no cloud can be reached from here.
  'POST /api/changes/create': {
    status: [401, 403, 201, 201, 401, 403],
    request: ({ accountId }) => ({
      body: { service: 'alibaba-kvstore', accountId, region: 'cn-beijing', params: CREATED },
    }),
  },
  'GET /api/create/choices': {
    status: [401, 200, 200, 200, 401, 403],
    request: ({ accountId }) => ({ query: `?service=alibaba-kvstore&accountId=${accountId}&region=cn-beijing` }),
  },
  'GET /api/create/like': { status: [401, 200, 200, 200, 401, 403], request: ({ ref }) => ({ query: `?ref=${ref}` }) },
  'GET /api/changes/tray': { status: signedIn },
  'GET /api/changes/export': { status: signedIn },
  'GET /api/changes/[id]': {
    status: [401, 200, 200, 200, 401, 403],
    request: ({ waiting }) => ({ values: { id: waiting } }),
  },
  'GET /api/changes/[id]/now': {
    status: [401, 502, 502, 502, 401, 403],
    request: ({ waiting }) => ({ values: { id: waiting } }),
  },
  'POST /api/changes/[id]/confirm': {
    status: changing,
    request: ({ planned }) => ({ values: { id: planned }, body: {} }),
  },
  'POST /api/changes/[id]/withdraw': { status: changing, request: ({ planned }) => ({ values: { id: planned } }) },
  'POST /api/changes/[id]/approve': { status: changing, request: ({ waiting }) => ({ values: { id: waiting } }) },
  'POST /api/changes/[id]/reject': {
    status: changing,
    request: ({ waiting }) => ({ values: { id: waiting }, body: { reason: 'not today' } }),
  },
  // Admitted; but it did not go without approval.
  'POST /api/changes/[id]/acknowledge': {
    status: [401, 403, 403, 409, 401, 403],
    request: ({ waiting }) => ({ values: { id: waiting } }),
  },
  // Admitted; but it waits, and nobody has to look.
  'POST /api/changes/[id]/conclude': {
    status: [401, 403, 409, 409, 401, 403],
    request: ({ waiting }) => ({ values: { id: waiting }, body: { conclusion: 'happened' } }),
  },
  'GET /api/batches': { status: signedIn },
  // Its rows are planned later, by a worker.
  'POST /api/batches': {
    status: [401, 403, 201, 201, 401, 403],
    request: ({ ref }) => ({ body: { action: 'restart', refs: [ref] } }),
  },
  'POST /api/batches/choices': { status: changing, request: ({ ref }) => ({ body: { refs: [ref] } }) },
  'GET /api/batches/[id]': {
    status: [401, 200, 200, 200, 401, 403],
    request: ({ batch }) => ({ values: { id: batch.waiting } }),
  },
  'POST /api/batches/[id]/leave-out': {
    status: changing,
    request: ({ batch }) => ({ values: { id: batch.planned }, body: { positions: [0], out: true } }),
  },
  'POST /api/batches/[id]/confirm': {
    status: changing,
    request: ({ batch }) => ({ values: { id: batch.planned }, body: { rows: 1 } }),
  },
  'POST /api/batches/[id]/withdraw': {
    status: changing,
    request: ({ batch }) => ({ values: { id: batch.planned } }),
  },
  'POST /api/batches/[id]/approve': { status: changing, request: ({ batch }) => ({ values: { id: batch.waiting } }) },
  'POST /api/batches/[id]/reject': {
    status: changing,
    request: ({ batch }) => ({ values: { id: batch.waiting }, body: { reason: 'not today' } }),
  },
  'POST /api/batches/[id]/stop': { status: changing, request: ({ batch }) => ({ values: { id: batch.running } }) },
  'POST /api/batches/[id]/resume': {
    status: changing,
    request: ({ batch }) => ({ values: { id: batch.stopped }, body: {} }),
  },
  'GET /api/approval-policies': { status: signedIn },
  'PUT /api/approval-policies': { status: wholeAdmins, request: () => ({ body: { version: 0, policies: [] } }) },
  'GET /api/clouds': { status: signedIn },
  'GET /api/events': { status: signedIn },
  'GET /api/overview': { status: signedIn },
  'GET /api/operations/history': { status: signedIn },
  'POST /api/operations/[service]/[action]/preview': {
    status: [401, 200, 200, 200, 401, 403],
    request: (fixture) => ({ values: REGIONS_OF_A_CLOUD, body: aCall(fixture) }),
  },
  // Admitted; but no cloud can be reached from here.
  'POST /api/operations/[service]/[action]': {
    status: [401, 502, 502, 502, 401, 403],
    request: (fixture) => ({ values: REGIONS_OF_A_CLOUD, body: aCall(fixture) }),
  },

  'GET /api/me': { status: signedIn },
  'PATCH /api/me': { status: signedIn, request: () => ({ body: { name: 'Somebody Else' } }) },
  'PUT /api/me/password': {
    status: ended,
    request: ({ unique }) => ({ body: { current: PASSWORD, next: `quite another ${unique}` } }),
  },
  'GET /api/me/sessions': { status: signedIn },
  'DELETE /api/me/sessions': { status: ended },
  'DELETE /api/me/sessions/[id]': { status: ended, request: ({ sessionId }) => ({ values: { id: sessionId } }) },
  'GET /api/users': { status: wholeAdmins },
  'POST /api/users': {
    status: [401, 403, 403, 201, 401, 403],
    request: ({ unique }) => ({
      body: { email: `new-${unique}@example.com`, name: 'New', role: 'viewer', scope: { kind: 'all' } },
    }),
  },
  'PATCH /api/users/[id]': {
    status: wholeAdmins,
    request: ({ userId }) => ({ values: { id: userId }, body: { role: 'operator' } }),
  },
  'DELETE /api/users/[id]': {
    status: [401, 403, 403, 204, 401, 403],
    request: ({ userId }) => ({ values: { id: userId } }),
  },
  'POST /api/users/[id]/reset': {
    status: [401, 403, 403, 201, 401, 403],
    request: ({ userId }) => ({ values: { id: userId } }),
  },

  // Public: what they ask for is a token or a password, not a session. Here they get none that works.
  'GET /api/health': { status: all(200) },
  'GET /api/auth-options': { status: all(200) },
  'POST /api/setup': {
    status: all(409),
    request: ({ unique }) => ({
      body: { token: 'none', email: `first-${unique}@example.com`, name: 'First', password: `a long one ${unique}` },
    }),
  },
  'POST /api/invites/look': { status: all(410), request: () => ({ body: { token: 'none' } }) },
  'POST /api/invites/accept': {
    status: all(410),
    request: ({ unique }) => ({ body: { token: 'none', password: `a long one ${unique}` } }),
  },
  // The session endpoint of next-auth would believe a token without asking the database: it is not there.
  'GET /api/auth/[...nextauth]': { status: all(404), request: () => ({ values: { nextauth: 'session' } }) },
  'POST /api/auth/[...nextauth]': { status: all(404), request: () => ({ values: { nextauth: 'session' }, body: {} }) },
  'GET /api/[...unknown]': { status: all(404) },
  'POST /api/[...unknown]': { status: all(404), request: () => ({ body: {} }) },
  'PUT /api/[...unknown]': { status: all(404), request: () => ({ body: {} }) },
  'PATCH /api/[...unknown]': { status: all(404), request: () => ({ body: {} }) },
  'DELETE /api/[...unknown]': { status: all(404) },
}
