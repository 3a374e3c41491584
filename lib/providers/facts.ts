import type { InstanceDetail, InstanceFacts, Status } from '@/lib/model/instance'
import { ProviderError } from './error'

type Told = string | number | boolean | null | undefined

/** A text that says something, or null. */
export const orNull = (value: Told): string | null =>
  value === undefined || value === null || value === '' ? null : String(value)

/** A finite number, also from its text, or null. */
export function numberOrNull(value: Told): number | null {
  if (value === undefined || value === null || value === '' || typeof value === 'boolean') return null
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}

export function integerOrNull(value: Told): number | null {
  const number = numberOrNull(value)
  return number !== null && Number.isInteger(number) ? number : null
}

/** An ISO time in UTC, or null for what is empty or no time. */
export function timeOrNull(value: Told): string | null {
  const time = typeof value === 'string' && value !== '' ? Date.parse(value) : Number.NaN
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

/** Distinct texts that say something, in order. */
export const distinct = (values: readonly Told[]): string[] => [
  ...new Set(values.flatMap((value) => orNull(value) ?? [])),
]

/** A time of day that vendors write as `18:00Z`. */
export function timeOfDay(value: Told): string | null {
  return typeof value === 'string' ? (/^(\d\d:\d\d)Z?$/.exec(value)?.[1] ?? null) : null
}

export function windowOf(start: Told, end: Told): InstanceDetail['maintenance'] {
  const [startUtc, endUtc] = [timeOfDay(start), timeOfDay(end)]
  return startUtc && endUtc ? { startUtc, endUtc } : null
}

/** A detail of which nothing but the facts was told. */
export const bareDetail = (facts: InstanceFacts): InstanceDetail => ({
  facts,
  maintenance: null,
  minorVersion: null,
  autoRenew: null,
  pendingOrder: null,
  releaseProtection: null,
  passwordFree: null,
  project: null,
  resourceGroup: null,
  securityGroup: null,
  securityIps: null,
  description: null,
  readOnlyNodes: null,
  nodes: null,
})

/** Suspended by the cloud: because the subscription ran out, if it did, else for a reason it did not tell. */
export const suspended = (expiresAt: string | null, now: Date): Status =>
  expiresAt !== null && Date.parse(expiresAt) <= now.getTime() ? 'expired' : 'locked'

/** The value, or undefined when the cloud says that there is no such thing. */
export async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'not-found') return undefined
    throw error
  }
}
