import type { z } from 'zod'
import { noteOn, type Packing, packingOn, type Sensitivity, sensitivityOf, type Words } from '@/lib/operation'

type Schema = z.core.$ZodType
type Def = z.core.$ZodTypeDef & Record<string, unknown>

export const defOf = (schema: Schema) => schema._zod.def as Def // every def is an object; fields are checked by use

/** Wrappers that change whether a value must be there, not what it is. */
const WRAPPERS = new Set(['optional', 'nullable', 'default', 'prefault', 'nonoptional', 'readonly', 'catch'])

export interface Unwrapped {
  inner: Schema
  optional: boolean
  /** Undefined when there is none. */
  default: unknown
  /** The strictest mark on the schema or on any of its wrappers. */
  sensitivity: Sensitivity | undefined
  /** The outermost note. */
  note: Words | undefined
  packing: Packing | undefined
}

const unwrapped = new WeakMap<Schema, Unwrapped>()

/** A field's schema without optional, nullable, default and the like, and what they said. */
export function unwrap(schema: Schema): Unwrapped {
  let result = unwrapped.get(schema)
  if (!result) unwrapped.set(schema, (result = unwrapNow(schema)))
  return result
}

function unwrapNow(schema: Schema): Unwrapped {
  const result: Unwrapped = {
    inner: schema,
    optional: false,
    default: undefined,
    sensitivity: undefined,
    note: undefined,
    packing: undefined,
  }
  for (;;) {
    const mark = sensitivityOf(result.inner)
    if (mark === 'secret' || result.sensitivity === undefined) result.sensitivity = mark ?? result.sensitivity
    result.note ??= noteOn(result.inner)
    result.packing ??= packingOn(result.inner)
    const def = defOf(result.inner)
    if (!WRAPPERS.has(def.type)) return result
    if (def.type === 'optional') result.optional = true
    if (def.type === 'default' || def.type === 'prefault') result.default = def.defaultValue
    result.inner = def.innerType as Schema // what each of these wrappers holds
  }
}

/** The fields of an object schema, or undefined for anything else. */
export function shapeOf(schema: Schema): Record<string, Schema> | undefined {
  const def = defOf(schema)
  return def.type === 'object' ? (def.shape as Record<string, Schema>) : undefined // what an object schema holds
}

/** The item schema of a list, or undefined for anything else. */
export function elementOf(schema: Schema): Schema | undefined {
  const def = defOf(schema)
  return def.type === 'array' ? (def.element as Schema) : undefined // what an array schema holds
}

/** The schema of the values of a map from texts, or undefined for anything else. */
export function valueOf(schema: Schema): Schema | undefined {
  const def = defOf(schema)
  return def.type === 'record' ? (def.valueType as Schema) : undefined // what a record schema holds
}

/** The values that an enumeration or literal allows, or undefined. */
export function valuesOf(schema: Schema): (string | number | boolean)[] | undefined {
  const { type } = defOf(schema)
  if (type !== 'enum' && type !== 'literal') return undefined
  return [...(schema._zod.values ?? [])].filter((value) => /string|number|boolean/.test(typeof value)) as (
    | string
    | number
    | boolean
  )[] // just filtered
}
