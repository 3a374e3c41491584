/** Prints the declared operations: `npm run operations`, or with `-- --json` as a JSON array for other programs. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { allOperations } from '@/lib/catalog'
import { SERVICE_IDS } from '@/lib/model/service'
import { idOf, type Operation, type Packing, repeatsOf, type Words } from '@/lib/operation'
import { rulesOf, wordsOf } from '@/lib/rules'
import { defOf, elementOf, shapeOf, unwrap, valuesOf } from '@/lib/schema'

interface Field {
  name: string
  required: boolean
  type: string
  enum?: (string | number | boolean)[]
  min?: number
  max?: number
  secret: boolean
  note?: Words
  /** How a list or an object travels in this one parameter, and what it holds. */
  packing?: Packing
  fields?: Field[]
}

/** Letters that the manuals number lists with: `Tag.N.Key`, `filters.N.values.M`. */
const INDEXES = ['N', 'M', 'K']

/** `within` says whether what holds the fields must be there: nothing inside an optional list is required. */
function fieldsOf(shape: Record<string, z.core.$ZodType>, prefix = '', depth = 0, within = true): Field[] {
  return Object.entries(shape).flatMap(([name, schema]) => fieldOf(prefix + name, schema, depth, within))
}

function fieldOf(name: string, schema: z.core.$ZodType, depth: number, within: boolean): Field[] {
  const { inner, optional, default: preset, sensitivity, note, packing } = unwrap(schema)
  if (packing) return [packedField(name, schema, within)]
  const shape = shapeOf(inner)
  if (shape) return fieldsOf(shape, `${name}.`, depth, within && !optional)
  const element = elementOf(inner)
  if (element) return fieldOf(`${name}.${INDEXES[depth] ?? 'N'}`, element, depth + 1, within && !optional)
  const values = valuesOf(inner)
  // What has one possible value, or a choice we made, the cloud requires although nobody has to give it to us.
  const filledIn = preset !== undefined && defOf(inner).type === 'literal'
  const bounds = inner instanceof z.ZodNumber ? boundsOf(inner) : {}
  return [
    {
      name,
      required: within && (filledIn || (!optional && preset === undefined)),
      type: typeName(inner, values),
      ...(values ? { enum: values } : {}),
      ...bounds,
      secret: sensitivity === 'secret',
      ...(note ? { note } : {}),
    },
  ]
}

/** What travels as one text is one field; what the text holds stands below it. */
function packedField(name: string, schema: z.core.$ZodType, within: boolean): Field {
  const { inner, optional, default: preset, sensitivity, note, packing } = unwrap(schema)
  const item = elementOf(inner)
  const held = item ? unwrap(item).inner : inner
  const shape = shapeOf(held)
  const values = valuesOf(held)
  return {
    name,
    required: within && !optional && preset === undefined,
    type: 'string',
    packing,
    ...(values ? { enum: values } : {}),
    secret: sensitivity === 'secret',
    ...(note ? { note } : {}),
    ...(shape ? { fields: fieldsOf(shape) } : {}),
  }
}

function typeName(schema: z.core.$ZodType, values: Field['enum']): string {
  if (values) return typeof values[0] === 'number' ? 'integer' : typeof values[0]
  return schema instanceof z.ZodNumber && schema.isInt ? 'integer' : defOf(schema).type
}

/** Bounds that were declared; zod itself bounds every integer by what a double holds. */
function boundsOf({ minValue, maxValue }: z.ZodNumber): { min?: number; max?: number } {
  return {
    ...(minValue !== null && minValue > Number.MIN_SAFE_INTEGER ? { min: minValue } : {}),
    ...(maxValue !== null && maxValue < Number.MAX_SAFE_INTEGER ? { max: maxValue } : {}),
  }
}

/** Names that the emulator behaves for; none when it is not part of this checkout. */
async function emulated(): Promise<ReadonlySet<string>> {
  // Only at run time: no console module may depend on the emulator.
  const path = '../../emulator/behaviours.ts'
  try {
    const module = (await import(path)) as { emulatedOperations(): Set<string> } // its one export, by agreement
    return module.emulatedOperations()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return new Set()
    throw error
  }
}

/**
 * Operations that the adapter of their service calls. Adapters reach rows only as `op.Name`, so their source tells it
 * without a list that could go stale.
 */
function adapted(): ReadonlySet<string> {
  const providers = fileURLToPath(new URL('../providers/', import.meta.url))
  const called = SERVICE_IDS.flatMap((service) => {
    const folder = join(providers, ...service.split('-'))
    const sources = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    const names = sources.flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/\bop\.(\w+)/g)])
    return names.map(([, name]) => `${service}/${name}`)
  })
  return new Set(called)
}

async function main() {
  const inEmulator = await emulated()
  const inAdapter = adapted()
  const rows = allOperations().map((operation: Operation) => ({
    service: operation.service,
    name: operation.name,
    method: operation.method,
    path: operation.path ?? '/',
    apiVersion: operation.apiVersion,
    kind: operation.kind,
    costs: operation.costs ?? false,
    probe: operation.probe ?? null,
    summary: operation.summary,
    async: operation.async ?? false,
    group: operation.group,
    target: operation.target ?? null,
    idempotency: operation.idempotency ?? null,
    repeats: repeatsOf(operation),
    request: fieldsOf(operation.request.shape),
    rules: rulesOf(operation.request).map(wordsOf),
    adapter: inAdapter.has(idOf(operation)),
    emulated: inEmulator.has(idOf(operation)),
  }))
  if (process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
    return
  }
  for (const row of rows) {
    process.stdout.write(`${row.service}/${row.name}  ${row.kind}${row.costs ? ', costs' : ''}  ${row.summary.en}\n`)
  }
}

await main()
