import { and, asc, eq, sql } from 'drizzle-orm'
import { shardView } from '@/lib/accounts/view'
import { canonicalJson } from '@/lib/audit/canonical'
import { opens } from '@/lib/bff/credentials'
import { scopeFilter } from '@/lib/bff/permission'
import { db } from '@/lib/db/client'
import { accounts, credentials, inventory, shards } from '@/lib/db/schema'
import type { Scope } from '@/lib/model/access'
import type { CloudHealth } from '@/lib/model/fleet'
import { keptAnswer } from './kept'
import { run } from './run'
import { visible } from './select'

/** How every shard that a scope may see was last read. */
export async function cloudHealth(scope: Scope): Promise<CloudHealth> {
  const [accountRows, shardRows, doubles] = await Promise.all([
    db()
      .select()
      .from(accounts)
      .leftJoin(credentials, and(eq(credentials.accountId, accounts.id), eq(credentials.state, 'active')))
      .where(scopeFilter(scope))
      .orderBy(asc(accounts.name)),
    db()
      .select({ shard: shards })
      .from(shards)
      .innerJoin(accounts, eq(accounts.id, shards.accountId))
      .where(scopeFilter(scope))
      .orderBy(asc(accounts.name), asc(shards.service), asc(shards.region)),
    doublesOf(scope),
  ])
  return {
    shards: shardRows.map(({ shard }) => shardView(shard)),
    accounts: accountRows.map(({ accounts: { id, name, provider, paused }, credentials: key }) => ({
      id,
      name,
      provider,
      paused,
      unlocked: key ? opens(key) : false,
    })),
    doubles,
    now: new Date().toISOString(),
  }
}

async function doublesOf(scope: Scope): Promise<CloudHealth['doubles']> {
  const text = await keptAnswer(canonicalJson(['doubles', scope]), async () => JSON.stringify(await findDoubles(scope)))
  return JSON.parse(text)
}

/** Two accounts of one cloud whose keys see the same instances: without a word of it the fleet would look larger. */
const findDoubles = (scope: Scope) =>
  run<CloudHealth['doubles'][number]>(sql`
    with twice as (
      select array_agg(${inventory.accountId} order by ${inventory.accountId}) as ids
      from ${inventory} join ${accounts} on ${accounts.id} = ${inventory.accountId} where ${visible(scope)}
      group by ${inventory.service}, ${inventory.region}, ${inventory.instanceId} having count(*) > 1)
    select json_build_array(a, b) as "accountIds", count(*)::int as count
    from twice, unnest(ids) as a, unnest(ids) as b where a < b group by a, b order by count(*) desc, a, b`)
