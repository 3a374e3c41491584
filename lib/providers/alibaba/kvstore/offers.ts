import type { Reason } from '@/lib/model/action'
import type { ClassOffer } from '@/lib/model/offer'
import type { Output } from '@/lib/operation'
import type { Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { integerOrNull, orNull } from '@/lib/providers/facts'
import { live, manual, type OfferAsk, type Offers, offer } from '@/lib/providers/offers'
import { kvstoreOperations as op } from './catalog'
import { CLASS_TABLES, printedClass } from './class-table'
import { priceOfBuying } from './prices'

const LISTED = live('DescribeAvailableResource')
const ARCHITECTURES: Record<string, ClassOffer['architecture']> = {
  standard: 'standard',
  cluster: 'cluster',
  rwsplit: 'read-write-splitting',
}
const REPLICAS: Record<string, number> = { double: 1, single: 0 }

/** One class as one zone offers it for one engine version. */
interface Line {
  zone: string
  engine: ClassOffer['engine']
  edition: string | null
  series: string | null
  version: string
  architecture: ClassOffer['architecture']
  shards: number | null
  replicas: number | null
  class: string
  remark: string
}

/** Samples print `5` where the table prints `5.0`. */
const versionOf = (told: unknown) => (/^\d+$/.test(String(told)) ? `${told}.0` : String(told ?? ''))

/** The tree of the answer as lines; a branch that names no class has none. */
function linesOf({ AvailableZones }: Output<typeof op.DescribeAvailableResource>): Line[] {
  const lines: Line[] = []
  for (const zone of AvailableZones.AvailableZone ?? [])
    for (const engine of zone.SupportedEngines?.SupportedEngine ?? [])
      for (const edition of engine.SupportedEditionTypes?.SupportedEditionType ?? [])
        for (const series of edition.SupportedSeriesTypes?.SupportedSeriesType ?? [])
          for (const version of series.SupportedEngineVersions?.SupportedEngineVersion ?? [])
            for (const kind of version.SupportedArchitectureTypes?.SupportedArchitectureType ?? [])
              for (const shard of kind.SupportedShardNumbers?.SupportedShardNumber ?? [])
                for (const node of shard.SupportedNodeTypes?.SupportedNodeType ?? [])
                  for (const { InstanceClass, InstanceClassRemark } of node.AvailableResources?.AvailableResource ?? [])
                    if (InstanceClass)
                      lines.push({
                        zone: zone.ZoneId ?? '',
                        engine: engine.Engine?.toLowerCase() === 'memcache' ? 'memcached' : 'redis',
                        edition: orNull(edition.EditionType),
                        series: orNull(series.SeriesType),
                        version: versionOf(version.Version),
                        architecture: ARCHITECTURES[kind.Architecture ?? ''] ?? 'unknown',
                        shards: integerOrNull(shard.ShardNumber),
                        replicas: REPLICAS[node.SupportedNodeType ?? ''] ?? null,
                        class: InstanceClass,
                        remark: InstanceClassRemark ?? '',
                      })
  return lines
}

const figure = (text: string | undefined) => (text === undefined ? null : Number(text.replaceAll(',', '')))

/** The figures of `16 GB cluster instance (Sharding) (QPS: 2,000,000, number of connections: 80,000)`. */
export function readRemark(remark: string) {
  const gb = figure(/(\d[\d,.]*) ?GB/.exec(remark)?.[1])
  return {
    memoryMb: gb === null ? null : gb * 1024,
    qps: figure(/QPS\)?: ?([\d,]*\d)/.exec(remark)?.[1]),
    connections: figure(/number of connections: ?([\d,]*\d)/.exec(remark)?.[1]),
  }
}

/** Offers by class, because that is all that an order names. What the cloud says now goes before what was printed. */
export function offersOf(lines: readonly Line[]): ClassOffer[] {
  const found = new Map<string, ClassOffer>()
  for (const line of lines) {
    const known = found.get(line.class)
    if (known) {
      if (!known.versions.includes(line.version)) known.versions.push(line.version)
      if (!known.zones?.includes(line.zone)) known.zones?.push(line.zone)
      continue
    }
    const said = readRemark(line.remark)
    const printed = printedClass(line.class)
    const { class: name, zone, version, remark: _, ...rest } = line
    found.set(
      name,
      offer({
        ...rest,
        id: name,
        choice: { class: name },
        versions: [version],
        zones: [zone],
        memoryMb: said.memoryMb ?? printed?.memoryMb ?? null,
        connections: said.connections ?? printed?.connections ?? null,
        bandwidthMbps: printed?.bandwidth ?? null,
        qps: said.qps,
        offeredBy: LISTED,
        figuresFrom: [
          ...(Object.values(said).some((value) => value !== null) ? [LISTED] : []),
          ...(printed ? [manual(CLASS_TABLES)] : []),
        ],
      }),
    )
  }
  return [...found.values()]
}

async function toBuy(call: Call, { region, zone, engine, version, chargeType }: OfferAsk): Promise<ClassOffer[]> {
  const { data } = await call(
    op.DescribeAvailableResource,
    {
      RegionId: region,
      ZoneId: zone,
      // The manual's default is the other one than in CreateInstance: it is always said.
      InstanceChargeType: chargeType === 'subscription' ? 'PrePaid' : 'PostPaid',
      OrderType: 'BUY',
      Engine: engine && (engine === 'redis' ? 'Redis' : 'Memcache'),
      AcceptLanguage: 'en-US',
    },
    { region },
  )
  const asked = (line: Line) =>
    (zone ?? line.zone) === line.zone &&
    (engine ?? line.engine) === line.engine &&
    (version ?? line.version) === line.version
  return offersOf(linesOf(data).filter(asked))
}

async function toBecome(call: Call, { region, id, detail }: Target): Promise<ClassOffer[]> {
  const { facts } = detail
  const { data } = await call(
    op.DescribeAvailableResource,
    {
      RegionId: region,
      InstanceId: id,
      InstanceChargeType: facts.chargeType === 'subscription' ? 'PrePaid' : 'PostPaid',
      OrderType: 'UPGRADE',
      AcceptLanguage: 'en-US',
    },
    { region },
  )
  return offersOf(linesOf(data).filter(({ engine }) => engine === facts.engine)).map((one) => ({
    ...one,
    current: one.class === facts.class,
    refused: refusalOf(one, facts),
  }))
}

/**
 * What keeps an instance from a class: that it is this class, or is not sold for its version or in its zone. The manual
 * (7.6) refuses nothing else: which way the price goes only decides the order's type.
 */
function refusalOf(one: ClassOffer, { class: now, version, zone }: Target['detail']['facts']): Reason | null {
  if (one.class === now) return { code: 'same-size' }
  if (version !== null && !one.versions.includes(versionOf(version)))
    return { code: 'other-version', params: { version, versions: one.versions.join(', ') } }
  if (zone !== null && !one.zones?.includes(zone))
    return { code: 'other-zone', params: { zone, zones: (one.zones ?? []).join(', ') } }
  return null
}

/** What KVStore sells: its own answer of now, and for the figures that it leaves out the tables of its manual. */
export const offers: Offers = {
  toBuy,
  toBecome,
  priceOfBuying,
}
