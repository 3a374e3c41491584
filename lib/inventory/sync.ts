import { ProblemError } from '@/lib/bff/problem'
import type { ServiceId } from '@/lib/operation'
import type { Adapter } from '@/lib/providers/contract'
import { ProviderError } from '@/lib/providers/error'
import { announcer } from './announce'
import { completeShard, type Failure, failShard, LEASE_SECONDS, releaseShard, renewLeases } from './lease'
import { type Lease, LeaseLost, storePage } from './store'

/**
 * Reads the shards of one account, all at once; the door behind the adapters keeps the account's limits. One that
 * fails says why and leaves the others alone. When `signal` aborts, the shards are given back for another worker.
 */
export async function readShards(
  leases: readonly Lease[],
  adapterOf: (service: ServiceId) => Promise<Adapter>,
  signal: AbortSignal,
): Promise<void> {
  const readings = leases.map((lease) => ({ lease, lost: new AbortController(), ended: false }))
  const beat = setInterval(
    () => {
      const open = readings.filter(({ ended }) => !ended)
      // While the database is away nothing can be stored either; a lease that ran out meanwhile is found out by its fence.
      renewLeases(open.map(({ lease }) => lease))
        .then((gone) => {
          for (const { lease, lost } of open) if (gone.includes(lease)) lost.abort(new LeaseLost())
        })
        .catch(() => {})
    },
    (LEASE_SECONDS / 3) * 1_000,
  )
  try {
    const results = await Promise.allSettled(
      readings.map(async (reading) => {
        const stop = AbortSignal.any([signal, reading.lost.signal])
        try {
          await readShard(reading.lease, adapterOf, stop, signal)
        } finally {
          reading.ended = true
        }
      }),
    )
    const unexpected = results.find((result) => result.status === 'rejected')
    if (unexpected) throw unexpected.reason
  } finally {
    clearInterval(beat)
  }
}

async function readShard(
  lease: Lease,
  adapterOf: (service: ServiceId) => Promise<Adapter>,
  stop: AbortSignal,
  shutdown: AbortSignal,
): Promise<void> {
  const announce = announcer(lease)
  const end = async (state: 'ok' | 'failed' | 'never', write: () => Promise<void>) => {
    try {
      await write()
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error
      // Another reading took over: it will tell how it ended.
    }
    await announce.ended(state)
  }
  try {
    announce.began()
    const adapter = await adapterOf(lease.service)
    const { complete } = await adapter.instances.list({
      region: lease.region,
      signal: stop,
      async onPage(page) {
        stop.throwIfAborted()
        await storePage(lease, page)
        announce.rows()
      },
    })
    if (complete) await end('ok', () => completeShard(lease))
    else await end('failed', () => failShard(lease, INCOMPLETE))
  } catch (error) {
    if (error instanceof LeaseLost || stop.reason instanceof LeaseLost) return announce.ended('never')
    if (shutdown.aborted) return end('never', () => releaseShard(lease, true))
    if (error instanceof ProblemError && (error.code === 'account-paused' || error.code === 'not-found')) {
      return end('never', () => releaseShard(lease, false))
    }
    await end('failed', () => failShard(lease, failureOf(error)))
    if (!(error instanceof ProviderError) && !(error instanceof ProblemError)) throw error
  }
}

/** The pages that came do not add up to what the cloud says it has: nothing may be called gone (faults F17, F18). */
const INCOMPLETE: Failure = { kind: 'bad-answer', code: 'incomplete-list' }

function failureOf(error: unknown): Failure {
  if (error instanceof ProviderError) {
    const { kind, code, vendorMessage, requestId } = error
    return { kind, code, message: vendorMessage, requestId }
  }
  return { kind: 'unknown', code: error instanceof ProblemError ? error.code : 'internal' }
}
