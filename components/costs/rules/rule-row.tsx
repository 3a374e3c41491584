'use client'
import { useTranslations } from 'next-intl'
import { IconButton } from '@/components/ui/button'
import { Input, Select } from '@/components/ui/input'
import { formatNumber } from '@/lib/i18n/format'
import { type AllocationRule, RULE_SUBJECTS } from '@/lib/model/cost'
import type { Draft } from './use-rules'

interface RowProps {
  draft: Draft
  /** Counted from 1. */
  place: number
  total: number
  /** Instances that it decides, once it was previewed. */
  decides: number | undefined
  /** Instances that it fits, be they decided by a rule before it. */
  fits: number | undefined
  teams: readonly string[]
  onChange: (change: Partial<AllocationRule>) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

/** One rule: what it looks at, what it looks for, who pays. Alt with an arrow moves it. */
export function RuleRow({ draft, place, total, decides, fits, teams, onChange, onMove, onRemove }: RowProps) {
  const t = useTranslations('costs.rules')
  const { key, rule } = draft
  const list = `teams-${key}`
  return (
    <li
      data-rule={key}
      className="grid gap-2 border-border border-t py-2 wide:grid-cols-[20px_140px_minmax(0,1fr)_auto_minmax(0,180px)_auto] wide:items-center"
      onKeyDown={(event) => {
        const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
        if (!event.altKey || by === 0 || event.target instanceof HTMLSelectElement) return
        event.preventDefault()
        onMove(by)
      }}
    >
      <span className="text-muted wide:text-end">{place}</span>
      <Select
        aria-label={t('by', { place })}
        value={rule.by}
        onChange={(event) => onChange({ by: RULE_SUBJECTS.find((one) => one === event.target.value) ?? 'tag' })}
      >
        {RULE_SUBJECTS.map((by) => (
          <option key={by} value={by}>
            {t(`subjects.${by}`)}
          </option>
        ))}
      </Select>
      <Input
        mono
        aria-label={t('pattern', { place })}
        value={rule.pattern}
        maxLength={200}
        placeholder={t(`examples.${rule.by}`)}
        onChange={(event) => onChange({ pattern: event.target.value })}
      />
      <span className="text-muted text-sm">{t('pays')}</span>
      <Input
        aria-label={t('team', { place })}
        value={rule.team}
        maxLength={100}
        list={list}
        onChange={(event) => onChange({ team: event.target.value })}
      />
      <datalist id={list}>
        {teams.map((team) => (
          <option key={team} value={team} />
        ))}
      </datalist>
      <span className="flex items-center justify-end gap-1">
        {decides === undefined ? null : (
          <span className={decides === 0 ? 'text-sm text-warn' : 'text-muted text-sm'}>
            {decides === 0 && fits
              ? t('shadowed', { count: fits, number: formatNumber(fits) })
              : t('decides', { count: decides, number: formatNumber(decides) })}
          </span>
        )}
        <IconButton
          icon="up"
          label={t('up', { place })}
          data-move="-1"
          aria-disabled={place === 1 || undefined}
          aria-keyshortcuts="Alt+ArrowUp"
          onClick={() => onMove(-1)}
        />
        <IconButton
          icon="down"
          label={t('down', { place })}
          data-move="1"
          aria-disabled={place === total || undefined}
          aria-keyshortcuts="Alt+ArrowDown"
          onClick={() => onMove(1)}
        />
        <IconButton icon="trash" label={t('remove', { place })} onClick={onRemove} />
      </span>
    </li>
  )
}
