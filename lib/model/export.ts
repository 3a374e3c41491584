import type { Amount } from './amount'
import type { CsvValue } from './csv'
import type { Instance } from './instance'

/** An instance with what it costs, where a column wants that. */
export type Exported = Instance & { cost?: Amount }

/** Columns of the CSV export, by the name that stands in its first line. Sizes in MB, bandwidth in Mbit/s, times UTC. */
export const EXPORT_COLUMNS = {
  name: (i) => i.name,
  id: (i) => i.key.id,
  provider: (i) => i.provider,
  service: (i) => i.key.service,
  account: (i) => i.accountName,
  region: (i) => i.key.region,
  zone: (i) => i.zone,
  engine: (i) => i.engine,
  version: (i) => i.version,
  architecture: (i) => i.architecture,
  class: (i) => i.class,
  memoryMb: (i) => i.memoryMb,
  usedMemoryMb: (i) => i.usedMemoryMb,
  shards: (i) => i.shards,
  replicas: (i) => i.replicas,
  connections: (i) => i.connections,
  bandwidthMbps: (i) => i.bandwidthMbps,
  status: (i) => i.status,
  vendorStatus: (i) => i.vendorStatus,
  endpoints: (i) => i.endpoints.map(({ host, port }) => (port === null ? host : `${host}:${port}`)).join(' '),
  vpc: (i) => i.network.vpcId,
  charge: (i) => i.chargeType,
  expires: (i) => i.expiresAt,
  created: (i) => i.createdAt,
  env: (i) => i.environment,
  team: (i) => i.team,
  tags: (i) => i.tags.map(({ key, value }) => `${key}=${value}`).join('; '),
  seen: (i) => i.seenAt,
  /** Per month, null where nobody tells it; `estimate`: by the rate card. */
  costMonthly: (i) => i.cost?.monthly ?? null,
  costCurrency: (i) => i.cost?.currency ?? null,
  costSource: (i) => (i.cost ? (i.cost.ended ? 'ended' : i.cost.source) : null),
  ref: (i) => i.ref,
} as const satisfies Record<string, (instance: Exported) => CsvValue>

export const COST_COLUMNS = ['costMonthly', 'costCurrency', 'costSource'] as const
export type ExportColumn = keyof typeof EXPORT_COLUMNS
export const isExportColumn = (name: string): name is ExportColumn => Object.hasOwn(EXPORT_COLUMNS, name)
