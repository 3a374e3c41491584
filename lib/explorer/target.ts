import type { Operation } from '@/lib/operation'

/** What an operation acts on, as it has to be typed before a destructive one is sent: one id, or ids with commas. */
export function targetTextOf(operation: Pick<Operation, 'target'>, input: unknown): string | undefined {
  if (!operation.target || typeof input !== 'object' || input === null) return undefined
  const value: unknown = new Map(Object.entries(input)).get(operation.target)
  const texts = [value].flat().filter((part) => typeof part === 'string' && part !== '')
  return texts.length > 0 ? texts.join(',') : undefined
}
