import { z } from 'zod'
import type { Operation } from '@/lib/operation'

/** What the probe knows when it fills a request. */
export interface Known {
  region: string
  instance?: { id: string; zone?: string }
}

/**
 * The input with which the permission probe may try a read: the region, the instance if there is one, and constants
 * the schema itself gives (defaults, enumerations, literals). Undefined when the row needs anything else.
 * Region and zone fields are known by their name: all four services call them `regionId`, `AvailableZone` or `ZoneId`.
 */
export function probeInput(operation: Operation, known: Known): Record<string, unknown> | undefined {
  const input: Record<string, unknown> = {}
  for (const [name, schema] of Object.entries(operation.request.shape as Record<string, z.ZodType>)) {
    const required = !schema.safeParse(undefined).success
    if (name === operation.target) {
      if (!known.instance) return undefined
      input[name] = known.instance.id
    } else if (/^region(id)?$/i.test(name)) {
      input[name] = known.region
    } else if (known.instance?.zone && /^(available)?zone(id)?$/i.test(name)) {
      input[name] = known.instance.zone
    } else if (required) {
      const constant = firstConstant(schema)
      if (constant === undefined) return undefined
      input[name] = constant
    }
  }
  return operation.request.safeParse(input).success ? input : undefined
}

function firstConstant(schema: z.ZodType): unknown {
  if (schema instanceof z.ZodEnum) return schema.options[0]
  if (schema instanceof z.ZodLiteral) return [...schema.values][0]
  return undefined
}
