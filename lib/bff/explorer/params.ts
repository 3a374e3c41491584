import { z } from 'zod'
import { findOperation } from '@/lib/catalog'
import type { Operation } from '@/lib/operation'
import { problem } from '../problem'

/** `[service]/[action]` of the explorer's routes. */
export const OperationParams = z.object({ service: z.string().max(64), action: z.string().max(128) })

/** The row that the address names; throws `not-found`. */
export function operationAt({ service, action }: z.infer<typeof OperationParams>): Operation {
  const operation = findOperation(service, action)
  if (!operation) throw problem('not-found')
  return operation
}
