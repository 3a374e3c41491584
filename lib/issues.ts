import { z } from 'zod'
import type { Problem } from '@/lib/model/problem'

export type Fields = NonNullable<Problem['fields']>
type Issue = z.core.$ZodIssue

/**
 * What is wrong with a value, by field: path in dots -> a code of `problems.fields` (required, invalid, too-short,
 * too-long, too-few, too-many, out-of-range, unknown-field, or the `params.code` of a refinement of ours). The server
 * refuses with it, and a form says the same before it asks the server.
 */
export function fieldsOf(issues: readonly Issue[], value: unknown): Fields {
  const fields: Fields = {}
  for (const issue of issues) {
    for (const [path, field] of entriesOf(issue, value)) fields[path] ??= field
  }
  return fields
}

function entriesOf(issue: Issue, root: unknown): [string, Fields[string]][] {
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
