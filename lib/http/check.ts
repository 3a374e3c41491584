import { z } from 'zod'
import { defOf, elementOf, shapeOf } from '@/lib/schema'

/** What a schema lets pass: values of these kinds (`kindOf`, added up), and those objects and lists that `inside` likes. */
interface Check {
  kinds: number
  inside: ((value: object) => boolean) | undefined
}

const UNDEFINED = 1
const NULL = 2
const STRING = 4
const NUMBER = 8
const BOOLEAN = 16
const OTHER = 32
const ANYTHING = UNDEFINED | NULL | STRING | NUMBER | BOOLEAN | OTHER

function kindOf(value: unknown): number {
  if (typeof value === 'string') return STRING
  if (value === undefined) return UNDEFINED
  if (typeof value === 'number') return Number.isFinite(value) ? NUMBER : OTHER
  if (typeof value === 'boolean') return BOOLEAN
  return value === null ? NULL : OTHER
}

const passes = ({ kinds, inside }: Check, value: unknown): boolean =>
  (kinds & kindOf(value)) !== 0 ||
  (inside !== undefined && typeof value === 'object' && value !== null && inside(value))

const compiled = new WeakMap<z.ZodType, Check | undefined>()

/**
 * Whether a value passes a schema as it is. Answers are large and their schemas plain (loose objects, lists, bare
 * scalars), so that passing means staying the same: checking in place costs a tenth of zod's copying. Undefined when
 * the schema is not plain, and zod must decide.
 */
export function passesAsIs(schema: z.ZodType, value: unknown): boolean | undefined {
  if (!compiled.has(schema)) compiled.set(schema, compile(schema))
  const check = compiled.get(schema)
  return check && passes(check, value)
}

function compile(schema: z.core.$ZodType): Check | undefined {
  const def = defOf(schema)
  if (Array.isArray(def.checks) && def.checks.length > 0) return undefined
  const plain = (kinds: number): Check | undefined =>
    def.format === undefined ? { kinds, inside: undefined } : undefined
  const wrapped = (kind: number): Check | undefined => {
    const check = compile(def.innerType as z.core.$ZodType) // only called for wrappers, which hold one
    return check && { kinds: check.kinds | kind, inside: check.inside }
  }
  switch (def.type) {
    case 'string':
      return plain(STRING)
    case 'number':
      return plain(NUMBER)
    case 'boolean':
      return plain(BOOLEAN)
    case 'unknown':
    case 'any':
      return plain(ANYTHING)
    case 'optional':
      return wrapped(UNDEFINED)
    case 'nullable':
      return wrapped(NULL)
    case 'union':
      return compileUnion(def.options as z.core.$ZodType[]) // what a union schema holds
    case 'array':
      return compileList(schema)
    case 'object':
      return def.catchall instanceof z.ZodUnknown ? compileObject(schema) : undefined
    default:
      return undefined
  }
}

function compileUnion(options: z.core.$ZodType[]): Check | undefined {
  const checks = options.flatMap((option) => compile(option) ?? [])
  if (checks.length < options.length) return undefined
  return {
    kinds: checks.reduce((kinds, check) => kinds | check.kinds, 0),
    inside: (value) => checks.some((check) => passes(check, value)),
  }
}

function compileList(schema: z.core.$ZodType): Check | undefined {
  const element = elementOf(schema)
  const check = element && compile(element)
  return check && { kinds: 0, inside: (value) => Array.isArray(value) && value.every((item) => passes(check, item)) }
}

function compileObject(schema: z.core.$ZodType): Check | undefined {
  const fields = new Map<string, Check>()
  for (const [name, field] of Object.entries(shapeOf(schema) ?? {})) {
    const check = compile(field)
    if (!check) return undefined
    fields.set(name, check)
  }
  const required = [...fields].flatMap(([name, { kinds }]) => (kinds & UNDEFINED ? [] : name))
  return {
    kinds: 0,
    inside(value) {
      if (Array.isArray(value)) return false
      const object = value as Record<string, unknown> // an object that is no list
      // Asking for each declared field costs five times as much: most of them are not there.
      for (const name in object) {
        const check = fields.get(name)
        if (check && !passes(check, object[name])) return false
      }
      for (const name of required) if (object[name] === undefined) return false
      return true
    },
  }
}
