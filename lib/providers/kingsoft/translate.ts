import type { z } from 'zod'
import type { InstanceDetail, InstanceFacts, Tag } from '@/lib/model/instance'
import { isObject } from '@/lib/providers/answer'
import { bareDetail, distinct, integerOrNull, numberOrNull, orNull, suspended } from '@/lib/providers/facts'
import type { clusterDetail, clusterPage } from './cache-fields'
import { toStatus } from './status'

export type Engine = InstanceFacts['engine']
type Row = NonNullable<z.output<typeof clusterPage>['Data']['list']>[number]
type Detail = z.output<typeof clusterDetail>['Data']

const MB_PER_GB = 1024

/** Times are printed as `yyyy-MM-dd HH:mm:ss` without a zone and mean China time, UTC+8. */
export function chinaTime(text: string | null | undefined): string | null {
  const parts = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)$/.exec(text ?? '')
  const time = parts ? Date.parse(`${parts[1]}T${parts[2]}+08:00`) : Number.NaN
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

/** `redis 4.0`. Memcached samples are copies of the Redis ones: another engine's version says nothing. */
function versionOf(engine: Engine, protocol: string | null | undefined): string | null {
  const parts = /^(?:(\w+) )?(\d[\w.]*)$/.exec(protocol ?? '')
  return parts?.[2] && (parts[1] ?? engine).toLowerCase() === engine ? parts[2] : null
}

/** The manuals print an empty list only: both spellings that sister products use are read. */
function tagsOf(tags: readonly unknown[] | null | undefined): Tag[] {
  return (tags ?? []).flatMap((tag) => {
    if (!isObject(tag)) return []
    const key = tag.key ?? tag.tagKey ?? tag.TagKey
    const value = tag.value ?? tag.tagValue ?? tag.TagValue
    return typeof key === 'string' ? [{ key, value: typeof value === 'string' ? value : '' }] : []
  })
}

const ARCHITECTURES: Record<number, InstanceFacts['architecture']> = { 1: 'cluster', 2: 'standard' }
const NETWORKS: Record<number, InstanceFacts['network']['type']> = { 1: 'classic', 2: 'vpc' }
const CHARGES: Record<number, InstanceFacts['chargeType']> = {
  1: 'subscription',
  5: 'pay-as-you-go',
  87: 'pay-as-you-go',
}

/** `zone` is where the instance was asked for: some rows do not say it themselves. */
export function toFacts(engine: Engine, row: Row | Detail, now: Date, zone?: string): InstanceFacts {
  const { status, vendorStatus } = toStatus(row.status)
  const port = integerOrNull(row.port)
  const chargeType = CHARGES[numberOrNull(row.billType) ?? 0] ?? 'unknown'
  const expiresAt = chargeType === 'pay-as-you-go' ? null : chinaTime(row.serviceEndTime)
  const az = orNull(row.az) ?? zone
  const size = numberOrNull(row.size)
  // Public addresses have a port of their own: AllocateEip answers IP:PORT.
  const endpoint = (kind: InstanceFacts['endpoints'][number]['kind'], address: unknown) => {
    if (typeof address !== 'string' || address === '') return []
    const [, host = address, own] = /^([^:]+):(\d+)$/.exec(address) ?? []
    return [{ kind, host, port: own ? Number(own) : port }]
  }
  return {
    name: row.name || row.cacheId,
    engine,
    version: versionOf(engine, row.protocol),
    architecture: ARCHITECTURES[numberOrNull(row.mode) ?? 0] ?? 'unknown',
    status: status === 'suspended' ? suspended(expiresAt, now) : status,
    vendorStatus,
    zone: az ?? null,
    zones: distinct([az]),
    class: null,
    memoryMb: size === null ? null : size * MB_PER_GB,
    usedMemoryMb: null,
    shards: null,
    replicas: null,
    connections: null,
    bandwidthMbps: null,
    qps: null,
    endpoints: [
      ...endpoint('private', row.vip),
      ...endpoint('public', row.eip),
      ...endpoint('read-only', row.slaveVip),
      ...endpoint('read-only', row.eipRo),
    ],
    network: {
      type: NETWORKS[numberOrNull(row.netType) ?? 0] ?? 'unknown',
      vpcId: orNull(row.vpcId),
      subnetId: orNull(row.vnetId),
    },
    chargeType,
    createdAt: chinaTime(row.createTime),
    expiresAt,
    tags: Array.isArray(row.tags) ? tagsOf(row.tags) : [],
    locator: { zone: az, project: orNull(row.iamProjectId) ?? undefined },
  }
}

export function toDetail(engine: Engine, detail: Detail, now: Date, zone?: string): InstanceDetail {
  const facts = toFacts(engine, detail, now, zone)
  const project = orNull(detail.iamProjectId)
  // GB by the Memcached manual; the Redis manual prints the same field without a unit.
  const used = numberOrNull(detail.usedMemory)
  return {
    ...bareDetail({ ...facts, usedMemoryMb: used === null ? null : used * MB_PER_GB }),
    project: project === null ? null : { id: project, name: orNull(detail.iamProjectName) },
    securityGroup: orNull(detail.securityGroupId),
    readOnlyNodes: integerOrNull(detail.slaveNum),
  }
}
