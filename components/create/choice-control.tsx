'use client'

import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import type { ControlProps } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { usePreferences } from '@/components/ui/preferences'
import { formatTime } from '@/lib/i18n/format'
import type { Choice } from '@/lib/model/create'
import type { FieldList } from './lists'
import { useValueWords } from './words'

/** Who says what can be chosen, in words; what to do where nobody does. */
export function useListHint(list: FieldList | null | undefined, name: string): string | undefined {
  const t = useTranslations('create')
  if (list === undefined) return undefined
  if (list === null) return t('lists.none')
  if (list.error) return t('lists.failed', { message: list.error.message ?? list.error.code ?? list.error.kind })
  if (name === 'sourceInstanceId') return t('lists.known')
  const from = t(`lists.from.${list.source}`, { operation: list.operation ?? '' })
  if (list.items.length === 0 && list.source === 'instances') return t('lists.noneInUse')
  if (list.items.length === 0) return `${from} ${t(list.open ? 'lists.emptyOpen' : 'lists.empty')}`
  return list.open ? `${from} ${t('lists.open')}` : from
}

interface ChoiceControlProps {
  control: ControlProps
  list: FieldList
  required: boolean
  value: string
  onChange: (value: string) => void
}

/** A menu of what the cloud has; where others can be right too, a text with those it has to choose from. */
export function ChoiceControl({ control, list, required, value, onChange }: ChoiceControlProps) {
  const t = useTranslations('create')
  const said = useValueWords()
  const moment = useMoment()
  const locale = useLang()
  // A cloud that names its zones in Chinese only: a zone's letter is the same in both.
  const inWords = (name: string | null) => (locale === 'en' ? name?.replace(/^.*可用区 ?([A-Z])$/, 'Zone $1') : name)
  const words = ({ id, name: given, of, at, refused }: Choice) => {
    const name = inWords(given)
    return [
      name ? `${name} · ${id}` : id,
      of && (list.onlyFor ? t('onlyFor', { what: said('architecture', of) }) : of),
      at && moment(at),
      refused && t(`refused.${refused}`),
    ]
      .filter(Boolean)
      .join(' · ')
  }
  if (list.open) {
    return (
      <>
        <Input
          {...control}
          mono
          list={list.items.length > 0 ? `${control.id}-list` : undefined}
          autoComplete="off"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
        {list.items.length > 0 && (
          <datalist id={`${control.id}-list`}>
            {list.items
              .filter(({ refused }) => refused === null)
              .map((item) => (
                <option key={item.id} value={item.id} label={words(item)} />
              ))}
          </datalist>
        )}
      </>
    )
  }
  const isStrange = value !== '' && !list.items.some(({ id }) => id === value)
  return (
    <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{t(required ? 'choose' : 'leftEmpty')}</option>
      {isStrange && <option value={value}>{`${value} · ${t('lists.notListed')}`}</option>}
      {list.items.map((item) => (
        <option key={item.id} value={item.id} disabled={item.refused !== null}>
          {words(item)}
        </option>
      ))}
    </Select>
  )
}

/** A moment in the person's own clock, to the minute. */
function useMoment() {
  const locale = useLang()
  const { zone } = usePreferences()
  return (iso: string) => formatTime(iso, { now: Date.now(), zone, locale })
}
