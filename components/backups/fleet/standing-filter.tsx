'use client'

import { useTranslations } from 'next-intl'
import { Shape } from '@/components/ui/shape'
import { formatNumber } from '@/lib/i18n/format'
import { STANDINGS, type Standing } from '@/lib/model/backup'
import type { CoverageWindow } from '@/lib/model/fleet-coverage'
import { STANDING_TONES } from './cells'

interface StandingFilterProps {
  wanted: readonly Standing[]
  counts: CoverageWindow['totals']['byStanding']
  onChange(standing: readonly Standing[]): void
}

/** How many stand how; each narrows the list to its own. Those that nobody has are left out. */
export function StandingFilter({ wanted, counts, onChange }: StandingFilterProps) {
  const t = useTranslations('backups.fleet')
  const shown = STANDINGS.filter((standing) => counts[standing] || wanted.includes(standing))
  return (
    <fieldset className="seg small max-w-full overflow-x-auto" aria-label={t('standing')}>
      {shown.map((standing) => {
        const pressed = wanted.includes(standing)
        const next = pressed ? wanted.filter((one) => one !== standing) : [...wanted, standing]
        return (
          <button
            key={standing}
            type="button"
            aria-pressed={pressed}
            className="inline-flex items-center gap-1.5 whitespace-nowrap"
            onClick={() => onChange(STANDINGS.filter((one) => next.includes(one)))}
          >
            <span
              className={`st ${STANDING_TONES[standing] === 'off' || STANDING_TONES[standing] === 'info' ? 'unk' : STANDING_TONES[standing]}`}
            >
              <Shape tone={STANDING_TONES[standing]} />
            </span>
            {t(`standings.${standing}`)} <span className="text-muted">{formatNumber(counts[standing] ?? 0)}</span>
          </button>
        )
      })}
    </fieldset>
  )
}
