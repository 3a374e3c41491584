import { z } from 'zod'
import { fieldsOf } from '@/lib/issues'
import type { ProblemCode } from '@/lib/model/problem'
import { problem } from './problem'

/**
 * Checks a value that came from outside. Objects that do not say otherwise refuse fields they do not know.
 * A problem `code` lists each field with a code of `problems.fields`: required, invalid, too-short, too-long, too-few,
 * too-many, out-of-range, unknown-field, or the `params.code` of a refinement of ours.
 */
export function parse<T>(schema: z.ZodType<T>, value: unknown, code: ProblemCode): T {
  const result = strict(schema).safeParse(value)
  if (result.success) return result.data
  throw problem(code, { fields: fieldsOf(result.error.issues, value) })
}

const strictOnes = new WeakMap<z.ZodType, z.ZodType>()

/** The schema with unknown fields refused, unless it was made loose on purpose. */
function strict<T>(schema: z.ZodType<T>): z.ZodType<T> {
  if (!(schema instanceof z.ZodObject) || schema.def.catchall) return schema
  const known = strictOnes.get(schema) ?? schema.strict()
  strictOnes.set(schema, known)
  return known as z.ZodType<T> // the same object schema, with a catch-all of `never`
}
