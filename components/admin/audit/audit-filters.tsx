'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Input, Select } from '@/components/ui/input'
import { AUDIT_OUTCOMES } from '@/lib/model/audit'
import type { AuditFilters } from '@/lib/queries/audit'
import { useActionWord } from './use-action-word'

export const FILTER_NAMES = ['q', 'actor', 'action', 'outcome', 'from', 'to'] as const satisfies (keyof AuditFilters)[]
const TYPING_MS = 300

interface BarProps {
  filters: AuditFilters
  actions: string[]
  onChange: (change: Record<string, string | null>) => void
}

export function AuditFilterBar({ filters, actions, onChange }: BarProps) {
  const t = useTranslations('admin.audit')
  const wordOf = useActionWord()
  const filtered = Object.keys(filters).length > 0
  return (
    <search className="flex flex-wrap items-center gap-2 px-gut pb-3" aria-label={t('filters')}>
      <Typed name="q" label={t('search')} value={filters.q} onChange={onChange} search />
      <Typed name="actor" label={t('who')} value={filters.actor} onChange={onChange} />
      <Select
        size="small"
        className="w-44"
        aria-label={t('what')}
        value={filters.action ?? ''}
        onChange={(event) => onChange({ action: event.target.value || null, entry: null })}
      >
        <option value="">{t('anyAction')}</option>
        {[...new Set([...actions, ...(filters.action ? [filters.action] : [])])].map((action) => (
          <option key={action} value={action}>
            {wordOf(action) ?? action}
          </option>
        ))}
      </Select>
      <Select
        size="small"
        className="w-36"
        aria-label={t('outcome')}
        value={filters.outcome ?? ''}
        onChange={(event) => onChange({ outcome: event.target.value || null, entry: null })}
      >
        <option value="">{t('anyOutcome')}</option>
        {AUDIT_OUTCOMES.map((outcome) => (
          <option key={outcome} value={outcome}>
            {t(`outcomes.${outcome}`)}
          </option>
        ))}
      </Select>
      <Day name="from" label={t('from')} value={filters.from} onChange={onChange} />
      <Day name="to" label={t('to')} value={filters.to} onChange={onChange} />
      {filtered && (
        <Button
          variant="quiet"
          size="small"
          onClick={() => onChange(Object.fromEntries([...FILTER_NAMES, 'entry'].map((name) => [name, null])))}
        >
          {t('clear')}
        </Button>
      )}
    </search>
  )
}

interface TypedProps {
  name: 'q' | 'actor'
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
    const timer = setTimeout(() => onChange({ [name]: text.trim() || null, entry: null }), TYPING_MS)
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

interface DayProps {
  name: 'from' | 'to'
  label: string
  value: string | undefined
  onChange: BarProps['onChange']
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
        onChange={(event) => onChange({ [name]: event.target.value ? instant(event.target.value) : null, entry: null })}
      />
    </label>
  )
}
