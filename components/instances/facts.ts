import { formatNumber } from '@/lib/i18n/format'
import type { Instance, InstanceDetail } from '@/lib/model/instance'

const MB_PER = { MB: 1, GB: 1024, TB: 1024 * 1024 } as const
const DAY_MS = 86_400_000
/** A subscription that ends within so many days is marked. */
export const SOON_DAYS = 30

export interface MemoryUse {
  /** In `unit`, one decimal; null when the cloud did not say. */
  used: string | null
  total: string | null
  unit: keyof typeof MB_PER
  /** 0 to 1, when both are known. */
  share: number | null
  tone: 'warn' | 'danger' | undefined
}

const oneDecimal = (amount: number) => formatNumber(amount, 1).replace(/\.0$/, '')

/** Used and whole memory in one unit, that of the whole. */
export function memoryUse(row: Pick<Instance, 'memoryMb' | 'usedMemoryMb'>): MemoryUse {
  const { memoryMb, usedMemoryMb } = row
  const measure = memoryMb ?? usedMemoryMb ?? 0
  const unit = measure >= MB_PER.TB ? 'TB' : measure >= MB_PER.GB ? 'GB' : 'MB'
  const share = memoryMb && usedMemoryMb !== null ? usedMemoryMb / memoryMb : null
  const amount = usedMemoryMb === null ? null : usedMemoryMb / MB_PER[unit]
  return {
    used: amount === null ? null : amount.toFixed(unit === 'MB' ? 0 : 1),
    total: memoryMb === null ? null : oneDecimal(memoryMb / MB_PER[unit]),
    unit,
    share,
    tone: share === null || share < 0.85 ? undefined : share < 0.95 ? 'warn' : 'danger',
  }
}

/** Calendar days until a subscription ends, negative when it has ended; null when it has no end. */
export function daysLeft(row: Pick<Instance, 'expiresAt'>, at: { now: number; zone: 'local' | 'utc' }): number | null {
  if (row.expiresAt === null) return null
  const end = Date.parse(row.expiresAt)
  return Number.isNaN(end) ? null : dayOf(end, at.zone) - dayOf(at.now, at.zone)
}

/** Number of the calendar day that a moment falls on. */
function dayOf(ms: number, zone: 'local' | 'utc'): number {
  const offset = zone === 'utc' ? 0 : new Date(ms).getTimezoneOffset() * 60_000
  return Math.floor((ms - offset) / DAY_MS)
}

/** How near an end is, as a tone. */
export function endTone(days: number | null): 'danger' | 'warn' | undefined {
  if (days === null || days >= SOON_DAYS) return undefined
  return days < 0 ? 'danger' : 'warn'
}

/** `host:port`, or the host alone where the cloud told no port. */
export const endpointText = ({ host, port }: { host: string; port: number | null }) =>
  port === null ? host : `${host}:${port}`

/** The address an application would use: the private one first. */
export const mainEndpoint = (row: Pick<Instance, 'endpoints'>) =>
  row.endpoints.find(({ kind }) => kind === 'private') ?? row.endpoints[0]

const ALIAS_KEYS = ['name', 'alias', '名称', '别名']

/** What else people call it: the cloud's description, or a tag that names it; undefined when that says nothing new. */
export function aliasOf(row: Pick<Instance, 'name' | 'tags'>, detail: InstanceDetail | null): string | undefined {
  const tagged = row.tags.find(({ key }) => ALIAS_KEYS.includes(key.toLowerCase()))?.value
  return [detail?.description, tagged].find((text) => text && text !== row.name) ?? undefined
}

/** `key:value`, or the key of a tag without a value. */
export const tagText = ({ key, value }: { key: string; value: string }) => (value ? `${key}:${value}` : key)
