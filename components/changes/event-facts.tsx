'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { ProblemBanner } from '@/components/ui/problem'
import { Moment } from '@/components/ui/time'
import type { ActionId } from '@/lib/model/action'
import type { UpkeepEvent } from '@/lib/model/tasks'
import { tasksQuery } from '@/lib/queries/diagnostics'

/** The announced event that is to be moved, as its cloud tells it now; undefined: asked, not told, or none is meant. */
export function useEvent(reference: string, action: ActionId, id: string | undefined) {
  const isMeant = action === 'maintenance-event' && id !== undefined
  const { data, error } = useQuery({ ...tasksQuery(reference), enabled: isMeant })
  return { event: isMeant ? data?.events?.told?.find((event) => event.id === id) : undefined, error }
}

interface EventFactsProps {
  id: string
  event: UpkeepEvent | undefined
  error: unknown
}

/** Which event it is, when it is to be now, and how late it may be. */
export function EventFacts({ id, event, error }: EventFactsProps) {
  const t = useTranslations('changes')
  return (
    <>
      {error ? <ProblemBanner error={error} /> : null}
      <dl className="kv">
        <dt>{t('params.event')}</dt>
        <dd>
          <code className="wrap-anywhere">{id}</code>
        </dd>
        {event?.switchAt && (
          <>
            <dt>{t('event.now')}</dt>
            <dd>
              <Moment at={event.switchAt} style="day" />
            </dd>
          </>
        )}
        {event?.deadline && (
          <>
            <dt>{t('event.latest')}</dt>
            <dd>
              <Moment at={event.deadline} style="day" />
            </dd>
          </>
        )}
      </dl>
    </>
  )
}
