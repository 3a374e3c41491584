import { z } from 'zod'
import type { ObjectSchema, Sensitivity, Words } from '@/lib/operation'
import { defOf, elementOf, shapeOf, unwrap, valuesOf } from '@/lib/schema'

type Schema = z.core.$ZodType
export type Scalar = string | number | boolean

/** How a value is entered. Bounds of texts and lists are lengths. */
export type Control =
  | { kind: 'choice'; values: Scalar[] }
  | { kind: 'number'; whole: boolean; min?: number; max?: number }
  | { kind: 'text'; min?: number; max?: number; pattern?: string }
  | { kind: 'list'; item: FieldModel; min?: number; max?: number }
  | { kind: 'group'; fields: FieldModel[] }
  /** What has no form of its own: maps and choices between shapes, written as JSON. */
  | { kind: 'json' }

/** One field of a form, made from its schema alone. */
export interface FieldModel {
  name: string
  /** Must be given, whatever the other fields say. */
  required: boolean
  /** Sent when nothing is given, as text. */
  fallback: string | undefined
  note: Words | undefined
  sensitivity: Sensitivity | undefined
  control: Control
}

const models = new WeakMap<Schema, FieldModel[]>()

/** The fields of a request, in the order of its schema. */
export function fieldsOfRequest(request: ObjectSchema): FieldModel[] {
  let fields = models.get(request)
  if (!fields) models.set(request, (fields = fieldsIn(shapeOf(request) ?? {})))
  return fields
}

/** The field at a path in dots; items of lists stand under their number. */
export function fieldAt(fields: readonly FieldModel[], path: string): FieldModel | undefined {
  const [first, ...rest] = path.split('.')
  let at = fields.find(({ name }) => name === first)
  for (const part of rest) {
    const control: Control | undefined = at?.control
    if (control?.kind === 'list') at = control.item
    else if (control?.kind === 'group') at = control.fields.find(({ name }) => name === part)
    else return undefined
  }
  return at
}

const fieldsIn = (shape: Record<string, Schema>) => Object.entries(shape).map(([name, schema]) => fieldOf(name, schema))

function fieldOf(name: string, schema: Schema): FieldModel {
  const { inner, optional, default: fallback, sensitivity, note } = unwrap(schema)
  return {
    name,
    required: !optional && fallback === undefined,
    fallback:
      fallback === undefined ? undefined : typeof fallback === 'object' ? JSON.stringify(fallback) : String(fallback),
    note: note ?? descriptionOf(schema),
    sensitivity,
    control: controlOf(inner),
  }
}

function controlOf(schema: Schema): Control {
  const values = valuesOf(schema)
  if (values) return { kind: 'choice', values }
  const shape = shapeOf(schema)
  if (shape) return { kind: 'group', fields: fieldsIn(shape) }
  const element = elementOf(schema)
  if (element) return { kind: 'list', item: fieldOf('', element), ...boundsOf(schema) }
  switch (defOf(schema).type) {
    case 'boolean':
      return { kind: 'choice', values: [true, false] }
    case 'number':
    case 'int':
      return {
        kind: 'number',
        ...boundsOf(schema),
        whole: checksOf(schema).some(({ check }) => check === 'number_format'),
      }
    case 'string':
      return { kind: 'text', ...boundsOf(schema), ...patternOf(schema) }
    default:
      return { kind: 'json' }
  }
}

/** The parts of zod's checks that a form can show. */
const Check = z.object({
  check: z.string(),
  value: z.number().optional().catch(undefined),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  pattern: z.instanceof(RegExp).optional(),
})

function checksOf(schema: Schema) {
  const def = defOf(schema)
  const checks = Array.isArray(def.checks) ? (def.checks as z.core.$ZodCheck[]) : [] // what a schema's definition holds
  return [def, ...checks.map((one) => one._zod.def)].flatMap((one) => Check.safeParse(one).data ?? [])
}

function boundsOf(schema: Schema): { min?: number; max?: number } {
  const bounds: { min?: number; max?: number } = {}
  for (const { check, value, minimum, maximum } of checksOf(schema)) {
    const min = check === 'greater_than' ? value : minimum
    const max = check === 'less_than' ? value : maximum
    if (min !== undefined) bounds.min = min
    if (max !== undefined) bounds.max = max
  }
  return bounds
}

const patternOf = (schema: Schema): { pattern?: string } => {
  const pattern = checksOf(schema).find((one) => one.pattern)?.pattern
  return pattern ? { pattern: pattern.source } : {}
}

/** A note of a row that was written before rows had notes in two languages. */
function descriptionOf(schema: Schema): Words | undefined {
  for (let at: unknown = schema; at instanceof z.ZodType; at = defOf(at).innerType) {
    if (at.description) return { en: at.description, zh: at.description }
  }
  return undefined
}
