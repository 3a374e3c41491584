'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useLang } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Check } from '@/components/ui/check'
import { Dialog } from '@/components/ui/dialog'
import { Input } from '@/components/ui/input'
import type { Monitoring } from '@/lib/model/metric'

/** More would be a page nobody reads. */
const MOST = 24

interface MetricPickerProps {
  panels: readonly { id: string; title: string }[]
  groups: Monitoring['groups']
  chosen: readonly string[]
  onChange: (chosen: string[] | null) => void
  onClose: () => void
}

/** Every metric that the instance has, by group; what is chosen becomes a panel. */
export function MetricPicker({ panels: all, groups: listed, chosen, onChange, onClose }: MetricPickerProps) {
  const t = useTranslations('monitoring')
  const lang = useLang()
  const [ids, setIds] = useState<readonly string[]>(chosen)
  const [text, setText] = useState('')
  const words = text.trim().toLowerCase()
  const isFull = ids.length >= MOST
  const box = (id: string, label: React.ReactNode, hint?: React.ReactNode) => (
    <Check
      key={id}
      label={label}
      hint={hint}
      checked={ids.includes(id)}
      disabled={isFull && !ids.includes(id)}
      onChange={(event) => setIds(event.target.checked ? [...ids, id] : ids.filter((one) => one !== id))}
    />
  )
  const groups = listed
    .map((group) => ({
      ...group,
      keys: group.keys.filter(({ key, meaning }) =>
        [key, meaning.en, meaning.zh, group.group, group.title.en, group.title.zh].some((one) =>
          one.toLowerCase().includes(words),
        ),
      ),
    }))
    .filter(({ keys }) => keys.length > 0)
  const panels = all.filter(({ title }) => title.toLowerCase().includes(words))
  const count = listed.length > 0 ? listed.reduce((sum, { keys }) => sum + keys.length, 0) : all.length
  return (
    <Dialog
      title={t('metrics')}
      onClose={onClose}
      footer={
        <>
          <span className="mr-auto text-muted" role="status">
            {t(isFull ? 'chosenMost' : 'chosen', { count: ids.length, all: count })}
          </span>
          <Button onClick={() => onChange(null)}>{t('usual')}</Button>
          <Button variant="primary" reason={ids.length === 0 && t('chooseOne')} onClick={() => onChange([...ids])}>
            {t('showChosen')}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <Input
          icon="search"
          type="search"
          value={text}
          aria-label={t('search')}
          placeholder={t('search')}
          onChange={(event) => setText(event.target.value)}
        />
        <div className="max-h-[52vh] overflow-y-auto" tabIndex={0} role="group" aria-label={t('metrics')}>
          {panels.length > 0 && (
            <fieldset className="mb-3 grid wide:grid-cols-3 gap-x-4 gap-y-1">
              <legend className="mb-1 font-semibold text-sm">{t('panelsTitle')}</legend>
              {panels.map(({ id, title }) => box(id, title))}
            </fieldset>
          )}
          {groups.map(({ group, title, keys }) => (
            <fieldset key={`${keys[0]?.of} ${group}`} className="mb-3 grid wide:grid-cols-2 gap-x-4 gap-y-1">
              <legend className="mb-1 text-sm">
                <b className="font-semibold">{title[lang]}</b> <code className="text-muted text-xs">{group}</code>{' '}
                <span className="text-muted text-xs">{t(`scopes.${keys[0]?.of ?? 'node'}`)}</span>
              </legend>
              {keys.map(({ id, key, meaning, unit, needs }) =>
                box(
                  id,
                  <>
                    <code>{key}</code> <span className="text-muted">{t(`units.${unit}`)}</span>
                  </>,
                  [meaning[lang], needs ? t('needs', { what: needs[lang] }) : ''].filter(Boolean).join(' · '),
                ),
              )}
            </fieldset>
          ))}
          {groups.length + panels.length === 0 && <p className="text-muted">{t('noMetric')}</p>}
        </div>
      </div>
    </Dialog>
  )
}
