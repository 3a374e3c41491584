import { z } from 'zod'
import { ARCHITECTURES, CHARGE_TYPES, STATUSES } from './status'

export { ARCHITECTURES, STATUSES }

export const Status = z.enum(STATUSES)
export type Status = z.infer<typeof Status>

export const ServiceIdSchema = z.enum(['alibaba-kvstore', 'jdcloud-redis', 'kingsoft-redis', 'kingsoft-memcached'])

/**
 * Where an instance lives: enough to name it. Written in URLs as `service.account.region.id`
 * (see `refOf`); none of the first three holds a dot.
 */
export const InstanceKey = z.object({
  service: ServiceIdSchema,
  accountId: z.string(),
  region: z.string(),
  id: z.string(),
})
export type InstanceKey = z.infer<typeof InstanceKey>

export const refOf = (key: InstanceKey) => `${key.service}.${key.accountId}.${key.region}.${key.id}`

/** The key a reference names, or undefined when it is not one. */
export function keyOf(ref: string): InstanceKey | undefined {
  const [service, accountId, region, ...id] = ref.split('.')
  const parsed = InstanceKey.safeParse({ service, accountId, region, id: id.join('.') })
  return parsed.success && parsed.data.id && parsed.data.region && parsed.data.accountId ? parsed.data : undefined
}

export const Tag = z.object({ key: z.string(), value: z.string() })
export type Tag = z.infer<typeof Tag>

export const Endpoint = z.object({
  kind: z.enum(['private', 'public', 'direct', 'read-only']),
  host: z.string(),
  port: z.number().int().nullable(),
})
export type Endpoint = z.infer<typeof Endpoint>

/**
 * The facts of one instance as its cloud told them, in our words. `null` is "the cloud did not say":
 * it is shown as unknown, never as zero. Sizes in MB (1024 * 1024 bytes), bandwidth in Mbit/s, times ISO 8601 UTC.
 */
export const InstanceFacts = z.object({
  name: z.string(),
  engine: z.enum(['redis', 'memcached']),
  version: z.string().nullable(),
  architecture: z.enum(ARCHITECTURES),
  status: Status,
  /** The vendor's own word for the status, always shown beside ours. */
  vendorStatus: z.string(),
  zone: z.string().nullable(),
  /** Every zone the instance stands in, the primary's first. */
  zones: z.array(z.string()),
  class: z.string().nullable(),
  memoryMb: z.number().nullable(),
  usedMemoryMb: z.number().nullable(),
  shards: z.number().int().nullable(),
  replicas: z.number().int().nullable(),
  connections: z.number().nullable(),
  bandwidthMbps: z.number().nullable(),
  qps: z.number().nullable(),
  endpoints: z.array(Endpoint),
  network: z.object({
    type: z.enum(['vpc', 'classic', 'unknown']),
    vpcId: z.string().nullable(),
    subnetId: z.string().nullable(),
  }),
  chargeType: z.enum(CHARGE_TYPES),
  createdAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
  tags: z.array(Tag),
  /** What the cloud needs to find it again in later calls, beyond the key: zone and project. */
  locator: z.object({ zone: z.string().optional(), project: z.string().optional() }),
})
export type InstanceFacts = z.infer<typeof InstanceFacts>

/** A row of the list: facts, whose they are, and how old they are. */
export const Instance = InstanceFacts.extend({
  ref: z.string(),
  key: InstanceKey,
  provider: z.enum(['alibaba', 'jdcloud', 'kingsoft']),
  accountName: z.string(),
  environment: z.string(),
  team: z.string(),
  /** When the cloud last said these facts. */
  seenAt: z.string(),
})
export type Instance = z.infer<typeof Instance>

export const InstanceNode = z.object({
  id: z.string(),
  role: z.enum(['primary', 'replica', 'read-only', 'proxy', 'unknown']),
  shard: z.string().nullable(),
  zone: z.string().nullable(),
  memoryMb: z.number().nullable(),
  status: z.string().nullable(),
})
export type InstanceNode = z.infer<typeof InstanceNode>

/** What the one-instance calls of a cloud add to the list's facts. Absent groups were not told. */
export const InstanceDetail = z.object({
  facts: InstanceFacts,
  maintenance: z.object({ startUtc: z.string(), endUtc: z.string() }).nullable(),
  minorVersion: z.string().nullable(),
  autoRenew: z.boolean().nullable(),
  /** An order that renews with another size waits: its cloud refuses further changes until then. */
  pendingOrder: z.boolean().nullable().default(null),
  releaseProtection: z.boolean().nullable(),
  passwordFree: z.boolean().nullable(),
  project: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  resourceGroup: z.string().nullable(),
  securityGroup: z.string().nullable(),
  securityIps: z.array(z.string()).nullable(),
  description: z.string().nullable(),
  /** How many read-only nodes it has, where its cloud counts them apart. */
  readOnlyNodes: z.number().int().nullable().default(null),
  nodes: z.array(InstanceNode).nullable(),
})
export type InstanceDetail = z.infer<typeof InstanceDetail>
