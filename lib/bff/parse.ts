import { z } from 'zod'
import type { Problem, ProblemCode } from '@/lib/model/problem'
import { problem } from './problem'

type Fields = NonNullable<Problem['fields']>
type Issue = z.core.$ZodIssue

/**
 * Checks a value that came from outside. Objects that do not say otherwise refuse fields they do not know.
 * A problem `code` lists each field with a code of `problems.fields`: required, invalid, too-short, too-long, too-few,
 * too-many, out-of-range, unknown-field, or the `params.code` of a refinement of ours.
 */
export function parse<T>(schema: z.ZodType<T>, value: unknown, code: ProblemCode): T {
  const result = strict(schema).safeParse(value)
  if (result.success) return result.data
  const fields: Fields = {}
  for (const issue of result.error.issues) {
    for (const [path, field] of fieldsOf(issue, value)) fields[path] ??= field
  }
  throw problem(code, { fields })
}

const strictOnes = new WeakMap<z.ZodType, z.ZodType>()

/** The schema with unknown fields refused, unless it was made loose on purpose. */
function strict<T>(schema: z.ZodType<T>): z.ZodType<T> {
  if (!(schema instanceof z.ZodObject) || schema.def.catchall) return schema
  const known = strictOnes.get(schema) ?? schema.strict()
  strictOnes.set(schema, known)
  return known as z.ZodType<T> // the same object schema, with a catch-all of `never`
}

function fieldsOf(issue: Issue, root: unknown): [string, Fields[string]][] {
  const path = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, 20).map((key) => [path ? `${path}.${key}` : key, { code: 'unknown-field' }])
  }
  return [[path || 'body', field(issue, root)]]
}

function field(issue: Issue, root: unknown): Fields[string] {
  const value = valueAt(root, issue.path)
  switch (issue.code) {
    case 'invalid_type':
    case 'invalid_value':
      return { code: value === undefined || value === '' ? 'required' : 'invalid' }
    case 'too_small':
      if (issue.origin === 'string') {
        return value === '' ? { code: 'required' } : { code: 'too-short', params: { min: Number(issue.minimum) } }
      }
      if (issue.origin === 'array' || issue.origin === 'set') {
        return { code: 'too-few', params: { min: Number(issue.minimum) } }
      }
      return { code: 'out-of-range', params: { min: Number(issue.minimum) } }
    case 'too_big':
      if (issue.origin === 'string') return { code: 'too-long', params: { max: Number(issue.maximum) } }
      if (issue.origin === 'array' || issue.origin === 'set') {
        return { code: 'too-many', params: { max: Number(issue.maximum) } }
      }
      return { code: 'out-of-range', params: { max: Number(issue.maximum) } }
    case 'custom': {
      const { code = 'invalid', ...params } = z.record(z.string(), z.string()).catch({}).parse(issue.params)
      return { code, ...(Object.keys(params).length > 0 ? { params } : {}) }
    }
    default:
      return { code: value === undefined || value === '' ? 'required' : 'invalid' }
  }
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let at = root
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined
    at = (at as Record<PropertyKey, unknown>)[key] // it is an object and has the key: asked just above
  }
  return at
}
