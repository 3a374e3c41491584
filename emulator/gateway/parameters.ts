import type { z } from 'zod'
import { packingOn } from '@/lib/operation'
import type { Pair } from './encoding'

/** Raw parameters, unflattened: texts, lists and objects without prototype. */
export type Tree = { [name: string]: unknown }

const bare = (): Tree => Object.create(null) as Tree // Object.create is typed any

/** `Tag.1.Key=a` and `x[0]=b` to a tree; a name that comes twice becomes a list. */
export function unflatten(pairs: Iterable<Pair>): Tree {
  const root = bare()
  for (const [name, value] of pairs) {
    const steps = name.replace(/\[(\w*)\]/g, '.$1').split('.')
    let at = root
    for (const [i, step] of steps.entries()) {
      if (i === steps.length - 1) {
        const there = at[step]
        at[step] = there === undefined ? value : Array.isArray(there) ? [...there, value] : [there, value]
      } else {
        if (!isTree(at[step])) at[step] = bare()
        at = at[step] as Tree // made one on the line above
      }
    }
  }
  return root
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The parts of zod's definitions that this file reads. */
interface Definition {
  type: string
  innerType?: z.ZodType
  element?: z.ZodType
  shape?: Record<string, z.ZodType>
  valueType?: z.ZodType
  values?: readonly unknown[]
}
const definitionOf = (schema: z.ZodType) => schema.def as unknown as Definition // zod has one class per type, we walk them all

/**
 * Brings raw texts into the types that a row's schema wants. Fields that the schema does not know are left out, as
 * the vendors ignore them; what cannot be converted stays a text, for the schema to refuse.
 */
export function coerce(schema: z.ZodType, packedValue: unknown): unknown {
  const value = unpack(schema, packedValue)
  const def = definitionOf(schema)
  if (def.innerType) return value === undefined ? undefined : coerce(def.innerType, value)
  switch (def.type) {
    case 'object': {
      if (!isTree(value)) return value
      const made: Tree = {}
      for (const [name, field] of Object.entries(def.shape ?? {}))
        if (value[name] !== undefined && value[name] !== null) made[name] = coerce(field, value[name])
      return made
    }
    case 'record': {
      const item = def.valueType
      if (!item || !isTree(value)) return value
      const made: Tree = {}
      for (const [name, part] of Object.entries(value)) made[name] = coerce(item, part)
      return made
    }
    case 'array': {
      const element = def.element
      const items = listOf(value)
      return element && items ? items.map((item) => coerce(element, item)) : value
    }
    case 'number':
      return typeof value === 'string' && /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : value
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : value
    case 'bigint':
      return typeof value === 'string' && /^-?\d+$/.test(value) ? BigInt(value) : value
    case 'string':
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
    case 'literal':
      return def.values?.find((allowed) => String(allowed) === value) ?? value
    default:
      return value
  }
}

/** What a packed value holds: JSON, a list with commas, or columns. A text that is not JSON stays, for the schema to refuse. */
function unpack(schema: z.ZodType, value: unknown): unknown {
  const packing = packingOn(schema)
  if (packing === 'columns') return isTree(value) ? rowsOf(value) : value
  if (typeof value !== 'string' || packing === undefined) return value
  if (packing === 'comma') return value.split(',').filter((part) => part !== '')
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

/** One numbered list per field as a list of objects: what has the same number belongs together. */
function rowsOf(columns: Tree): unknown {
  const rows = new Map<string, Tree>()
  for (const [name, column] of Object.entries(columns)) {
    // A name without a number is that of a single row.
    const cells = isTree(column)
      ? Object.entries(column)
      : Array.isArray(column)
        ? [...column.entries()]
        : [['1', column]]
    for (const [place, cell] of cells) {
      const row = rows.get(String(place)) ?? bare()
      row[name] = cell
      rows.set(String(place), row)
    }
  }
  return [...rows].sort(([a], [b]) => Number(a) - Number(b)).map(([, row]) => row)
}

/** A list in any of the spellings: JSON, repeated name, or indexes that begin at 0 or 1. */
function listOf(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value
  if (typeof value === 'string') return value === '' ? [] : [value]
  if (!isTree(value)) return undefined
  const indexes = Object.keys(value)
  if (!indexes.every((index) => /^\d+$/.test(index))) return undefined
  return indexes.sort((a, b) => Number(a) - Number(b)).map((index) => value[index])
}
