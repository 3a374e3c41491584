'use client'

import { useTranslations } from 'next-intl'
import type { FieldNames } from '@/lib/explorer/condition'

/** The words for one of a field's values; the value itself where it is the cloud's own word. */
export function useValueWords() {
  const t = useTranslations('create')
  const changes = useTranslations('changes')
  return (name: string, value: string) => {
    if (value === 'true' || value === 'false') return changes(value === 'true' ? 'on' : 'off')
    if (name === 'chargeType' && changes.has(`charges.${value}`)) return changes(`charges.${value}`)
    const key = `values.${name}.${value}`
    return /^[a-z-]+$/.test(value) && t.has(key) ? t(key) : value
  }
}

/** The name of a field in the person's language. */
export function useFieldName() {
  const t = useTranslations('create')
  const changes = useTranslations('changes')
  return (name: string) =>
    t.has(`fields.${name}`)
      ? t(`fields.${name}`)
      : changes.has(`fields.create.${name}`)
        ? changes(`fields.create.${name}`)
        : name
}

/** Fields and values as the wizard names them. */
export function useCreateNames(): FieldNames {
  return { field: useFieldName(), value: useValueWords() }
}
