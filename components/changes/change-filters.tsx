'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Input, Select } from '@/components/ui/input'
import { ACTIONS, CHANGE_STATES } from '@/lib/model/change'
import type { ChangeFilters } from '@/lib/queries/changes'

export const FILTER_NAMES = [
  'instance',
  'person',
  'state',
  'kind',
  'action',
  'ref',
] as const satisfies (keyof ChangeFilters)[]
const TYPING_MS = 300

interface BarProps {
  filters: ChangeFilters
  onChange: (change: Record<string, string | null>) => void
}

export function ChangeFilterBar({ filters, onChange }: BarProps) {
  const t = useTranslations('changes')
  const choice = (name: 'state' | 'kind' | 'action', values: readonly string[], words: string) => (
    <Select
      size="small"
      className="w-44"
      aria-label={t(`filters.${name}`)}
      value={filters[name] ?? ''}
      onChange={(event) => onChange({ [name]: event.target.value || null })}
    >
      <option value="">{t(`filters.any.${name}`)}</option>
      {values.map((value) => (
        <option key={value} value={value}>
          {t(`${words}.${value}`)}
        </option>
      ))}
    </Select>
  )
  return (
    <search className="flex flex-wrap items-center gap-2 px-gut pb-3" aria-label={t('filters.label')}>
      <Typed name="instance" label={t('filters.instance')} value={filters.instance} onChange={onChange} search />
      <Typed name="person" label={t('filters.person')} value={filters.person} onChange={onChange} />
      {choice('state', CHANGE_STATES, 'states')}
      {choice('action', ACTIONS, 'actions')}
      {choice('kind', ['write', 'destructive'], 'kinds')}
      {filters.ref && (
        <Button size="small" icon="close" onClick={() => onChange({ ref: null })}>
          {t('filters.oneInstance')}
        </Button>
      )}
      {Object.keys(filters).length > 0 && (
        <Button
          variant="quiet"
          size="small"
          onClick={() => onChange(Object.fromEntries(FILTER_NAMES.map((name) => [name, null])))}
        >
          {t('filters.clear')}
        </Button>
      )}
    </search>
  )
}

interface TypedProps {
  name: 'instance' | 'person'
  label: string
  value: string | undefined
  onChange: BarProps['onChange']
  search?: boolean
}

/** Filters while typing, a moment after the last key. */
function Typed({ name, label, value = '', onChange, search }: TypedProps) {
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  useEffect(() => {
    if (text.trim() === value) return
    const timer = setTimeout(() => onChange({ [name]: text.trim() || null }), TYPING_MS)
    return () => clearTimeout(timer)
  })
  return (
    <Input
      size="small"
      className={search ? 'w-60' : 'w-40'}
      icon={search ? 'search' : undefined}
      type="search"
      aria-label={label}
      placeholder={label}
      data-search={search ? '' : undefined}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  )
}
