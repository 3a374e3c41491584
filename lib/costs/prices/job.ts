import { systemActor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { ProblemError } from '@/lib/bff/problem'
import { knownTarget } from '@/lib/changes/offers'
import { newId } from '@/lib/db/id'
import type { JobSource } from '@/lib/jobs/job'
import { ProviderError } from '@/lib/providers/error'
import { askPrices, ITS_OWN, keepPrices } from './ask'
import { claimPrices, endPriceLease, type PriceLease } from './lease'
import { PRICES } from './request'

/** So long an account is left alone when a call failed that the next one would fail as well. */
const PAUSE_MINUTES = 5
/**
 * Asks what instances cost, in the background lane: a few of an account at a time, one call after another, so that it never
 * takes a call that somebody waits for. What is due is in table `price_readings`.
 */
export const priceSource: JobSource = {
  name: PRICES,
  concurrency: 2,
  async claim() {
    const leases = await claimPrices()
    const [first] = leases
    return first && { label: first.accountId, run: (signal) => askAll(leases, signal) }
  },
}

async function askAll(leases: readonly PriceLease[], signal: AbortSignal): Promise<void> {
  const actor = systemActor(PRICES, newId())
  const waiting = [...leases]
  for (let lease = waiting.shift(); lease; lease = waiting.shift()) {
    const failed = signal.aborted ? undefined : await askOne(lease, actor, signal)
    if (signal.aborted) {
      await Promise.all([lease, ...waiting].map((one) => endPriceLease(one, 'released')))
      return
    }
    if (!failed) continue
    await Promise.all(waiting.splice(0).map((one) => endPriceLease(one, { pause: PAUSE_MINUTES })))
    if (failed instanceof Error) throw failed
  }
}

/** Undefined: go on. True: the others would fail alike. An error: ours. */
async function askOne(
  lease: PriceLease,
  actor: ReturnType<typeof systemActor>,
  signal: AbortSignal,
): Promise<true | Error | undefined> {
  const { accountId, service, region, id } = lease
  try {
    const { call } = await doorFor({ actor, accountId, lane: 'background', signal })
    const { target } = await knownTarget({ service, accountId, region, id })
    await keepPrices(lease, await askPrices(call, lease, target, signal))
    return undefined
  } catch (error) {
    if (signal.aborted) return undefined
    if (error instanceof ProviderError) {
      const { kind, code, vendorMessage } = error
      const own = ITS_OWN.includes(kind)
      await endPriceLease(lease, { kind, code, message: vendorMessage, refused: own })
      return own ? undefined : true
    }
    // Paused, locked or gone meanwhile.
    if (error instanceof ProblemError) {
      await endPriceLease(lease, { kind: 'unknown', code: error.code, refused: false })
      return error.code === 'not-found' ? undefined : true
    }
    await endPriceLease(lease, { kind: 'unknown', code: 'internal', refused: false })
    return error instanceof Error ? error : new Error(String(error))
  }
}
