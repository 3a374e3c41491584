'use client'
import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import type { Field } from '@/lib/model/query-fields'
import { PROVIDER_NAMES, SERVICES } from '@/lib/model/service'
import { STATUSES } from '@/lib/model/status'

export const ENGINE_NAMES: Record<string, string> = { redis: 'Redis', memcached: 'Memcached' }

/** The word a person reads for a value of the query language; undefined where the value is its own word. */
export function useValueWord(): (field: Field, value: string) => string | undefined {
  const t = useTranslations('instances')
  const status = useTranslations('status')
  const lang = useLang()
  return (field, value) => {
    if (field === 'status') return (STATUSES as readonly string[]).includes(value) ? status(value) : undefined
    if (field === 'provider') return nameIn(PROVIDER_NAMES, value, lang)
    if (field === 'service') return nameIn(SERVICES, value, lang)
    if (field === 'engine') return ENGINE_NAMES[value]
    if (field === 'arch' && t.has(`arch.${value}`)) return t(`arch.${value}`)
    if (field === 'coverage' && t.has(`standings.${value}`)) return t(`standings.${value}`)
    if (field === 'charge' && t.has(`charge.${value}`)) return t(`charge.${value}`)
    if (field === 'price' && t.has(`price.${value}`)) return t(`price.${value}`)
    return value === '' ? t('notSaid') : undefined
  }
}

function nameIn(names: Record<string, { en: string; zh: string }>, value: string, lang: 'en' | 'zh') {
  return Object.hasOwn(names, value) ? names[value]?.[lang] : undefined
}
