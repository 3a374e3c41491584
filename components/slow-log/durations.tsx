'use client'

import { useTranslations } from 'next-intl'
import { memo, useMemo } from 'react'
import { formatNumber } from '@/lib/i18n/format'
import type { SlowEntry } from '@/lib/model/slow-log'
import { durationSteps, percentile } from '@/lib/model/slow-stats'
import { durationText, stepText } from './words'

/** How long commands took, in steps of 1, 2, 5. */
export const Durations = memo(function Durations({ entries }: { entries: readonly SlowEntry[] }) {
  const t = useTranslations('slowLog')
  const steps = useMemo(() => durationSteps(entries), [entries])
  const most = steps.reduce((high, { count }) => Math.max(high, count), 1)
  const sorted = useMemo(() => Float64Array.from(entries, ({ us }) => us).sort(), [entries])
  return (
    <section
      aria-label={t('durations')}
      className="grid min-w-0 content-start gap-2 px-gut py-2.5 max-wide:hidden desk:pl-4"
    >
      <h2 className="font-semibold text-sm">
        {t('durations')} <span className="font-normal text-muted">{t('durationsOf', { count: entries.length })}</span>
      </h2>
      <ol className="grid auto-cols-fr grid-flow-col items-end gap-1">
        {steps.map(({ fromUs, toUs, count }) => (
          <li
            key={fromUs}
            className="grid min-w-0 justify-items-stretch text-center text-xs"
            data-tip={
              toUs === null
                ? t('stepFrom', { from: stepText(fromUs), count })
                : t('step', { from: stepText(fromUs), to: stepText(toUs), count })
            }
          >
            <span className="text-muted">{count > 0 ? formatNumber(count) : ''}</span>
            <i
              className="block bg-s8"
              style={{ height: count > 0 ? Math.max(2, Math.round((count / most) * 92)) : 0 }}
            />
            <span className="truncate border-border-strong border-t pt-0.5 text-muted">{stepText(fromUs)}</span>
          </li>
        ))}
      </ol>
      {sorted.length > 0 && (
        <p className="text-muted text-xs">
          {t('p95', { value: durationText(percentile(sorted, 0.95)), most: durationText(sorted.at(-1) ?? 0) })}
        </p>
      )}
    </section>
  )
})
