import type { Method, Sent } from './in-process'

/** What a request of the matrix may name: made anew for each. */
export interface Fixture {
  accountId: string
  ref: string
  /** A person other than the caller. */
  userId: string
  /** The caller's own session; `none` when nobody is signed in. */
  sessionId: string
  unique: string
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

const everybody = [200, 200, 200, 200, 200, 200] as const
const signedIn = [401, 200, 200, 200, 401, 200] as const
const admins = [401, 403, 403, 200, 401, 200] as const
const adminsInScope = [401, 403, 403, 200, 401, 403] as const

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
  'GET /api/accounts/[id]/probe': { status: [401, 200, 200, 200, 401, 403], request: account },
  'POST /api/accounts/[id]/probe': { status: [401, 403, 202, 202, 401, 403], request: account },
  'GET /api/providers': { status: signedIn },
  'GET /api/audit': { status: admins },
  'GET /api/audit/export': { status: admins },
  'GET /api/settings': { status: admins },
  'PATCH /api/settings': {
    status: adminsInScope,
    request: () => ({ body: { version: 0, organisation: 'Matrix Ltd' } }),
  },

  'GET /api/instances': { status: signedIn },
  'GET /api/instances/export': { status: signedIn },
  'GET /api/instances/facets': { status: signedIn },
  'GET /api/instances/refs': { status: signedIn },
  'GET /api/instances/[ref]': {
    status: [401, 200, 200, 200, 401, 403],
    request: ({ ref }) => ({ values: { ref } }),
  },
  'GET /api/overview': { status: signedIn },
}
