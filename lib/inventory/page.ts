import { sql } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { inScope } from '@/lib/bff/permission'
import { problem } from '@/lib/bff/problem'
import { db } from '@/lib/db/client'
import { inventory, shards } from '@/lib/db/schema'
import { type InstanceKey, refOf } from '@/lib/model/instance'
import { TOMBSTONE } from './lease'
import { FROM, INSTANCE, iso } from './select'

/** A `Shard` of the model, as json. */
const SHARD = sql`json_build_object(
  'accountId', ${shards.accountId}, 'service', ${shards.service}, 'region', ${shards.region},
  'state', ${shards.state}, 'okAt', ${iso(sql`${shards.okAt}`)}, 'instances', ${shards.instances},
  'errorKind', ${shards.errorKind}, 'errorCode', ${shards.errorCode}, 'errorMessage', ${shards.errorMessage},
  'errorRequestId', ${shards.errorRequestId}, 'failedSince', ${iso(sql`${shards.failedSince}`)},
  'nextTryAt', ${iso(sql`${shards.nextTryAt}`)})`

/**
 * What the database knows of one instance, as the JSON text of an `InstancePage`.
 * Throws `not-found`, and `forbidden-scope` when its account is not the actor's.
 */
export async function readPage(actor: Actor, key: InstanceKey): Promise<string> {
  const { rows } = await db().execute<{ id: string; environment: string; team: string; body: string }>(sql`
    select accounts.id, accounts.environment, accounts.team, json_build_object(
      'instance', ${INSTANCE},
      'detail', ${inventory.detail},
      'detailAt', ${iso(sql`${inventory.detailAt}`)},
      'raw', json_build_object('list', ${inventory.raw}, 'detail', ${inventory.detailRaw}),
      'shard', (select ${SHARD} from ${shards} where ${shards.accountId} = ${inventory.accountId}
        and ${shards.service} = ${inventory.service} and ${shards.region} = ${inventory.region}),
      'goneAt', ${iso(sql`${inventory.goneAt}`)})::text as body
    ${FROM} where ${inventory.ref} = ${refOf(key)}
      and (${inventory.goneAt} is null or ${inventory.goneAt} > now() - ${TOMBSTONE})`)
  const row = rows[0]
  if (!row) throw problem('not-found')
  if (!inScope(actor.scope, row)) throw problem('forbidden-scope')
  return row.body
}
