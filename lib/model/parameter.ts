import { z } from 'zod'
import type { Validity } from './validity'

const told = { unit: z.string().optional(), note: z.string().optional() }
/** A validity as JSON has it: bounds are text, for some of them are above what a number holds. */
export const ValidityForm = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('enumeration'), values: z.array(z.string()), ...told }),
  z.object({ kind: z.literal('range'), min: z.string().regex(/^-?\d+$/), max: z.string().regex(/^-?\d+$/), ...told }),
  z.object({ kind: z.literal('pattern'), source: z.string(), ...told }),
])
export type ValidityForm = z.infer<typeof ValidityForm>

export const formOf = (validity: Validity): ValidityForm =>
  validity.kind === 'range'
    ? { ...validity, min: String(validity.min), max: String(validity.max) }
    : validity.kind === 'enumeration'
      ? { ...validity, values: [...validity.values] }
      : validity

export const validityOfForm = (form: ValidityForm): Validity =>
  form.kind === 'range' ? { ...form, min: BigInt(form.min), max: BigInt(form.max) } : form

/**
 * Why a parameter cannot be set: its cloud says that it is fixed, its write operation does not take this one, or the
 * instance's version is none that the operation takes. Texts are `parameters.fixed.<id>`.
 */
export const FIXED = ['told', 'not-listed', 'version'] as const

export const Parameter = z.object({
  name: z.string(),
  /** Null: not told. */
  value: z.string().nullable(),
  default: z.string().nullable(),
  /** Null: nobody tells what is allowed; the cloud decides. */
  validity: ValidityForm.nullable(),
  /** Whether setting it restarts the instance; null: not told. */
  restart: z.boolean().nullable(),
  fixed: z.enum(FIXED).nullable(),
  /** The cloud's own words. */
  told: z.string().nullable(),
  /**
   * The latest change that is known: one of ours, one that the cloud's own history has (`told`), or one that a reading
   * of ours found and that nothing sent from here explains (`found`, at that reading). `by` null: not told.
   */
  changed: z
    .object({
      kind: z.enum(['change', 'told', 'found']),
      at: z.string(),
      by: z.string().nullable(),
      from: z.string().nullable(),
      changeId: z.string().nullable(),
    })
    .nullable(),
  /** What our latest change wanted and the cloud took, while it still says another value. */
  wanted: z.object({ value: z.string(), at: z.string(), by: z.string(), changeId: z.string() }).nullable(),
})
export type Parameter = z.infer<typeof Parameter>

/** Why an instance shows no parameters. Texts are `parameters.none.<id>`. */
export const NO_PARAMETERS = ['service', 'engine', 'refused'] as const

/** GET /api/instances/[ref]/parameters: asked of its cloud at this moment. Viewers in scope. */
export const InstanceParameters = z.object({
  at: z.string(),
  /** Names of the operations that told it. */
  sources: z.array(z.string()),
  none: z.enum(NO_PARAMETERS).nullable(),
  /** Of `refused`: what the cloud said. */
  refusal: z.object({ kind: z.string(), code: z.string().nullable(), message: z.string().nullable() }).nullable(),
  /** Calls beside that for the values which it refused: what they tell is not told. */
  refused: z
    .array(z.object({ operation: z.string(), code: z.string().nullable(), message: z.string().nullable() }))
    .default([]),
  /** All of them can be put back to their defaults by one call. */
  resets: z.boolean(),
  parameters: z.array(Parameter),
})
export type InstanceParameters = z.infer<typeof InstanceParameters>
