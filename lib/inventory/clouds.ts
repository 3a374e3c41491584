import { and, asc, eq } from 'drizzle-orm'
import { shardView } from '@/lib/accounts/view'
import { opens } from '@/lib/bff/credentials'
import { scopeFilter } from '@/lib/bff/permission'
import { db } from '@/lib/db/client'
import { accounts, credentials, shards } from '@/lib/db/schema'
import type { Scope } from '@/lib/model/access'
import type { CloudHealth } from '@/lib/model/fleet'

/** How every shard that a scope may see was last read. */
export async function cloudHealth(scope: Scope): Promise<CloudHealth> {
  const [accountRows, shardRows] = await Promise.all([
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
    now: new Date().toISOString(),
  }
}
