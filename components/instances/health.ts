import type { Shard } from '@/lib/model/account'
import type { CloudHealth } from '@/lib/model/fleet'
import type { ProviderId } from '@/lib/model/service'

const PROVIDER_IDS: Record<string, ProviderId> = { alibaba: 'alibaba', jdcloud: 'jdcloud', kingsoft: 'kingsoft' }

export const shardKey = (key: { service: string; accountId: string; region: string }) =>
  `${key.service}.${key.accountId}.${key.region}`

/** The regions whose last finished reading failed, by `shardKey`; one that is being tried again is still among them. */
export const failedShards = (health: CloudHealth | undefined): ReadonlyMap<string, Shard> =>
  new Map((health?.shards ?? []).filter(({ errorKind }) => errorKind !== null).map((shard) => [shardKey(shard), shard]))

/** Regions of one account that fail for the same reason, told as one trouble. */
export interface Trouble {
  accountId: string
  account: string
  provider: ProviderId | undefined
  kind: string
  shards: readonly Shard[]
  regions: readonly string[]
  /** Instances that are shown as they were. */
  instances: number
  /** The oldest of what is shown; null when nothing was ever read. */
  okAt: string | null
  /** One of them is being read again at this moment. */
  trying: boolean
  /** The soonest next try. */
  nextTryAt: string | null
  requestId: string | null
  code: string | null
}

/** What is wrong with the readings, the widest trouble first. Paused accounts are not read and so not in trouble. */
export function troubles(health: CloudHealth | undefined): Trouble[] {
  const accounts = new Map((health?.accounts ?? []).map((account) => [account.id, account]))
  const groups = new Map<string, Shard[]>()
  for (const shard of health?.shards ?? []) {
    const account = accounts.get(shard.accountId)
    if (shard.errorKind === null || !account || account.paused) continue
    const key = `${shard.accountId} ${shard.errorKind}`
    groups.set(key, [...(groups.get(key) ?? []), shard])
  }
  return [...groups.values()]
    .map((shards) => toTrouble(shards, accounts))
    .sort((a, b) => b.instances - a.instances || b.shards.length - a.shards.length)
}

function toTrouble(shards: Shard[], accounts: ReadonlyMap<string, CloudHealth['accounts'][number]>): Trouble {
  const accountId = shards[0]?.accountId ?? ''
  const account = accounts.get(accountId)
  const soonest = (times: (string | null)[]) => times.filter((time) => time !== null).sort()[0] ?? null
  return {
    accountId,
    account: account?.name ?? accountId,
    provider: PROVIDER_IDS[account?.provider ?? ''],
    kind: shards[0]?.errorKind ?? 'unknown',
    shards,
    regions: [...new Set(shards.map(({ region }) => region))],
    instances: shards.reduce((sum, shard) => sum + shard.instances, 0),
    okAt: shards.some(({ okAt }) => okAt === null) ? null : soonest(shards.map(({ okAt }) => okAt)),
    trying: shards.some(({ state }) => state === 'syncing'),
    nextTryAt: soonest(shards.map(({ nextTryAt }) => nextTryAt)),
    requestId: shards.find(({ errorRequestId }) => errorRequestId)?.errorRequestId ?? null,
    code: shards.find(({ errorCode }) => errorCode)?.errorCode ?? null,
  }
}

/** Regions that were never read to the end, of accounts that are read at all. */
export function firstReadings(health: CloudHealth | undefined): { open: number; all: number } {
  const reading = (health?.shards ?? []).filter(({ accountId }) =>
    health?.accounts.some(({ id, paused }) => id === accountId && !paused),
  )
  return {
    open: reading.filter(({ okAt, errorKind }) => okAt === null && errorKind === null).length,
    all: reading.length,
  }
}
