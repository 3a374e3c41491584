import { eq, inArray } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { inScope } from '@/lib/bff/permission'
import { problem } from '@/lib/bff/problem'
import { changeBatches, changeBatchRows } from '@/lib/db/batch-schema'
import { db } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { accounts, inventory } from '@/lib/db/schema'
import { wake } from '@/lib/jobs/wake'
import { ACTIONS, type ActionId, isOfInstance } from '@/lib/model/action'
import type { Batch, BatchChoices, BatchDraft } from '@/lib/model/batch'
import { keyOf } from '@/lib/model/instance'
import type { ServiceId } from '@/lib/operation'
import { ACTIONS_OF } from '@/lib/providers/action-registry'
import { reasonAgainst } from '@/lib/providers/actions'
import { bareDetail } from '@/lib/providers/facts'
import { redact } from '@/lib/redact'
import { readBatch } from './read'
import { sealChosen } from './sealed'
import { BATCHES, moveBatch } from './store'

/**
 * Keeps a batch whose rows a worker then plans. Rows that cannot be planned say so one by one. Throws `bad-input` for
 * what is no instance's name, and `forbidden-scope` when an account of one is not in the actor's scope.
 */
export async function draftBatch(actor: Actor, draft: BatchDraft): Promise<Batch> {
  if (actor.id === null) throw problem('not-found')
  const known = await knownOf(actor, draft.refs)
  const id = newId()
  const services = [...new Set(known.map(({ service }) => service))]
  const paramsOf = Object.fromEntries(
    services.map((service) => [service, draft.paramsOf[service] ?? draft.params] as const),
  )
  const sealed = await sealChosen(id, paramsOf)
  await db().transaction(async (tx) => {
    const [batch] = await tx
      .insert(changeBatches)
      .values({
        id,
        action: draft.action,
        state: 'planning',
        params: {},
        paramsOf: Object.fromEntries(
          services.map((service) => [service, blanked(service, draft.action, paramsOf[service] ?? {})]),
        ),
        sealed,
        width: draft.width,
        onFailure: draft.onFailure,
        reason: draft.reason ?? null,
        accountIds: [...new Set(known.map(({ accountId }) => accountId))],
        requestedBy: actor.id ?? '',
        requestedLabel: actor.label,
      })
      .returning()
    await tx.insert(changeBatchRows).values(
      known.map(({ ref, instanceId, name }, position) => ({
        batchId: id,
        position,
        ref,
        instanceId,
        instanceName: name,
      })),
    )
    if (batch) await moveBatch(tx, batch, {}, 'drafted', actor.label, { rows: known.length })
    await wake(BATCHES, tx)
  })
  return readBatch(actor, id, { offset: 0 })
}

/** What was chosen, secrets blanked; of a service that has no such action nothing is kept: nobody knows its secrets. */
function blanked(service: ServiceId, action: ActionId, params: Record<string, unknown>): Record<string, unknown> {
  const schema = ACTIONS_OF[service][action]?.params
  return schema ? (redact(schema, params) as Record<string, unknown>) : {} // an object stays one
}

interface Known {
  ref: string
  service: ServiceId
  accountId: string
  instanceId: string
  name: string
}

async function knownOf(actor: Actor, refs: readonly string[]): Promise<Known[]> {
  const keys = refs.map((ref, at) => {
    const key = keyOf(ref)
    if (!key) throw problem('bad-input', { fields: { [`refs.${at}`]: { code: 'invalid' } } })
    return { ref, key }
  })
  const named = await db()
    .select({ ref: inventory.ref, name: inventory.name })
    .from(inventory)
    .where(inArray(inventory.ref, [...refs]))
  const ids = [...new Set(keys.map(({ key }) => key.accountId))]
  const owners = await db().select().from(accounts).where(inArray(accounts.id, ids))
  const allMine = ids.every((id) => owners.some((account) => account.id === id && inScope(actor.scope, account)))
  if (actor.scope.kind !== 'all' && !allMine) throw problem('forbidden-scope')
  const names = new Map(named.map(({ ref, name }) => [ref, name]))
  return keys.map(({ ref, key }) => ({
    ref,
    service: key.service,
    accountId: key.accountId,
    instanceId: key.id,
    name: names.get(ref) ?? '',
  }))
}

/** They name a backup or an event of one instance, or are done to its account. */
const OF_ONE: readonly ActionId[] = [
  'restore',
  'restore-file',
  'backup-rename',
  'backup-export',
  'backup-delete',
  'maintenance-event',
  'log-permission',
]

/** What can be done with these instances, by the facts that the inventory has. Throws `forbidden-scope`. */
export async function batchChoices(actor: Actor, refs: readonly string[]): Promise<BatchChoices> {
  const rows = await db()
    .select({ row: inventory, account: accounts })
    .from(inventory)
    .innerJoin(accounts, eq(accounts.id, inventory.accountId))
    .where(inArray(inventory.ref, [...refs]))
  if (rows.some(({ account }) => !inScope(actor.scope, account))) throw problem('forbidden-scope')
  const here = rows.flatMap(({ row }) => {
    const key = row.goneAt === null ? keyOf(row.ref) : undefined
    return key ? [{ row, service: key.service }] : []
  })
  const now = new Date()
  const can: BatchChoices['can'] = {}
  for (const action of ACTIONS) {
    if (OF_ONE.includes(action)) continue
    if (!isOfInstance(action) || !here.some(({ service }) => ACTIONS_OF[service][action])) continue
    const asked = here.map(({ row: { ref, detail, facts }, service }) => ({
      ref,
      reason: reasonAgainst(ACTIONS_OF[service][action], { ...(detail ?? bareDetail(facts)), facts }, now),
    }))
    can[action] = {
      yes: asked.filter(({ reason }) => reason === null).map(({ ref }) => ref),
      no: asked.flatMap(({ ref, reason }) => (reason ? [{ ref, reason }] : [])),
    }
  }
  return {
    instances: here.map(({ row: { ref, name, instanceId }, service }) => ({ ref, name, id: instanceId, service })),
    can,
  }
}
