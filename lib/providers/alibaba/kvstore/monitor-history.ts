import { isObject } from '@/lib/providers/answer'

/** What was sent of each minute (ms): metric to number. */
export type History = Map<number, ReadonlyMap<string, number>>

const MINUTE_MS = 60_000

/**
 * `MonitorHistory` of DescribeHistoryMonitorValues: JSON as a text, minute to metric to value. Values are texts (13.2 of
 * 2021), numbers or flags (2017). 2017 prints a list of objects instead of one object, and the XML sample of 2021 has
 * pairs in square brackets: all are read. A metric that is left out of a minute is zero; a minute that is left out says
 * nothing. Undefined for what is none of these.
 */
export function parseHistory(told: unknown): History | undefined {
  const body = typeof told === 'string' ? parsed(told.trim()) : told
  const minutes = Array.isArray(body) ? body : [body]
  if (told === '' || told === null || told === undefined) return new Map()
  const history: Map<number, Map<string, number>> = new Map()
  for (const part of minutes) {
    if (!isObject(part)) return undefined
    for (const [time, values] of Object.entries(part)) {
      const at = Math.floor(Date.parse(time) / MINUTE_MS) * MINUTE_MS
      if (Number.isNaN(at) || !isObject(values)) continue
      const minute = history.get(at) ?? new Map<string, number>()
      for (const [key, value] of Object.entries(values)) {
        const number = numberOf(value)
        if (number !== undefined) minute.set(key, number)
      }
      history.set(at, minute)
    }
  }
  return history
}

function parsed(text: string): unknown {
  for (const candidate of [text, text.replace(/^\[/, '{').replace(/\]$/, '}')]) {
    try {
      const value: unknown = JSON.parse(candidate)
      // A text in a text.
      return typeof value === 'string' ? parsed(value) : value
    } catch {
      // The next spelling.
    }
  }
  return undefined
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'string' && value.trim() === '') return undefined
  if (typeof value === 'string' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true' ? 1 : 0
  const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN
  return Number.isFinite(number) ? number : undefined
}
