import type { ServiceId } from '@/lib/operation'

/** A request as it was received: no secret, no signature. */
export interface JournalEntry {
  seq: number
  at: string
  service: ServiceId | undefined
  operation: string | undefined
  region: string | undefined
  accessKeyId: string | undefined
  owner: string | undefined
  scheme: string | undefined
  method: string
  host: string
  path: string
  headers: Record<string, string>
  /** Every parameter of query, form and JSON body by its name on the wire, except the signature. */
  params: Record<string, unknown>
  requestId: string
  status: number | undefined
  /** The vendor's error code, when it was refused. */
  code: string | undefined
  faults: string[]
  tookMs: number | undefined
}

export interface Counter {
  service: string
  operation: string
  region: string
  calls: number
  throttled: number
  failed: number
}

export interface Journal {
  append(entry: Omit<JournalEntry, 'seq'>): JournalEntry
  /** Counts a finished request. */
  finish(entry: JournalEntry): void
  entries(): readonly JournalEntry[]
  counters(): Counter[]
  /** Most requests that were open at one time, per access key. */
  peaks(): Record<string, number>
  open(accessKeyId: string): void
  close(accessKeyId: string): void
  clear(): void
}

const KEEP = 2_000

export function journal(): Journal {
  let kept: JournalEntry[] = []
  let seq = 0
  let counters = new Map<string, Counter>()
  const open = new Map<string, number>()
  let peaks = new Map<string, number>()
  return {
    append(entry) {
      const made = { ...entry, seq: ++seq }
      kept.push(made)
      if (kept.length > KEEP * 1.5) kept = kept.slice(-KEEP)
      return made
    },
    finish(entry) {
      const { service = 'unknown', operation = 'unknown', region = '' } = entry
      const name = `${service} ${operation} ${region}`
      const counter = counters.get(name) ?? { service, operation, region, calls: 0, throttled: 0, failed: 0 }
      counter.calls++
      if (entry.code !== undefined) counter.failed++
      if (entry.faults.includes('quota') || entry.faults.includes('throttling')) counter.throttled++
      counters.set(name, counter)
    },
    entries: () => kept.slice(-KEEP),
    counters: () => [...counters.values()],
    peaks: () => Object.fromEntries(peaks),
    open(id) {
      const now = (open.get(id) ?? 0) + 1
      open.set(id, now)
      peaks.set(id, Math.max(peaks.get(id) ?? 0, now))
    },
    close(id) {
      open.set(id, Math.max(0, (open.get(id) ?? 0) - 1))
    },
    clear() {
      kept = []
      counters = new Map()
      peaks = new Map()
    },
  }
}

const SECRET_HEADER = /^(authorization|x-acs-security-token|x-jdcloud-security-token|x-amz-security-token|cookie)$/
const SECRET_PARAM = /password|secret|^signature$|securitytoken|^x-amz-signature$/i

export const shownHeaders = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !SECRET_HEADER.test(name)))

/** Parameters for the journal: signatures left out, secrets blanked at any depth, in JSON texts too. */
export function shownParams(pairs: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  const shown: Record<string, unknown> = {}
  for (const [name, value] of pairs) {
    if (/^(signature|x-amz-signature)$/i.test(name)) continue
    shown[name] = shownValue(name, value)
  }
  return shown
}

function shownValue(name: string, value: unknown): unknown {
  if (SECRET_PARAM.test(name)) return '******'
  if (Array.isArray(value)) return value.map((item) => shownValue('', item))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shownValue(key, part)]))
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value
  try {
    return JSON.stringify(shownValue('', JSON.parse(value)))
  } catch {
    // What cannot be read cannot be blanked in parts.
    return SECRET_PARAM.test(value) ? '******' : value
  }
}
