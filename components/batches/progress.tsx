'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { State } from '@/components/ui/status'
import { type Batch, ROW_STATES } from '@/lib/model/batch'
import { progressOf } from './words'

/** How far a batch is: of its plan while it is planned, of its rows once it was let go. */
export function Progress({ batch: { state, counts, rowCount, stoppedBy } }: { batch: Batch }) {
  const t = useTranslations('batches')
  const changes = useTranslations('changes')
  if (state === 'planning') {
    const planned = rowCount - (counts.pending ?? 0)
    return (
      <Banner tone="prog" role="status" title={t('planning.title', { planned, all: rowCount })}>
        {t('planning.why')}
      </Banner>
    )
  }
  const { done, ordered, bad, unsent, underWay, coming, all } = progressOf(counts)
  const isLetGo = state === 'running' || state === 'scheduled' || state === 'ended' || state === 'stopped'
  return (
    <section className="grid gap-2" aria-label={t('progress.title')}>
      {isLetGo && all > 0 && (
        <>
          <p className="text-lg">
            <b>{t('progress.done', { done, all })}</b>
          </p>
          <div
            className="bar h-2! w-full!"
            role="progressbar"
            aria-label={t('progress.title')}
            aria-valuemin={0}
            aria-valuemax={all}
            aria-valuenow={done + ordered + bad + unsent}
          >
            <i className="accent" style={{ width: `${(100 * done) / all}%` }} />
            <i className="danger" style={{ left: `${(100 * done) / all}%`, width: `${(100 * bad) / all}%` }} />
            <i
              className="off"
              style={{ left: `${(100 * (done + bad)) / all}%`, width: `${(100 * (unsent + ordered)) / all}%` }}
            />
          </div>
          <ul className="flex flex-wrap gap-x-4 gap-y-1">
            {underWay > 0 && (
              <li>
                <State tone="prog">{t('progress.underWay', { count: underWay })}</State>
              </li>
            )}
            {coming > 0 && (
              <li>
                <State tone="info">{t('progress.coming', { count: coming })}</State>
              </li>
            )}
            {ordered > 0 && (
              <li>
                <State tone="info">{t('progress.ordered', { count: ordered })}</State>
              </li>
            )}
            {bad > 0 && (
              <li>
                <State tone="danger">{t('progress.bad', { count: bad })}</State>
              </li>
            )}
            {unsent > 0 && (
              <li>
                <State tone="off">{t('progress.unsent', { count: unsent })}</State>
              </li>
            )}
          </ul>
        </>
      )}
      <p className="text-text-2 text-sm">
        {ROW_STATES.filter((one) => counts[one])
          .map(
            (one) =>
              `${one === 'pending' || one === 'refused' || one === 'left-out' ? t(`rows.${one}`) : changes(`states.${one}`)} ${counts[one]}`,
          )
          .join(' · ')}
      </p>
      {state === 'stopped' && (
        <Banner
          tone="warn"
          title={
            stoppedBy === 'failure'
              ? t('stopped.failure')
              : stoppedBy === 'expired' || stoppedBy === 'withdrawn' || stoppedBy === 'rejected'
                ? t(`stopped.${stoppedBy}`)
                : t('stopped.person', { who: stoppedBy ?? '' })
          }
        >
          {t('stopped.what')}
        </Banner>
      )}
    </section>
  )
}
