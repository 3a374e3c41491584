import { type Actor, systemActor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { ProblemError } from '@/lib/bff/problem'
import { pricesOfOffers } from '@/lib/changes/offer-prices'
import { knownTarget } from '@/lib/changes/offers'
import { newId } from '@/lib/db/id'
import type { JobRun, JobSource } from '@/lib/jobs/job'
import { refOf } from '@/lib/model/instance'
import type { ClassOffer } from '@/lib/model/offer'
import type { SizingPrice, SizingResult, SizingTarget } from '@/lib/model/sizing'
import { findingOf } from '@/lib/model/sizing-rules'
import { pricedTarget, sizingNeed, sizingTargets } from '@/lib/model/sizing-target'
import type { Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { ProviderError } from '@/lib/providers/error'
import { MONITOR_OF } from '@/lib/providers/monitor-registry'
import { OFFERS_OF } from '@/lib/providers/offer-registry'
import { evidenceOf } from './evidence'
import { claimSizing, keepSizing, releaseSizing, type SizingLease } from './lease'
import { readThresholds, SIZING } from './thresholds'

/**
 * Looks at what is kept of the metrics of collected instances, in the background lane: only of what the rules find, classes and
 * prices are asked. Page views ask no cloud.
 */
export const sizingSource: JobSource = {
  name: SIZING,
  concurrency: 1,
  async claim(): Promise<JobRun | undefined> {
    const lease = await claimSizing()
    return lease && { label: lease.ref, run: (signal) => lookOnce(lease, signal) }
  },
}

async function lookOnce(lease: SizingLease, signal: AbortSignal): Promise<void> {
  const { service, accountId } = lease
  try {
    const actor = systemActor(SIZING, newId())
    const { call } = await doorFor({ actor, accountId, lane: 'background', signal })
    const { target } = await knownTarget(lease)
    const panels = await panelsOf(call, lease, target, signal)
    const now = Date.now()
    const [{ evidence, curves }, { version, values }] = await Promise.all([
      evidenceOf(lease.ref, panels.told, now),
      readThresholds(),
    ])
    const { kind, hits, data } = findingOf(evidence, values)
    const at = new Date(now).toISOString()
    const nothing = { need: null, target: null, none: null, refusal: null, price: null }
    const base = { at, evidence, version, data, kind, hits, ...nothing }
    if (kind === null) return await keepSizing(lease, base, curves, panels.whole)
    const { facts } = target.detail
    const need = sizingNeed(evidence, facts, values.headroom)
    const offers = await unlessRefused(() => OFFERS_OF[service].toBecome(call, target), signal)
    if (offers instanceof ProviderError) {
      const refusal = { code: offers.code ?? null, message: offers.vendorMessage ?? null }
      return await keepSizing(lease, { ...base, need, none: 'refused', refusal }, curves, false)
    }
    const { targets, none } = sizingTargets({ kind, hits, need, facts, offers: offers satisfies ClassOffer[] })
    const priced = none === null ? await priceOf(actor, lease, target, targets, signal) : { target: null, price: null }
    const result: SizingResult = { ...base, need, none, ...priced }
    await keepSizing(lease, result, curves, panels.whole)
  } catch (error) {
    await releaseSizing(lease, !signal.aborted)
    // Paused, locked or gone meanwhile, or its cloud is away: what was found before stays.
    if (!signal.aborted && !(error instanceof ProblemError) && !(error instanceof ProviderError)) throw error
  }
}

/** The panels with their limits; where its cloud cannot be asked for the one of traffic, without that. */
async function panelsOf(call: Call, { service }: SizingLease, target: Target, signal: AbortSignal) {
  const monitor = MONITOR_OF[service]
  const told = await unlessRefused(async () => (await monitor?.describe(call, target, signal))?.panels, signal)
  return told instanceof ProviderError
    ? { told: monitor?.keeps?.(target) ?? [], whole: false }
    : { told: told ?? [], whole: true }
}

async function unlessRefused<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T | ProviderError> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof ProviderError) || signal.aborted) throw error
    return error
  }
}

/** The cheapest of some classes, priced as the wizard prices a change of this instance. */
async function priceOf(
  actor: Actor,
  key: SizingLease,
  { detail: { facts } }: Target,
  targets: readonly SizingTarget[],
  signal: AbortSignal,
): Promise<{ target: SizingTarget | null; price: SizingPrice | null }> {
  const { chargeType } = facts
  if (chargeType === 'unknown') return { target: targets[0] ?? null, price: null }
  const { service, accountId, region } = key
  const classes = targets.map(({ id }) => id)
  const ask = { accountId, service, region, chargeType, ref: refOf(key), classes }
  return pricedTarget(targets, await pricesOfOffers(actor, ask, signal, 'background'), new Date().toISOString())
}
