'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Page } from '@/components/shell/page'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Failed } from '@/components/ui/failed'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { State } from '@/components/ui/status'
import { Moment } from '@/components/ui/time'
import type { FleetMaintenance } from '@/lib/model/tasks'
import { maintenanceQuery } from '@/lib/queries/diagnostics'
import { EventTable } from './event-table'

/** What clouds announce for the whole fleet, soonest first. */
export function FleetMaintenanceView() {
  const t = useTranslations('diagnostics')
  const { data, error, refetch, isFetching } = useQuery(maintenanceQuery())
  return (
    <Page
      title={t('events')}
      crumbs={[{ label: t('events') }]}
      actions={
        data && (
          <span className="flex items-center gap-2 text-muted text-sm">
            {t.rich('askedAll', { time: () => <Moment at={data.at} style="seconds" />, count: data.accounts.length })}
            <Button icon="refresh" reading={isFetching} onClick={() => refetch()}>
              {t('again')}
            </Button>
          </span>
        )
      }
    >
      {error && data ? <ProblemBanner error={error} className="mx-gut mb-2" /> : null}
      {data ? (
        <Loaded data={data} />
      ) : error ? (
        <Failed error={error} retry={() => refetch()} />
      ) : (
        <Skeleton widths={[160, 240, 120]} rows={8} />
      )}
    </Page>
  )
}

function Loaded({ data }: { data: FleetMaintenance }) {
  const t = useTranslations('diagnostics')
  const untold = data.accounts.filter(({ missing }) => missing !== null)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 px-gut pb-4">
      {untold.length > 0 && (
        <ul className="grid gap-1">
          {untold.map(({ id, name, missing }) => (
            <li key={id} className="flex flex-wrap items-baseline gap-x-2 wrap-anywhere">
              <State tone="warn">{t('accountUntold', { name })}</State>
              <span className="text-muted text-sm">
                {[missing?.message, missing?.code].filter(Boolean).join(' · ') || missing?.kind}
              </span>
            </li>
          ))}
        </ul>
      )}
      {data.accounts.length === 0 ? (
        <Empty title={t('noEventsFleet')}>{t('nobodyTells')}</Empty>
      ) : data.events.length === 0 ? (
        <Empty title={t('noEventsFleet')}>
          {t('noEventsFleetWhy', { count: data.accounts.length - untold.length })}
        </Empty>
      ) : (
        <>
          <EventTable events={data.events} ofFleet />
          <p className="text-muted text-sm">{t('whoTells')}</p>
        </>
      )}
    </div>
  )
}
