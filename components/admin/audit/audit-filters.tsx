'use client'

import { useTranslations } from 'next-intl'
import { ChoiceFilter, FilterBar, TypedFilter } from '@/components/list/filter-bar'
import { Input } from '@/components/ui/input'
import { AUDIT_OUTCOMES } from '@/lib/model/audit'
import type { AuditFilters } from '@/lib/queries/audit'
import { useActionWord } from './use-action-word'

export const FILTER_NAMES = ['q', 'actor', 'action', 'outcome', 'from', 'to'] as const satisfies (keyof AuditFilters)[]

interface BarProps {
  filters: AuditFilters
  actions: string[]
  onChange: (change: Record<string, string | null>) => void
}

export function AuditFilterBar({ filters, actions, onChange }: BarProps) {
  const t = useTranslations('admin.audit')
  const wordOf = useActionWord()
  // An open entry may not be among what is left.
  const set = (name: keyof AuditFilters) => (value: string | null) => onChange({ [name]: value, entry: null })
  const known = [...new Set([...actions, ...(filters.action ? [filters.action] : [])])]
  return (
    <FilterBar
      label={t('filters')}
      clear={Object.keys(filters).length > 0 && t('clear')}
      onClear={() => onChange(Object.fromEntries([...FILTER_NAMES, 'entry'].map((name) => [name, null])))}
    >
      <TypedFilter label={t('search')} value={filters.q} onChange={set('q')} search />
      <TypedFilter label={t('who')} value={filters.actor} onChange={set('actor')} />
      <ChoiceFilter
        label={t('what')}
        value={filters.action}
        onChange={set('action')}
        any={t('anyAction')}
        options={known.map((action) => ({ value: action, label: wordOf(action) ?? action }))}
      />
      <ChoiceFilter
        label={t('outcome')}
        value={filters.outcome}
        onChange={set('outcome')}
        any={t('anyOutcome')}
        options={AUDIT_OUTCOMES.map((outcome) => ({ value: outcome, label: t(`outcomes.${outcome}`) }))}
        className="w-36"
      />
      <Day name="from" label={t('from')} value={filters.from} onChange={set('from')} />
      <Day name="to" label={t('to')} value={filters.to} onChange={set('to')} />
    </FilterBar>
  )
}

interface DayProps {
  name: 'from' | 'to'
  label: string
  value: string | undefined
  onChange: (value: string | null) => void
}

/** A day in UTC, whole: the first one from its start, the last one to its end. */
function Day({ name, label, value, onChange }: DayProps) {
  const instant = (day: string) => (name === 'from' ? `${day}T00:00:00.000Z` : `${day}T23:59:59.999Z`)
  return (
    <label className="flex items-center gap-1.5 text-muted text-sm">
      {label}
      <Input
        size="small"
        className="w-36"
        type="date"
        value={value?.slice(0, 10) ?? ''}
        onChange={(event) => onChange(event.target.value ? instant(event.target.value) : null)}
      />
    </label>
  )
}
