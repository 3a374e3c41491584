import { z } from 'zod'

/**
 * What an operation does to the customer's data and availability, never to the bill:
 * `destructive` can lose data, drop availability or cannot be undone. Money is `costs`.
 */
export type Kind = 'read' | 'write' | 'destructive'

export type ServiceId = 'alibaba-kvstore' | 'jdcloud-redis' | 'kingsoft-redis' | 'kingsoft-memcached'

/** A text in the two languages of the console. */
export interface Words {
  en: string
  zh: string
}

export type ObjectSchema = z.ZodObject
export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH'

/** How the permission probe may try a read: with no input beyond the region, or with the first instance it found. */
export type Probe = 'plain' | 'instance'

/** One row of a service's table. Everything the console does with an operation is derived from it. */
export interface OperationRow<Request extends ObjectSchema = ObjectSchema, Response extends z.ZodType = z.ZodType> {
  method: HttpMethod
  /** Path template of a REST service (`/v1/regions/{regionId}/...`); RPC services leave it out. */
  path?: string
  /** Own API version where it differs from the service's. */
  apiVersion?: string
  /** Version to try once when the cloud does not know the operation under `apiVersion`: some manuals print two. */
  otherApiVersion?: string
  kind: Kind
  /** Fields that make a `write` destructive when they are given: one row that renames and sets passwords. */
  destructiveWith?: readonly (keyof z.infer<Request> & string)[]
  /** True when calling it can change the bill: the plan then shows a price. */
  costs?: boolean
  /** True when the answer comes before the work is done. */
  async?: boolean
  probe?: Probe
  /** Subject it is listed under in the explorer. */
  group: string
  summary: Words
  /** Field that names the instance it acts on. Required on destructive rows. */
  target?: keyof z.infer<Request> & string
  /** Field that makes a repeat of the same request safe. Every row that is no read has this or `once`. */
  idempotency?: keyof z.infer<Request> & string
  /** Its manual knows no such field: it is sent at most once, and what became of it is found out by reading. */
  once?: true
  /** Section of the manual the row was written from. */
  manual?: string
  request: Request
  response: Response
}

export interface Operation<Request extends ObjectSchema = ObjectSchema, Response extends z.ZodType = z.ZodType>
  extends Omit<OperationRow<Request, Response>, 'target' | 'idempotency' | 'apiVersion'> {
  service: ServiceId
  name: string
  apiVersion: string
  target?: string
  idempotency?: string
}

// biome-ignore lint/suspicious/noExplicitAny: the constraint of a mapped type; the rows keep their own schemas
type Rows = Record<string, OperationRow<any, any>>

export type OperationTable<R extends Rows> = {
  readonly [Name in keyof R & string]: Operation<R[Name]['request'], R[Name]['response']> & { name: Name }
}

/** Whether a repeat is safe is said of every row that is no read, in one of the two ways. */
type Repeats<Row> = Row extends { kind: 'read' }
  ? { idempotency?: never; once?: never }
  : Row extends { once: true }
    ? { idempotency?: never }
    : { idempotency: string; once?: never }

/**
 * Declares operations of a service. Keys are the vendor's own operation names.
 * A destructive row without a target does not compile, nor does a mutation of which nobody said whether it repeats.
 */
export function operations<const R extends Rows>(
  service: ServiceId,
  apiVersion: string,
  rows: R & {
    [Name in keyof R]: (R[Name] extends { kind: 'destructive' } ? { target: string } : unknown) & Repeats<R[Name]>
  },
): OperationTable<R> {
  const table: Record<string, unknown> = {}
  for (const [name, row] of Object.entries(rows)) table[name] = { apiVersion, ...row, service, name }
  return table as OperationTable<R> // built key by key from R just above
}

export type Input<O extends Operation> = z.input<O['request']>
export type Output<O extends Operation> = z.output<O['response']>

/** What a call of an operation is: a `write` is destructive with some fields. */
export function kindOf({ kind, destructiveWith }: Pick<Operation, 'kind'> & KindFields, input: unknown): Kind {
  if (kind !== 'write' || typeof input !== 'object' || input === null) return kind
  const given = new Map<string, unknown>(Object.entries(input))
  return destructiveWith?.some((field) => given.get(field) !== undefined) ? 'destructive' : kind
}
interface KindFields {
  destructiveWith?: readonly string[]
}

/** How often an operation may be sent: as often as one likes, again with its token, or once. */
export const repeatsOf = ({ kind, idempotency }: Pick<Operation, 'kind' | 'idempotency'>): 'safe' | 'token' | 'once' =>
  kind === 'read' ? 'safe' : idempotency === undefined ? 'once' : 'token'

/** `alibaba-kvstore/DescribeInstances`: the name of an operation in the audit log, in URLs and in errors. */
export const idOf = (operation: Pick<Operation, 'service' | 'name'>) => `${operation.service}/${operation.name}`

/** How a field must be treated wherever its value could be seen: see `redact.ts`. */
export type Sensitivity = 'secret' | 'customerData'

const marks = z.registry<{ sensitivity: Sensitivity }>()

/** Marks a field that nobody may ever read back: passwords, keys. */
export function secret<S extends z.ZodType>(schema: S): S {
  marks.add(schema, { sensitivity: 'secret' })
  return schema
}

/** Marks a field that holds the customer's own data: shown to operators on demand, audited. */
export function customerData<S extends z.ZodType>(schema: S): S {
  marks.add(schema, { sensitivity: 'customerData' })
  return schema
}

/** The mark on exactly this schema object; wrappers are the caller's to unwrap. */
export const sensitivityOf = (schema: z.core.$ZodType): Sensitivity | undefined =>
  marks.get(schema as z.ZodType)?.sensitivity

const notes = z.registry<Words>()

/**
 * A copy of a field's schema with a note: what a person must know to fill it in, beyond its name. Marks and notes stay
 * through `.optional()`, `.min()` and the like.
 */
export function noted<S extends z.ZodType>(schema: S, en: string, zh: string): S {
  const copy = schema.clone(schema.def, { parent: true }) as S // clone() keeps the class
  notes.add(copy, { en, zh })
  return copy
}

/** The note on exactly this schema object; wrappers are the caller's to unwrap. */
export const noteOn = (schema: z.core.$ZodType): Words | undefined => notes.get(schema as z.ZodType)

/**
 * How a list or an object travels otherwise than numbered and named: in one parameter as JSON text or with commas between
 * its items, or a list of objects as one numbered list per field (`Name.Field.1`).
 */
export type Packing = 'json' | 'comma' | 'columns'
const packings = z.registry<{ packing: Packing }>()

/** Marks a list or an object that the cloud takes so; without it `flatten` numbers lists and names parts. */
export function packed<S extends z.ZodType>(schema: S, packing: Packing): S {
  packings.add(schema, { packing })
  return schema
}

/** The packing on exactly this schema object; wrappers are the caller's to unwrap. */
export const packingOn = (schema: z.core.$ZodType): Packing | undefined => packings.get(schema as z.ZodType)?.packing
