'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Page } from '@/components/shell/page'
import { Banner } from '@/components/ui/banner'
import { Button, buttonClass } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { State } from '@/components/ui/status'
import type { Batch } from '@/lib/model/batch'
import { batchQuery, ROWS_PAGE } from '@/lib/queries/batches'
import { ApiProblem } from '@/lib/queries/problem'
import { BatchSteps } from './batch-steps'
import { DecideBatch } from './decide-batch'
import { Progress } from './progress'
import { RowTable } from './row-table'
import { Totals } from './totals'
import { toneOfBatch } from './words'

/** One action over many instances: what it would do, who lets it go, and how far it is. Live events keep it fresh. */
export function BatchPage({ id }: { id: string }) {
  const t = useTranslations('batches')
  const changes = useTranslations('changes')
  const [offset, setOffset] = useState(0)
  const { data, error } = useQuery(batchQuery(id, offset))
  if (data) return <Loaded batch={data} offset={offset} onOffset={setOffset} />
  const isMissing = error instanceof ApiProblem && error.problem.status === 404
  return (
    <Page title={t('one')} crumbs={[{ label: changes('title'), href: '/changes' }]}>
      {isMissing ? (
        <Empty
          title={t('notFound')}
          action={
            <Link href="/changes" className={buttonClass({ variant: 'primary' })}>
              {changes('toList')}
            </Link>
          }
        />
      ) : error ? (
        <ProblemBanner error={error} className="mx-gut" />
      ) : (
        <Skeleton widths={[160, 320, 120]} rows={8} />
      )}
    </Page>
  )
}

function Loaded({ batch, offset, onOffset }: { batch: Batch; offset: number; onOffset(next: number): void }) {
  const t = useTranslations('batches')
  const changes = useTranslations('changes')
  const title = t('title', { action: changes(`actions.${batch.action}`), count: batch.rowCount })
  const { state, counts, breakGlass, reason } = batch
  // What runs or ran is asked for its progress first.
  const isLetGo = state === 'running' || state === 'scheduled' || state === 'ended' || state === 'stopped'
  return (
    <Page
      title={title}
      crumbs={[{ label: changes('title'), href: '/changes' }, { label: title }]}
      beside={
        <span role="status">
          <State tone={toneOfBatch(state, counts)}>{t(`states.${state}`)}</State>
        </span>
      }
      meta={
        <>
          <span>{t('widthIs', { count: batch.width })}</span>
          <span>{t(`onFailure.${batch.onFailure}`)}</span>
          <span>{changes.rich('askedBy', { who: batch.requestedBy.label, b: (text) => <b>{text}</b> })}</span>
        </>
      }
    >
      {isLetGo && (
        <div className="border-border border-t px-gut py-3">
          <Progress batch={batch} />
        </div>
      )}
      <div className="grid min-h-full content-start border-border border-t desk:content-stretch desk:grid-cols-[minmax(0,1fr)_360px]">
        <div className="grid min-w-0 content-start gap-4 border-border py-3.5 desk:border-r">
          <div className="grid gap-3 px-gut empty:hidden">
            {reason && (
              <p>
                <span className="text-muted">{changes('why')}:</span> {reason}
              </p>
            )}
            {breakGlass && (
              <Banner tone="danger" title={changes('steps.broke-glass')}>
                {breakGlass}
              </Banner>
            )}
            {!isLetGo && <Progress batch={batch} />}
            <Totals batch={batch} />
          </div>
          <RowTable batch={batch} />
          {batch.rowCount > ROWS_PAGE && <Pager batch={batch} offset={offset} onOffset={onOffset} />}
        </div>
        <div className="min-w-0 max-desk:order-first max-desk:border-border max-desk:border-b">
          <DecideBatch batch={batch} />
          <BatchSteps batch={batch} />
        </div>
      </div>
    </Page>
  )
}

function Pager({ batch, offset, onOffset }: { batch: Batch; offset: number; onOffset(next: number): void }) {
  const t = useTranslations('batches')
  const last = Math.min(offset + ROWS_PAGE, batch.rowCount)
  return (
    <nav className="flex flex-wrap items-center gap-2 px-gut" aria-label={t('pager.label')}>
      <Button reason={offset === 0 ? t('pager.first') : null} onClick={() => onOffset(offset - ROWS_PAGE)}>
        {t('pager.before')}
      </Button>
      <span className="text-text-2">{t('pager.shown', { from: offset + 1, to: last, all: batch.rowCount })}</span>
      <Button reason={last === batch.rowCount ? t('pager.last') : null} onClick={() => onOffset(offset + ROWS_PAGE)}>
        {t('pager.next')}
      </Button>
    </nav>
  )
}
