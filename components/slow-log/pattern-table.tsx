'use client'

import { useTranslations } from 'next-intl'
import { memo, useState } from 'react'
import { useNarrow } from '@/components/instances/use-narrow'
import { useLang } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Meter } from '@/components/ui/number'
import { formatNumber } from '@/lib/i18n/format'
import type { PatternStats } from '@/lib/model/slow-stats'
import { usePrinting } from './use-printing'
import { durationText, shareText, totalText, useKeysText, useNodeText, useTimeText } from './words'

/** Rows that are drawn at first, and with each wish for more. */
const STEP = 40
const SORTS = {
  share: (one: PatternStats) => one.totalUs,
  count: (one: PatternStats) => one.count,
  average: (one: PatternStats) => one.averageUs,
  p95: (one: PatternStats) => one.p95Us,
  max: (one: PatternStats) => one.maxUs,
  clients: (one: PatternStats) => one.clients,
  first: (one: PatternStats) => -one.first,
  last: (one: PatternStats) => one.last,
} as const
type Sort = keyof typeof SORTS

interface PatternTableProps {
  stats: readonly PatternStats[]
  chosen: string | null
  isLong: boolean
  onChoose: (id: string | null) => void
}

/** What commands have in common, by the time that they took. Pressing one looks at its commands alone. */
export const PatternTable = memo(function PatternTable({ stats, chosen, isLong, onChoose }: PatternTableProps) {
  const t = useTranslations('slowLog')
  const locale = useLang()
  const timeText = useTimeText(isLong)
  const keysText = useKeysText()
  const nodeText = useNodeText()
  const isNarrow = useNarrow()
  const [sort, setSort] = useState<Sort>('share')
  const [more, setShown] = useState(STEP)
  // On paper nobody can ask for more.
  const shown = usePrinting() ? stats.length : more
  const sorted = sort === 'share' ? stats : stats.toSorted((a, b) => SORTS[sort](b) - SORTS[sort](a))
  const head = (name: Sort, label: string, extra = '') => (
    <th
      className={`num ${extra}`}
      aria-sort={sort === name ? (name === 'first' ? 'ascending' : 'descending') : undefined}
    >
      <button type="button" className="inline-flex min-h-6 items-center gap-1" onClick={() => setSort(name)}>
        {label}
        {sort === name && <Icon name={name === 'first' ? 'up' : 'down'} size="xs" />}
      </button>
    </th>
  )
  const nodes = (list: readonly string[]) =>
    list.length <= 2 ? list.map(nodeText).join(', ') : `${nodeText(list[0] ?? '')} … ${nodeText(list.at(-1) ?? '')}`
  return (
    <>
      <section className="overflow-x-auto" tabIndex={0} aria-label={t('patterns')}>
        {isNarrow ? (
          <ul className="slow-patterns-narrow">
            {sorted.slice(0, shown).map((one) => (
              <li key={one.id} data-chosen={one.id === chosen || undefined}>
                <button
                  type="button"
                  aria-pressed={one.id === chosen}
                  onClick={() => onChoose(one.id === chosen ? null : one.id)}
                >
                  <span className="flex items-center gap-2">
                    <span className="min-w-0 flex-1 truncate">
                      <code className="font-semibold">{one.pattern.command}</code>{' '}
                      <code className="text-text-2">{keysText(one.pattern, one.keys)}</code>
                    </span>
                    {shareText(one.share)}
                    <Meter share={one.share} tone={one.id === chosen ? 'accent' : undefined} />
                  </span>
                  <span className="text-muted text-sm">
                    {t('line', {
                      count: one.count,
                      total: totalText(one.totalUs, locale),
                      p95: durationText(one.p95Us),
                      first: timeText(one.first),
                    })}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        ) : (
          <table className="tbl dense slow-patterns">
            <thead>
              <tr className="text-left">
                <th>{t('pattern')}</th>
                {head('share', t('share'))}
                {head('count', t('count'))}
                <th className="num">{t('total')}</th>
                {head('average', t('average'))}
                {head('p95', 'p95')}
                {head('max', t('max'))}
                <th>{t('nodes')}</th>
                {head('clients', t('clients'))}
                {head('first', t('first'))}
                {head('last', t('last'))}
              </tr>
            </thead>
            <tbody>
              {sorted.slice(0, shown).map((one) => (
                <tr key={one.id} data-chosen={one.id === chosen || undefined} data-pattern={one.pattern.command}>
                  <th scope="row" className="font-normal">
                    <button
                      type="button"
                      className="block max-w-[420px] truncate text-left"
                      aria-pressed={one.id === chosen}
                      onClick={() => onChoose(one.id === chosen ? null : one.id)}
                    >
                      <code className="font-semibold">{one.pattern.command}</code>{' '}
                      <code className="text-text-2">{keysText(one.pattern, one.keys)}</code>
                    </button>
                  </th>
                  <td className="num whitespace-nowrap">
                    <span className="inline-flex items-center gap-2">
                      {shareText(one.share)}
                      <Meter share={one.share} tone={one.id === chosen ? 'accent' : undefined} />
                    </span>
                  </td>
                  <td className="num">{formatNumber(one.count)}</td>
                  <td className="num whitespace-nowrap">{totalText(one.totalUs, locale)}</td>
                  <td className="num whitespace-nowrap">{durationText(one.averageUs)}</td>
                  <td className="num whitespace-nowrap">{durationText(one.p95Us)}</td>
                  <td className="num whitespace-nowrap">{durationText(one.maxUs)}</td>
                  <td
                    className="whitespace-nowrap text-text-2"
                    data-tip={one.nodes.map(nodeText).join(', ') || undefined}
                  >
                    {one.nodes.length > 0 ? nodes(one.nodes) : <span className="text-muted">{t('notTold')}</span>}
                  </td>
                  <td className="num">
                    {one.clients > 0 ? formatNumber(one.clients) : <span className="text-muted">{t('notTold')}</span>}
                  </td>
                  <td className="num whitespace-nowrap text-text-2">{timeText(one.first)}</td>
                  <td className="num whitespace-nowrap text-text-2">{timeText(one.last)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      {shown < sorted.length && (
        <div className="slow-more px-gut py-3">
          <Button onClick={() => setShown(shown + STEP)}>{t('more', { count: sorted.length - shown })}</Button>
        </div>
      )}
    </>
  )
})
