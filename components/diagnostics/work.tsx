'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import { Failed } from '@/components/ui/failed'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { Moment } from '@/components/ui/time'
import type { Instance } from '@/lib/model/instance'
import { PROVIDER_NAMES } from '@/lib/model/service'
import { tasksQuery } from '@/lib/queries/diagnostics'
import { EventTable } from './event-table'
import { Refused } from './refused'
import { SourceLine } from './source-line'
import { TaskTable } from './task-table'

/** What its cloud announces for an instance, and what it has done and does with it. */
export function Work({ row }: { row: Instance }) {
  const t = useTranslations('diagnostics')
  const lang = useLang()
  const { data, error, refetch, isFetching } = useQuery(tasksQuery(row.ref))
  if (error && !data) return <Failed error={error} retry={() => refetch()} />
  if (!data) return <Skeleton widths={[160, 240, 120]} rows={8} />
  const cloud = PROVIDER_NAMES[row.provider][lang]
  const { tasks, events } = data
  const operations = [tasks?.operation, events?.operation].filter((one) => one !== undefined)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5 px-gut py-3">
      {error ? <ProblemBanner error={error} /> : null}
      <div className="min-w-0">
        <h2 className="section-title pb-1.5">{t('events')}</h2>
        {events === null ? (
          <p className="text-text-2">{t('noEventsHere', { cloud })}</p>
        ) : events.missing ? (
          <Refused operation={events.operation} missing={events.missing} />
        ) : events.told?.length ? (
          <EventTable events={events.told.map((event) => ({ ...event, ref: row.ref }))} />
        ) : (
          <p className="text-text-2">{t('noEvents')}</p>
        )}
      </div>
      <div className="min-w-0">
        <h2 className="section-title flex flex-wrap items-baseline gap-x-2 pb-1.5">
          {t('tasks')}
          <small>{t.rich('since', { time: () => <Moment at={data.from} style="date" /> })}</small>
        </h2>
        {tasks === null ? (
          <p className="text-text-2">{t('noTasksHere', { cloud })}</p>
        ) : tasks.missing ? (
          <Refused operation={tasks.operation} missing={tasks.missing} />
        ) : tasks.told?.length ? (
          <TaskTable tasks={tasks.told} />
        ) : (
          <p className="text-text-2">{t('noTasks')}</p>
        )}
      </div>
      {operations.length > 0 && (
        <SourceLine at={data.at} operations={operations} isReading={isFetching} onAgain={() => refetch()} />
      )}
    </div>
  )
}
