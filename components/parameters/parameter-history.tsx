'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button, buttonClass } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { Moment } from '@/components/ui/time'
import type { MovedParameter, ParameterSnapshot } from '@/lib/model/parameter-history'
import { historyQuery } from '@/lib/queries/parameters'

interface ParameterHistoryProps {
  reference: string
  /** Only where this one moved. */
  name: string | undefined
  href: (view?: { name?: string }) => string
  readOnly: boolean
  /** The snapshot whose values are being read. */
  reverting: number | undefined
  onRevert: (snapshot: ParameterSnapshot) => void
}

/** What our readings found over time: who changed what, and the way back to each moment. */
export function ParameterHistory({ reference, name, href, readOnly, reverting, onRevert }: ParameterHistoryProps) {
  const t = useTranslations('parameters')
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    historyQuery(reference, name),
  )
  if (error && !data) return <ProblemBanner error={error} className="m-gut" />
  if (!data) return <Skeleton widths={[180, 320]} rows={6} />
  const items = data.pages.flatMap((page) => page.items)
  return (
    <section aria-label={t('history.title')} className="min-w-0 px-gut py-2.5">
      <div className="flex flex-wrap items-center gap-2 pb-2">
        <h2 className="section-title">
          {t('history.title')} {name !== undefined && <code className="font-normal wrap-anywhere">{name}</code>}
        </h2>
        {name !== undefined && (
          <Link href={href({})} className={buttonClass({ variant: 'quiet', size: 'small' })} replace scroll={false}>
            {t('history.all')}
          </Link>
        )}
      </div>
      <p className="max-w-[70ch] pb-3 text-muted text-sm">{t('history.about')}</p>
      {items.length === 0 ? (
        <Empty title={t('history.none')}>{t('history.noneWhy')}</Empty>
      ) : (
        <ol className="grid gap-px overflow-hidden rounded-md border border-border bg-border">
          {items.map((one, at) => (
            <li key={one.id} className="grid gap-1.5 bg-surface px-3 py-2.5">
              <div className="flex flex-wrap items-baseline gap-x-2">
                <h3 className="font-medium">
                  <Moment at={one.at} style="seconds" />
                </h3>
                <span className="text-muted text-sm">
                  {t.rich(at === 0 && name === undefined ? 'history.holds' : 'history.until', {
                    time: () => <Moment at={one.seenAt} style="seconds" />,
                  })}
                </span>
                {!readOnly && (at > 0 || name !== undefined) && (
                  <Button
                    size="small"
                    className="ml-auto"
                    sending={reverting === one.id}
                    aria-label={t('history.revertTo', { at: one.at })}
                    onClick={() => onRevert(one)}
                  >
                    {t('history.revert')}
                  </Button>
                )}
              </div>
              {one.since === null ? (
                <p className="text-muted">{t('history.first')}</p>
              ) : (
                <ul className="grid gap-1">
                  {one.moved
                    .filter((move) => name === undefined || move.name === name)
                    .map((move) => (
                      <li key={move.name}>
                        <Move move={move} since={one.since ?? one.at} />
                      </li>
                    ))}
                </ul>
              )}
            </li>
          ))}
        </ol>
      )}
      {hasNextPage && (
        <Button className="mt-3" reading={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {t('history.older')}
        </Button>
      )}
    </section>
  )
}

function Move({ move: { name, from, to, by, changeId }, since }: { move: MovedParameter; since: string }) {
  const t = useTranslations('parameters')
  const quoted = (value: string | null) => (value === null ? t('notTold') : value === '' ? t('empty') : value)
  return (
    <>
      <span className="flex flex-wrap gap-x-2 wrap-anywhere">
        <code className="font-medium">{name}</code>
        <span>
          <span className="sr-only">{t('was')} </span>
          <code>{quoted(from)}</code> <span aria-hidden="true">→</span> <span className="sr-only">{t('becomes')} </span>
          <code>{quoted(to)}</code>
        </span>
      </span>
      <span className="text-muted text-sm">
        {changeId === null ? (
          t.rich('history.outside', { since: () => <Moment at={since} style="seconds" /> })
        ) : (
          <>
            {by}{' '}
            <Link href={`/changes/${changeId}`} className="underline">
              {t('toChange')}
            </Link>
          </>
        )}
      </span>
    </>
  )
}
