'use client'

import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import { useFieldWords } from '@/components/ui/problem'
import type { FieldNames } from '@/lib/explorer/condition'
import type { Draft } from '@/lib/explorer/draft'
import type { FieldModel } from '@/lib/explorer/fields'
import { jsonErrorAt } from '@/lib/explorer/json-error'
import { momentExample, momentFormOf } from '@/lib/explorer/moment'
import type { Fields } from '@/lib/issues'

/** The words for a refused field: where all that is known is that it does not fit, what its control wants. */
export function useWrongWords(
  names?: FieldNames,
): (path: string, problem: Fields[string], field: FieldModel | undefined, text?: Draft) => string {
  const t = useTranslations('operations.wrong')
  const locale = useLang()
  const words = useFieldWords(names)
  return (path, { code, params }, field, text) => {
    if (code === 'empty-item') return t('emptyItem')
    const control = field?.control
    if (code === 'out-of-range' && control?.kind === 'number' && control.min !== undefined && control.max !== undefined)
      return t('range', { min: control.min, max: control.max })
    if (code !== 'invalid' || !control) return words(path, code, params)
    switch (control.kind) {
      case 'number':
        return t(control.whole ? 'whole' : 'number')
      case 'choice':
        return t('choice', { values: control.values.join(', ') })
      case 'json': {
        const at = typeof text === 'string' ? jsonErrorAt(text) : undefined
        return at ? t('jsonAt', at) : t('json')
      }
      case 'text': {
        const form = momentFormOf(field)
        if (form) return t('moment', { example: momentExample(form) })
        return field.note ? t('textNoted', { note: field.note[locale] }) : t('text')
      }
      default:
        return words(path, code, params)
    }
  }
}
