import { z } from 'zod'
import { queryText, windowText } from '@/lib/bff/query-params'
import { EXPORT_COLUMNS, type ExportColumn, isExportColumn } from '@/lib/model/export'
import { SORT_FIELDS } from '@/lib/model/fleet'
import { keyOf } from '@/lib/model/instance'
import { sortOf } from './select'

const sort = z
  .enum(SORT_FIELDS.flatMap((field) => [field, `-${field}`] as const))
  .default('name')
  .transform(sortOf)

export const WindowQuery = z.object({ q: queryText, sort, ...windowText })
export const RefsQuery = z.object({ q: queryText, sort })
export const FacetsQuery = z.object({ q: queryText })
export const ExportQuery = z.object({
  q: queryText,
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
