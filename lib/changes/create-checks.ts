import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import type { Door } from '@/lib/bff/execute'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { inventory } from '@/lib/db/schema'
import { RUNNING_STATES } from '@/lib/model/change'
import type { InstanceKey } from '@/lib/model/instance'
import { type Check } from '@/lib/model/plan'
import type { Asked, Creation, Params, Told } from '@/lib/providers/creation'
import { ProviderError } from '@/lib/providers/error'
import type { OfferAsk } from '@/lib/providers/offers'
import { quotaCheck, stockToBuy } from './offer-checks'
import { here, subnetZone } from './subnet-zone'

export interface WantedNew {
  /** Of the change. */
  id: string
  /** Where it will be; the id stands for an instance that has no name yet. */
  key: InstanceKey
  ref: string
  creation: Creation
  params: Params
}

/**
 * What is asked of live facts before new instances are ordered, when it is planned and right before it is sent. A list
 * that its cloud refuses to give leaves the check unknown.
 */
export async function creationChecks(
  { call, settings }: Pick<Door, 'call' | 'settings'>,
  wanted: WantedNew,
  signal?: AbortSignal,
): Promise<Check[]> {
  const { creation, params, key } = wanted
  const text = (name: string) => (typeof params[name] === 'string' ? params[name] : undefined)
  const source = text('sourceInstanceId')
  const asked: Asked = { region: key.region, zone: text('zone'), source, signal }
  const told = async (name: string): Promise<Told[] | undefined> => {
    try {
      return await creation.listers[name]?.list(call, asked)
    } catch (error) {
      if (error instanceof ProviderError) return undefined
      throw error
    }
  }
  const { count } = creation.likeness(params)
  const [zones, backups, ...own] = await Promise.all([
    asked.zone === undefined ? undefined : told('zone'),
    source === undefined || text('backupId') === undefined ? undefined : told('backupId'),
    otherCreations(wanted),
    stock({ call }, wanted, asked.zone),
    quotaCheck(call, key.service, key.region, count).then((check) => [check]),
    nameFree(wanted),
    creation.subnetInZone ? subnetZone(key, params.subnetId, params.zone) : [],
  ])
  const project = text('project')
  const listed = project === undefined || ['0', ...settings.projectIds].includes(project)
  return [
    ...own.flat(),
    ...[asked.zone, text('secondaryZone')].flatMap((zone) =>
      zone === undefined ? [] : [zoneOffered(zone, text('architecture'), zones)],
    ),
    ...(source === undefined ? [] : [sourceBackup(text('backupId'), backups)]),
    ...(project === undefined ? [] : [{ id: 'project-listed', result: listed ? 'ok' : 'warn' } as const]),
  ]
}

/** Whether the size is on offer there now; nobody can tell for a memory size that the cloud finds a class for. */
async function stock(
  { call }: Pick<Door, 'call'>,
  { creation, params, key }: WantedNew,
  zone?: string,
): Promise<Check[]> {
  const choice = creation.choice(params)
  if (choice === null) return [{ id: 'stock', result: 'unknown' }]
  const { engine, chargeType } = creation.facts(params)
  const ask: OfferAsk = {
    region: key.region,
    zone,
    engine,
    chargeType: chargeType === 'subscription' ? chargeType : 'pay-as-you-go',
  }
  return [await stockToBuy(call, key.service, ask, choice)]
}

/** A creation of the same name that is under way: afterwards nobody could tell the two apart. */
async function otherCreations({ ref, id }: WantedNew): Promise<Check[]> {
  const others = await db()
    .select({ state: changes.state, by: changes.requestedLabel, action: changes.action, id: changes.id })
    .from(changes)
    .where(and(eq(changes.ref, ref), ne(changes.id, id), sql`${changes.state} in ${[...RUNNING_STATES, 'waiting']}`))
    .orderBy(changes.createdAt)
  return others.map(({ state, ...params }) => ({
    id: 'other-change',
    result: state === 'waiting' ? 'warn' : 'block',
    params,
  }))
}

/** Clouds allow one name several times; people then mix them up. */
async function nameFree({ key, params, creation }: WantedNew): Promise<Check[]> {
  const { name } = creation.likeness(params)
  const same = await db()
    .select({ ref: inventory.ref })
    .from(inventory)
    .where(and(...here(key), eq(inventory.name, name)))
  return [{ id: 'name-free', result: same.length > 0 ? 'warn' : 'ok', params: { name, count: same.length } }]
}

function zoneOffered(zone: string, architecture: string | undefined, zones: Told[] | undefined): Check {
  if (!zones || zones.length === 0) return { id: 'zone-offered', result: 'unknown' }
  const found = zones.find(({ id }) => id === zone)
  const sold = found && !found.refused && (found.of == null || architecture === undefined || found.of === architecture)
  return { id: 'zone-offered', result: sold ? 'ok' : 'block', params: { zone } }
}

function sourceBackup(backupId: string | undefined, backups: Told[] | undefined): Check {
  if (backupId === undefined || !backups) return { id: 'source-backup', result: 'unknown' }
  const found = backups.find(({ id }) => id === backupId)
  return { id: 'source-backup', result: found && !found.refused ? 'ok' : 'block', params: { backupId } }
}
