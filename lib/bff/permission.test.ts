import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/lib/db/client'
import { accounts } from '@/lib/db/schema'
import { testDatabase } from '@/lib/db/testing'
import { ROLES, type Scope } from '@/lib/model/access'
import { atLeast, inScope, scopeFilter } from './permission'

test('a role may do what the roles below it may, and no more', () => {
  const table = ROLES.map((role) => ROLES.map((needed) => atLeast(role, needed)))
  expect(table).toEqual([
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ])
})

const label = fc.constantFrom('', 'production', 'staging', 'cache', 'search', 'a', "o'hara", '%')
const account = fc.record({ id: fc.constantFrom('a1', 'a2', 'a3'), environment: label, team: label })
const scope: fc.Arbitrary<Scope> = fc.oneof(
  fc.constant<Scope>({ kind: 'all' }),
  fc.record({
    kind: fc.constant('some' as const),
    accounts: fc.uniqueArray(fc.constantFrom('a1', 'a2', 'a9')),
    environments: fc.uniqueArray(label),
    teams: fc.uniqueArray(label),
  }),
)

describe('scopes', () => {
  test('an empty scope grants nothing', () => {
    fc.assert(fc.property(account, (one) => !inScope({ kind: 'some', accounts: [], environments: [], teams: [] }, one)))
  })

  test('a label that an account does not have never matches', () => {
    fc.assert(
      fc.property(scope, (some) => {
        const bare = { id: 'other', environment: '', team: '' }
        return inScope(some, bare) === (some.kind === 'all')
      }),
    )
  })

  test('a wider scope never takes away', () => {
    fc.assert(
      fc.property(scope, account, label, (some, one, extra) => {
        if (some.kind === 'all') return true
        const wider: Scope = { ...some, teams: [...some.teams, extra] }
        return !inScope(some, one) || inScope(wider, one)
      }),
    )
  })
})

describe('the condition of a query', () => {
  let drop: () => Promise<void>
  beforeAll(async () => {
    drop = (await testDatabase()).drop
  })
  afterAll(() => drop())

  test('finds exactly the accounts that are in scope', async () => {
    await fc.assert(
      fc.asyncProperty(scope, account, async (some, one) => {
        await db().delete(accounts)
        await db()
          .insert(accounts)
          .values({
            ...one,
            name: 'x',
            provider: 'alibaba',
            services: ['alibaba-kvstore'],
            scheme: 'alibaba-rpc',
            regions: ['cn-beijing'],
            projectIds: ['0'],
            concurrency: 5,
            ratePerSecond: 10,
          })
        const found = await db().select({ id: accounts.id }).from(accounts).where(scopeFilter(some))
        expect(found.length === 1).toBe(inScope(some, one))
      }),
      { numRuns: 150 },
    )
    await db().delete(accounts).where(eq(accounts.name, 'x'))
  })
})
