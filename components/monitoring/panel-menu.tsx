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
  /** The lines that are drawn: what is saved has these and no others. */
  drawn: readonly Line[]
  /** The name of the one line that is drawn alone; null: all are. */
  alone: string | null
  root: RefObject<HTMLElement | null>
  span: Span
  /** What is saved before all is read would lack lines, or be of the range before. */
  isReading: boolean
  isLog: boolean
  onLog: () => void
  /** Null: it fills the window already. */
  onFull: (() => void) | null
  /** Draws all lines; null: all are drawn. */
  onAll: (() => void) | null
}

/** What can be done with one panel. */
export function PanelMenu({
  title,
  unit,
  file,
  instance,
  drawn,
  alone,
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
  const unsaved = isReading ? t('reading') : drawn.length === 0 ? t('nothing') : undefined
  const name = alone === null ? file : `${file}-${alone.replace(/[^\p{L}\p{N}]+/gu, '-')}`
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
          label: alone === null ? t('png') : t('pngAlone', { line: alone }),
          reason: unsaved,
          onSelect: () => {
            const svg = root.current?.querySelector<SVGSVGElement>('svg.recharts-surface')
            const range = t('fromTo', { from: whole(span.from), to: whole(span.to) })
            if (svg)
              void saving().then(({ savePng }) =>
                savePng(name, { title: `${instance} · ${title} ${unit}`.trim(), range, lines: drawn }, svg),
              )
          },
        },
        {
          label: alone === null ? t('csv') : t('csvAlone', { line: alone }),
          reason: unsaved,
          onSelect: () => void saving().then(({ saveCsv }) => saveCsv(name, drawn)),
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
