'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useCallback, useDeferredValue, useState } from 'react'
import { useMe } from '@/components/shell/shell-context'
import { useLang } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { Button, buttonClass } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { Moment } from '@/components/ui/time'
import type { BackupSet } from '@/lib/model/backup'
import type { Instance } from '@/lib/model/instance'
import { PROVIDER_NAMES } from '@/lib/model/service'
import { backupsQuery } from '@/lib/queries/backups'
import { BackUpNow } from './back-up-now'
import { PolicyLine } from './policy-line'
import { RestoreDialog } from './restore-dialog'
import { DetailsDialog } from './set-details'
import { SetTable } from './set-table'
import { Timeline } from './timeline'
import { Worth } from './worth'

const NO_SETS: readonly BackupSet[] = []
const SPANS = [1, 7, 14, 30, 90, 365] as const

/** Backups of an instance: what they are worth, when they were made, and what can be done with each. */
export function InstanceBackups({ row }: { row: Instance }) {
  const t = useTranslations('backups')
  const lang = useLang()
  const { role } = useMe()
  const [days, setDays] = useState<number>(14)
  const [opened, setOpened] = useState<{ set: BackupSet; as: 'details' | 'restore' }>()
  const { data, error, refetch, isFetching } = useQuery({
    ...backupsQuery(row.ref, days),
    placeholderData: keepPreviousData,
  })
  // A year of sets is drawn in pieces: what is pressed meanwhile is answered first.
  const drawn = useDeferredValue(data) ?? data
  const onOpen = useCallback((set: BackupSet) => setOpened({ set, as: 'details' }), [])
  const further = SPANS[SPANS.findIndex((span) => span === days) + 1]
  const onFurther = useCallback(() => setDays(further ?? days), [further, days])
  const onRestore = useCallback((set: BackupSet) => setOpened({ set, as: 'restore' }), [])
  if (error && !data) return <ProblemBanner error={error} className="m-gut" />
  if (!data || !drawn) return <Skeleton widths={[160, 240, 120]} rows={6} />
  const cloud = PROVIDER_NAMES[row.provider][lang]
  if (!data.offered) return <Empty title={t('none')}>{t('noneWhy', { cloud })}</Empty>
  const sets = drawn.sets ?? NO_SETS
  const change = `/instances/${encodeURIComponent(row.ref)}/change`
  const close = () => setOpened(undefined)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-3 py-3">
      {/* What stands below is what was told before. */}
      {error ? <ProblemBanner error={error} className="mx-gut" /> : null}
      <div className="grid gap-2 px-gut">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <PolicyLine data={data} row={row} />
          <span className="flex flex-wrap gap-2">
            {data.restoresFiles && role !== 'viewer' && (
              <Link href={`${change}/restore-file`} className={buttonClass({})} prefetch={false}>
                {t('restoreFile')}
              </Link>
            )}
            <BackUpNow reference={row.ref} />
          </span>
        </div>
        <Worth data={data} days={days} />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <fieldset className="seg small max-w-full overflow-x-auto" aria-label={t('span')}>
            {SPANS.map((span) => (
              <button key={span} type="button" aria-pressed={days === span} onClick={() => setDays(span)}>
                {t('spanDays', { days: span })}
              </button>
            ))}
          </fieldset>
          <small className="text-muted">
            {t.rich('asked', { time: () => <Moment at={data.at} style="seconds" /> })}
          </small>
          <Button size="small" variant="quiet" icon="refresh" reading={isFetching} onClick={() => refetch()}>
            {t('again')}
          </Button>
        </div>
      </div>
      {data.setsRefused ? (
        <Banner tone="warn" title={t('setsRefused', { cloud })} className="mx-gut">
          {[data.setsRefused.message, data.setsRefused.code].filter(Boolean).join(' · ')}
        </Banner>
      ) : (
        <>
          <Timeline
            key={`timeline ${days}`}
            data={drawn}
            sets={sets}
            onOpen={onOpen}
            onFurther={further === undefined ? undefined : onFurther}
          />
          {drawn.truncated && <p className="px-gut text-muted">{t('truncated')}</p>}
          {sets.length === 0 ? (
            <p className="px-gut text-text-2">{t('noSets')}</p>
          ) : (
            <SetTable
              key={`sets ${days}`}
              sets={sets}
              instanceId={row.key.id}
              onDetails={onOpen}
              onRestore={onRestore}
            />
          )}
        </>
      )}
      {opened?.as === 'details' && (
        <DetailsDialog row={row} set={opened.set} data={data} onRestore={onRestore} onClose={close} />
      )}
      {opened?.as === 'restore' && <RestoreDialog row={row} set={opened.set} data={data} onClose={close} />}
    </div>
  )
}
