import type { z } from 'zod'
import type { Sensitivity } from '@/lib/operation'
import { defOf, elementOf, shapeOf, unwrap, valueOf } from '@/lib/schema'

/** Stands where a secret was. Nothing of the secret, its length included, is left. */
export const SECRET = '******'
/** Stands where customer data was that its reader may not see or did not ask for. */
export const MASKED = '[masked]'
/** Stands where a value does not have the form its schema says, so that it could hold anything. */
export const NOT_SHOWN = '[not shown]'

export interface RedactOptions {
  /** Shows `customerData()` fields: only on an operator's demand, which is audited. Secrets stay blank. */
  revealCustomerData?: boolean
  /**
   * Keeps fields that the schema does not know, for a provider's raw answer; they are masked by their names. Without
   * it they are dropped, and values of unknown form are not shown.
   */
  keepUnknown?: boolean
}

/** A schema that redaction cannot walk: such a schema must not be declared, and nothing of its value is shown. */
export class CannotRedact extends Error {
  override readonly name = 'CannotRedact'
}

const MAX_DEPTH = 64

/** How values of one schema are hidden; made once, as every row of every answer passes here. */
type Plan = (value: unknown, options: RedactOptions) => unknown
const plans = new WeakMap<z.core.$ZodType, Plan>()

/** A copy of a value in which what its schema marks is hidden. Throws `CannotRedact` for a schema it cannot walk. */
export const redact = (schema: z.core.$ZodType, value: unknown, options: RedactOptions = {}): unknown =>
  planOf(schema)(value, options)

function planOf(schema: z.core.$ZodType): Plan {
  let plan = plans.get(schema)
  if (!plan) {
    const { inner, sensitivity } = unwrap(schema)
    const walk = walkOf(inner)
    plan = (value, options) => {
      if (value === undefined || value === null) return value
      return hide(sensitivity, options) ?? walk(value, options)
    }
    plans.set(schema, plan)
  }
  return plan
}

function walkOf(schema: z.core.$ZodType): Plan {
  const shape = shapeOf(schema)
  if (shape) {
    const fields = new Map(Object.entries(shape).map(([name, field]) => [name, planOf(field)]))
    return (value, options) => (isPlain(value) ? redactObject(fields, value, options) : NOT_SHOWN)
  }
  const element = elementOf(schema)
  if (element) {
    const plan = planOf(element)
    return (value, options) => (Array.isArray(value) ? value.map((item) => plan(item, options)) : NOT_SHOWN)
  }
  const item = valueOf(schema)
  if (item) return mapPlan(planOf(item))
  const list = listOption(schema)
  if (list) return (value, options) => (Array.isArray(value) ? list.whole(value, options) : list.single(value, options))
  const allowed = leafTypes(schema)
  if (allowed === 'anything') return redactUnknown
  return (value) => (allowed.includes(typeof value) ? value : NOT_SHOWN)
}

/** Parts of `X or a list of X`, as clouds write a field that can hold several; undefined for anything else. */
function listOption(schema: z.core.$ZodType): { whole: Plan; single: Plan } | undefined {
  const def = defOf(schema)
  if (def.type !== 'union') return undefined
  const [single, list, ...more] = def.options as z.core.$ZodType[] // what a union schema holds
  if (!single || !list || more.length > 0 || defOf(list).type !== 'array') return undefined
  return { whole: planOf(list), single: planOf(single) }
}

function redactObject(fields: Map<string, Plan>, value: Record<string, unknown>, options: RedactOptions) {
  const result: Record<string, unknown> = {}
  for (const name of Object.keys(value)) {
    const plan = fields.get(name)
    if (plan) put(result, name, plan(value[name], options))
    else if (options.keepUnknown) put(result, name, redactByName(name, value[name], options, 0))
  }
  return result
}

/** Keys of a map are nobody's to declare: what its values say counts, and the names that always hide. */
const mapPlan =
  (plan: Plan): Plan =>
  (value, options) => {
    if (!isPlain(value)) return NOT_SHOWN
    const result: Record<string, unknown> = {}
    for (const [key, item] of Object.entries(value)) {
      const shown = plan(item, options)
      put(result, key, typeof shown === 'object' ? shown : redactByName(key, shown, options, 0))
    }
    return result
  }

function redactUnknown(value: unknown, options: RedactOptions): unknown {
  if (options.keepUnknown) return redactByName('', value, options, 0)
  return typeof value === 'number' || typeof value === 'boolean' ? value : NOT_SHOWN
}

/** Types of value that each schema without parts allows. */
const LEAVES: Record<string, readonly string[]> = {
  string: ['string'],
  number: ['number'],
  int: ['number'],
  bigint: ['bigint'],
  boolean: ['boolean'],
  enum: ['string', 'number'],
  literal: ['string', 'number', 'boolean'],
}

function leafTypes(schema: z.core.$ZodType): readonly string[] | 'anything' {
  const def = defOf(schema)
  const types = LEAVES[def.type]
  if (types) return types
  if (def.type === 'unknown' || def.type === 'any') return 'anything'
  if (def.type === 'null' || def.type === 'undefined') return []
  if (def.type === 'union') {
    // A choice between scalars has nothing to walk into; any other could hide a mark.
    const options = def.options as z.core.$ZodType[] // what a union schema holds
    const parts = options.map((option) => {
      if (unwrap(option).sensitivity !== undefined) throw new CannotRedact('a union with a marked option')
      return leafTypes(unwrap(option).inner)
    })
    if (parts.every((part) => part !== 'anything')) return parts.flat()
  }
  throw new CannotRedact(`a schema of type ${def.type}`)
}

const SECRET_NAMES = /passw|passwd|pwd|secret|token|credential|private_?key|access_?key|signature|authori[sz]ation/i
const CUSTOMER_NAMES = /command|argument|download_?url|intranet_?url|hot_?key|big_?key|key_?name|sql_?text/i

/** For what no schema knows: hides by the name of the field, at any depth. */
function redactByName(name: string, value: unknown, options: RedactOptions, depth: number): unknown {
  if (value === undefined || value === null || typeof value === 'boolean') return value
  const mark = SECRET_NAMES.test(name) ? 'secret' : CUSTOMER_NAMES.test(name) ? 'customerData' : undefined
  const hidden = hide(mark, options)
  if (hidden !== undefined) return hidden
  if (typeof value !== 'object') return value
  if (depth >= MAX_DEPTH) return NOT_SHOWN
  if (Array.isArray(value)) return value.map((item) => redactByName(name, item, options, depth + 1))
  const result: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) put(result, key, redactByName(key, item, options, depth + 1))
  return result
}

function hide(sensitivity: Sensitivity | undefined, options: RedactOptions): string | undefined {
  if (sensitivity === 'secret') return SECRET
  return sensitivity === 'customerData' && !options.revealCustomerData ? MASKED : undefined
}

/** Never through `result[name] =`, which a key `__proto__` would turn into a change of prototype. */
function put(result: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') result[name] = value
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
