import type { InstanceFacts } from './instance'
import { compare, minus, times } from './money'
import { DIMENSIONS, fitOf } from './need'
import type { ClassOffer, OfferPrice, OfferPrices } from './offer'
import type { Priced } from './plan-money'
import type {
  SizingEvidence,
  SizingHit,
  SizingKind,
  SizingNeed,
  SizingPrice,
  SizingResult,
  SizingTarget,
} from './sizing'

const MB = 1_048_576

type Facts = Pick<InstanceFacts, 'architecture' | 'engine' | 'memoryMb' | 'shards' | 'replicas' | 'bandwidthMbps'>

/**
 * What a class has to have so that what was highest leaves `headroom` percent of it free. Bandwidth is turned into the unit of the
 * instance's told figure, by what its own traffic says of that; shards are those that the processors want (95 of 100 quarters).
 */
export function sizingNeed({ stats }: SizingEvidence, facts: Facts, headroom: number): SizingNeed {
  const free = 1 - headroom / 100
  const whole = (value: number | undefined) => (value === undefined ? undefined : Math.max(1, Math.ceil(value / free)))
  const traffic = [stats.in, stats.out].flatMap((one) => (one?.capacity ? [one.peak / one.capacity] : []))
  const cpu = stats.cpu?.p95
  return {
    ...(stats.memory ? { memoryMb: whole(stats.memory.peak / MB) } : {}),
    ...(stats.connections ? { connections: whole(stats.connections.peak) } : {}),
    ...(stats.operations ? { qps: whole(stats.operations.peak) } : {}),
    ...(traffic.length > 0 && facts.bandwidthMbps !== null
      ? { bandwidthMbps: whole(Math.max(...traffic) * facts.bandwidthMbps) }
      : {}),
    ...(cpu !== undefined && facts.shards !== null
      ? { shards: Math.max(1, Math.ceil((facts.shards * cpu) / (100 - headroom) - 1e-9)) }
      : {}),
  }
}

/** Which figure has to grow for a rule to be followed. */
const GROWS: Partial<Record<SizingHit['rule'], (typeof DIMENSIONS)[number] | 'shards'>> = {
  'memory-full': 'memoryMb',
  evicting: 'memoryMb',
  'cpu-high': 'shards',
  'operations-high': 'qps',
  'connections-high': 'connections',
  'traffic-in-high': 'bandwidthMbps',
  'traffic-out-high': 'bandwidthMbps',
}

interface Asked {
  kind: SizingKind
  hits: readonly Pick<SizingHit, 'rule'>[]
  need: SizingNeed
  facts: Facts
  offers: readonly ClassOffer[]
}

/** So many classes of one size are asked for their price. */
const MOST = 3

/**
 * The smallest classes of the same engine, architecture and edition that hold the need and keep the replicas, all of one size; for
 * what is too large, smaller than now. One whose figures are not all told comes after those whose are.
 */
export function sizingTargets({ kind, hits, need, facts, offers }: Asked): {
  targets: SizingTarget[]
  none: SizingResult['none']
} {
  const { memoryMb: now, shards, replicas } = facts
  if (now === null) return { targets: [], none: 'size-unknown' }
  const grows = hits.flatMap(({ rule }) => GROWS[rule] ?? [])
  const isCpuOnly = kind === 'undersized' && grows.every((one) => one === 'shards')
  // A server computes on one thread: a larger class of one shard is no faster.
  if (isCpuOnly && facts.architecture !== 'cluster') return { targets: [], none: 'one-thread' }
  const present = offers.find(({ current }) => current)
  const { shards: wantedShards, ...sizes } = need
  const fitting = offers.flatMap((offer) => {
    if (offer.refused || offer.current || offer.memoryMb === null) return []
    if (offer.engine !== facts.engine || offer.architecture !== facts.architecture) return []
    if (present && (offer.edition !== present.edition || offer.series !== present.series)) return []
    if (replicas !== null && offer.replicas !== null && offer.replicas < replicas) return []
    const { lacks, fits } = fitOf(offer, sizes)
    if (fits === 'no') return []
    const isCluster = facts.architecture === 'cluster'
    if (isCluster && wantedShards !== undefined && shards !== null && (offer.shards ?? shards) < wantedShards) return []
    if (kind === 'undersized') {
      if (offer.memoryMb < now) return []
      const isMore = grows.every((one) => {
        if (one === 'shards') return !isCluster || (offer.shards ?? 0) > (shards ?? 0)
        const [has, had] = [offer[one], present?.[one] ?? (one === 'memoryMb' ? now : null)]
        return has === null || had === null || has > had
      })
      if (!isMore) return []
    } else if (offer.memoryMb >= now) return []
    return [{ offer, unknown: lacks.map(({ dimension }) => dimension) }]
  })
  const best = Math.min(...fitting.map(({ unknown }) => unknown.length))
  const sure = fitting.filter(({ unknown }) => unknown.length === best)
  const smallest = Math.min(...sure.map(({ offer }) => offer.memoryMb ?? 0))
  const targets = sure
    .filter(({ offer }) => offer.memoryMb === smallest)
    // Of one size those whose shards are as many as now come first: less moves.
    .sort((a, b) => Math.abs((a.offer.shards ?? 1) - (shards ?? 1)) - Math.abs((b.offer.shards ?? 1) - (shards ?? 1)))
    .slice(0, MOST)
    .map(({ offer: { id, memoryMb, shards: of, connections, qps }, unknown }) => ({
      id,
      memoryMb,
      shards: of,
      connections,
      qps,
      unknown,
    }))
  return { targets, none: targets.length === 0 ? 'no-class' : null }
}

const amountOf = (price: Priced | null) =>
  price?.monthly == null ? null : { monthly: price.monthly, currency: price.currency, source: price.source.kind }

/** The cheapest of the targets, and what it would cost more than now; never a sum of two currencies. */
export function pricedTarget(
  targets: readonly SizingTarget[],
  { items, before }: Pick<OfferPrices, 'before'> & { items: readonly Pick<OfferPrice, 'id' | 'price'>[] },
  at: string,
): { target: SizingTarget | null; price: SizingPrice } {
  const now = amountOf(before)
  const priced = targets.map((target) => ({
    target,
    after: amountOf(items.find(({ id }) => id === target.id)?.price ?? null),
  }))
  const [first, ...others] = priced
  const best = others.reduce((a, b) => {
    if (!b.after || !a) return a
    if (!a.after) return b
    return a.after.currency === b.after.currency && compare(b.after.monthly, a.after.monthly) < 0 ? b : a
  }, first)
  const after = best?.after ?? null
  const perMonth =
    now && after && now.currency !== null && now.currency === after.currency ? minus(after.monthly, now.monthly) : null
  return {
    target: best?.target ?? null,
    price: { before: now, after, perMonth, perYear: perMonth === null ? null : times(perMonth, 12), at },
  }
}
