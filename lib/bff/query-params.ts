import { z } from 'zod'

/** Longest query text: far above what a person types, below what an address line can hold. */
export const queryText = z.string().max(4_000).default('')

/** A whole number of an address. */
export const wholeText = (min: number, max: number, fallback: number) =>
  z
    .string()
    .regex(/^\d{1,7}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max))
    .default(fallback)

/** Which part of a list is asked for. */
export const windowText = { offset: wholeText(0, 1_000_000, 0), limit: wholeText(1, 200, 100) }

/** `field`, or `-field` for descending. */
export const sortText = <F extends string>(fields: readonly F[], fallback: F) =>
  z
    .enum(fields.flatMap((field) => [field, `-${field}`] as const))
    .optional()
    .transform((text) => ({
      field: (text ?? fallback).replace(/^-/, '') as F, // the list above admits no other
      descending: text?.startsWith('-') ?? false,
    }))
