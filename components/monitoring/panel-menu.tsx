'use client'

import { useTranslations } from 'next-intl'
import type { RefObject } from 'react'
import { buttonClass } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Menu } from '@/components/ui/menu'
import { usePreferences } from '@/components/ui/preferences'
import { formatFull } from '@/lib/i18n/format'
import type { Span } from '@/lib/model/time-range'
import type { Line } from './lines'

/** Read when something is saved. */
const saving = () => import('./save')

interface PanelMenuProps {
  title: string
  unit: string
  file: string
  instance: string
  lines: readonly Line[]
  /** Those that the picture shows. */
  drawn: readonly Line[]
  root: RefObject<HTMLElement | null>
  span: Span
  /** What is saved before all is read would lack lines, or be of the range before. */
  isReading: boolean
  isLog: boolean
  onLog: () => void
  /** Null: it fills the window already. */
  onFull: (() => void) | null
  /** Null: all lines are drawn. */
  onAll: (() => void) | null
}

/** What can be done with one panel. */
export function PanelMenu({
  title,
  unit,
  file,
  instance,
  lines,
  drawn,
  root,
  span,
  isReading,
  isLog,
  onLog,
  onFull,
  onAll,
}: PanelMenuProps) {
  const t = useTranslations('monitoring')
  const { zone } = usePreferences()
  const unsaved = isReading ? t('reading') : lines.length === 0 ? t('nothing') : undefined
  const whole = (at: number) => formatFull(new Date(at).toISOString(), zone)
  return (
    <Menu
      label={t('panelMenu', { title })}
      align="end"
      items={[
        ...(onFull ? [{ label: t('full'), onSelect: onFull }] : []),
        { label: t('log'), checked: isLog, onSelect: onLog },
        ...(onAll ? [{ label: t('all'), onSelect: onAll }] : []),
        'separator' as const,
        {
          label: t('png'),
          reason: unsaved,
          onSelect: () => {
            const svg = root.current?.querySelector<SVGSVGElement>('svg.recharts-surface')
            const range = t('fromTo', { from: whole(span.from), to: whole(span.to) })
            if (svg)
              void saving().then(({ savePng }) =>
                savePng(file, { title: `${instance} · ${title} ${unit}`, range, lines: drawn }, svg),
              )
          },
        },
        {
          label: t('csv'),
          reason: unsaved,
          onSelect: () => void saving().then(({ saveCsv }) => saveCsv(file, lines)),
        },
      ]}
      trigger={(more) => (
        <button
          {...more}
          className={buttonClass({ variant: 'quiet', size: 'small' })}
          aria-label={t('panelMenu', { title })}
        >
          <Icon name="more" />
        </button>
      )}
    />
  )
}
