import type { Kind, Operation } from '@/lib/operation'
import { type FieldModel, fieldsOfRequest } from './fields'

/** An operation that takes an id, and the field that takes it. */
export interface Follow {
  operation: Operation
  field: string
}

const isId = (name: string) => /id$/i.test(name)
const takesText = ({ control }: FieldModel) =>
  control.kind === 'text' || (control.kind === 'list' && control.item.control.kind === 'text')

const KINDS: readonly Kind[] = ['read', 'write', 'destructive']
const orderOf = ({ operation }: Follow) => KINDS.indexOf(operation.kind)

/**
 * Which operations of a service take the id that stands in an answer under a name: those with a field of that name.
 * Answers and requests of one service call a thing the same, but for capitals. Reads come first, destructive ones last.
 */
export function followsOf(operations: readonly Operation[]): (name: string) => Follow[] {
  const takers = new Map<string, Follow[]>()
  for (const operation of operations) {
    for (const field of fieldsOfRequest(operation.request)) {
      if (!isId(field.name) || /^region/i.test(field.name) || !takesText(field)) continue
      const key = field.name.toLowerCase()
      takers.set(key, [...(takers.get(key) ?? []), { operation, field: field.name }])
    }
  }
  return (name) => [...(takers.get(name.toLowerCase()) ?? [])].sort((a, b) => orderOf(a) - orderOf(b))
}
