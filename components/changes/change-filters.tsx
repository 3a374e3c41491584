'use client'

import { useTranslations } from 'next-intl'
import { ChoiceFilter, FilterBar, TypedFilter } from '@/components/list/filter-bar'
import { Button } from '@/components/ui/button'
import { Check } from '@/components/ui/check'
import { ACTIONS } from '@/lib/model/action'
import { CHANGE_STATES, type ChangeList } from '@/lib/model/change'
import type { ChangeFilters } from '@/lib/queries/changes'

/** Those that are taken away together; `view` is the tab. */
export const FILTER_NAMES = [
  'instance',
  'person',
  'state',
  'kind',
  'action',
  'ref',
  'plans',
] as const satisfies (keyof ChangeFilters)[]

interface BarProps {
  filters: ChangeFilters
  states: ChangeList['states']
  onChange: (change: Record<string, string | null>) => void
}

export function ChangeFilterBar({ filters, states, onChange }: BarProps) {
  const t = useTranslations('changes')
  const set = (name: keyof ChangeFilters) => (value: string | null) => onChange({ [name]: value })
  const isFiltered = FILTER_NAMES.some((name) => filters[name])
  return (
    <FilterBar
      label={t('filters.label')}
      clear={isFiltered && t('filters.clear')}
      onClear={() => onChange(Object.fromEntries(FILTER_NAMES.map((name) => [name, null])))}
    >
      <TypedFilter label={t('filters.instance')} value={filters.instance} onChange={set('instance')} search />
      <TypedFilter label={t('filters.person')} value={filters.person} onChange={set('person')} />
      <ChoiceFilter
        label={t('filters.state')}
        value={filters.state}
        onChange={set('state')}
        any={t('filters.any.state')}
        options={CHANGE_STATES.map((value) => ({
          value,
          label: states
            ? t('filters.counted', { word: t(`states.${value}`), count: states[value] ?? 0 })
            : t(`states.${value}`),
        }))}
      />
      <ChoiceFilter
        label={t('filters.action')}
        value={filters.action}
        onChange={set('action')}
        any={t('filters.any.action')}
        options={ACTIONS.map((value) => ({ value, label: t(`actions.${value}`) }))}
      />
      <ChoiceFilter
        label={t('filters.kind')}
        value={filters.kind}
        onChange={set('kind')}
        any={t('filters.any.kind')}
        options={(['write', 'destructive'] as const).map((value) => ({ value, label: t(`kinds.${value}`) }))}
      />
      {!filters.state && (
        <Check
          label={t('filters.unconfirmed')}
          checked={filters.plans === 'all'}
          onChange={(event) => onChange({ plans: event.target.checked ? 'all' : null })}
        />
      )}
      {filters.ref && (
        <Button size="small" icon="close" onClick={() => onChange({ ref: null })}>
          {t('filters.oneInstance')}
        </Button>
      )}
      {filters.view === 'glass' && (
        <Button size="small" icon="close" onClick={() => onChange({ view: null })}>
          {t('filters.glass')}
        </Button>
      )}
    </FilterBar>
  )
}
