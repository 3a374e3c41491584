'use client'

import { useTranslations } from 'next-intl'
import { Shape } from '@/components/ui/shape'
import { formatNumber } from '@/lib/i18n/format'
import type { CoverageWindow } from '@/lib/model/fleet-coverage'
import { formatQuery, hasValue, parseQuery, toggleValue } from '@/lib/model/query'
import { STANDINGS } from '@/lib/model/standing'
import { STANDING_TONES } from './cells'

interface StandingFilterProps {
  q: string
  counts: CoverageWindow['totals']['byStanding']
  onQuery(q: string): void
}

/** How many stand how; each is a part of the query, and narrows the list to its own. Those that nobody has are left out. */
export function StandingFilter({ q, counts, onQuery }: StandingFilterProps) {
  const t = useTranslations('backups.fleet')
  const of = useTranslations('instances')
  const query = parseQuery(q)
  const shown = STANDINGS.filter((standing) => counts[standing] || hasValue(query, 'coverage', standing))
  return (
    <fieldset className="seg small max-w-full overflow-x-auto" aria-label={t('standing')}>
      {shown.map((standing) => {
        return (
          <button
            key={standing}
            type="button"
            aria-pressed={hasValue(query, 'coverage', standing)}
            className="inline-flex items-center gap-1.5 whitespace-nowrap"
            onClick={() => onQuery(formatQuery(toggleValue(query, 'coverage', standing)))}
          >
            <span
              className={`st ${STANDING_TONES[standing] === 'off' || STANDING_TONES[standing] === 'info' ? 'unk' : STANDING_TONES[standing]}`}
            >
              <Shape tone={STANDING_TONES[standing]} />
            </span>
            {of(`standings.${standing}`)} <span className="text-muted">{formatNumber(counts[standing] ?? 0)}</span>
          </button>
        )
      })}
    </fieldset>
  )
}
