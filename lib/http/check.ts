import { z } from 'zod'
import { defOf, elementOf, shapeOf } from '@/lib/schema'

type Check = (value: unknown) => boolean

const compiled = new WeakMap<z.ZodType, Check | undefined>()

/**
 * Whether a value passes a schema as it is. Answers are large and their schemas plain (loose objects, lists, bare
 * scalars), so that passing means staying the same: checking in place costs a tenth of zod's copying. Undefined when
 * the schema is not plain, and zod must decide.
 */
export function passesAsIs(schema: z.ZodType, value: unknown): boolean | undefined {
  if (!compiled.has(schema)) compiled.set(schema, compile(schema))
  return compiled.get(schema)?.(value)
}

function compile(schema: z.core.$ZodType): Check | undefined {
  const def = defOf(schema)
  if (Array.isArray(def.checks) && def.checks.length > 0) return undefined
  const inner = (check: (inside: Check) => Check) => {
    const inside = compile(def.innerType as z.core.$ZodType) // only called for wrappers, which hold one
    return inside && check(inside)
  }
  switch (def.type) {
    case 'string':
      return def.format === undefined ? (value) => typeof value === 'string' : undefined
    case 'number':
      return def.format === undefined ? Number.isFinite : undefined
    case 'boolean':
      return (value) => value === true || value === false
    case 'unknown':
    case 'any':
      return () => true
    case 'optional':
      return inner((inside) => (value) => value === undefined || inside(value))
    case 'nullable':
      return inner((inside) => (value) => value === null || inside(value))
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
  return checks.length === options.length ? (value) => checks.some((check) => check(value)) : undefined
}

function compileList(schema: z.core.$ZodType): Check | undefined {
  const element = elementOf(schema)
  const check = element && compile(element)
  return check && ((value) => Array.isArray(value) && value.every(check))
}

function compileObject(schema: z.core.$ZodType): Check | undefined {
  const names: string[] = []
  const checks: Check[] = []
  for (const [name, field] of Object.entries(shapeOf(schema) ?? {})) {
    const check = compile(field)
    if (!check) return undefined
    names.push(name)
    checks.push(check)
  }
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    const object = value as Record<string, unknown> // an object that is no list
    for (let i = 0; i < names.length; i++) {
      // Both lists were filled together.
      if (!(checks[i] as Check)(object[names[i] as string])) return false
    }
    return true
  }
}
