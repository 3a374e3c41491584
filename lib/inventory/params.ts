import { z } from 'zod'
import { EXPORT_COLUMNS, type ExportColumn, isExportColumn } from '@/lib/model/export'
import { SORT_FIELDS } from '@/lib/model/fleet'
import { keyOf } from '@/lib/model/instance'
import { sortOf } from './select'

/** Longest query text: far above what a person types, below what an address line can hold. */
const q = z.string().max(4_000).default('')
const sort = z
  .enum(SORT_FIELDS.flatMap((field) => [field, `-${field}`] as const))
  .default('name')
  .transform(sortOf)

const whole = (min: number, max: number, fallback: number) =>
  z
    .string()
    .regex(/^\d{1,7}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max))
    .default(fallback)

export const WindowQuery = z.object({ q, sort, offset: whole(0, 1_000_000, 0), limit: whole(1, 200, 100) })
export const RefsQuery = z.object({ q, sort })
export const FacetsQuery = z.object({ q })
export const ExportQuery = z.object({
  q,
  sort,
  columns: z
    .string()
    .max(500)
    .default(Object.keys(EXPORT_COLUMNS).join(','))
    .transform((text) => text.split(','))
    .pipe(z.array(z.custom<ExportColumn>((name) => typeof name === 'string' && isExportColumn(name))).min(1)),
})

export const RefParams = z.object({
  ref: z
    .string()
    .max(300)
    .transform((ref, context) => {
      const key = ref.includes('\0') ? undefined : keyOf(ref)
      if (key) return key
      context.addIssue({ code: 'custom', message: 'not a reference' })
      return z.NEVER
    }),
})
