'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useMe } from '@/components/shell/shell-context'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { useSaidText } from '@/components/ui/problem'
import { Moment } from '@/components/ui/time'
import type { CollectedUntil, Collection } from '@/lib/model/collection'
import { collectionQuery, putCollection } from '@/lib/queries/collection'

/** Whether what its cloud tells over time is kept, since when, and the switch. Nothing where nothing can be kept. */
export function CollectionControl({ reference, instance }: { reference: string; instance: string }) {
  const t = useTranslations('monitoring.collection')
  const { role } = useMe()
  const client = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const { queryKey } = collectionQuery(reference)
  const { data } = useQuery({ ...collectionQuery(reference), refetchInterval: 60_000 })
  if (!data?.collects.metrics && !data?.collects.slowLog) return null
  // What is said is what its service has: of one without a list of metrics slow commands alone are kept.
  const what = data.collects.metrics ? 'metrics' : 'slow'
  return (
    <>
      <Button
        onClick={() => setOpen(true)}
        aria-haspopup="dialog"
        reason={role === 'viewer' && !data.on ? t('viewer') : undefined}
      >
        {t('label')} <span className="text-muted">{data.on ? t('on') : t('off')}</span>
      </Button>
      {isOpen && (
        <Confirm
          title={t(data.on ? 'askOff' : `askOn.${what}`, { name: instance })}
          act={t(data.on ? 'turnOff' : 'turnOn')}
          run={() => putCollection(reference, !data.on)}
          onDone={(now: Collection) => {
            client.setQueryData(queryKey, now)
          }}
          onClose={() => setOpen(false)}
        >
          <p>
            {t(`${data.on ? 'whatOff' : 'whatOn'}.${what}`, {
              minuteDays: data.minuteDays,
              quarterDays: data.quarterDays,
              slowDays: data.slowDays,
            })}
          </p>
          {data.on && <Kept data={data} />}
        </Confirm>
      )}
    </>
  )
}

function Kept({ data: { since, by, collects, metrics, slowLog } }: { data: Collection }) {
  const t = useTranslations('monitoring.collection')
  const saidText = useSaidText()
  const moment = (at: string) => <Moment at={at} style="seconds" />
  // With their days: what is kept over days would else seem to end before it began.
  const end = (at: string) => <Moment at={at} style="day" />
  const span = (one: CollectedUntil) => ({ from: () => end(one.from), to: () => end(one.to) })
  const failed = (one: CollectedUntil | null) =>
    one?.failed && <p className="text-warn wrap-anywhere">{t('failed', { said: saidText(one.failed) })}</p>
  return (
    <div className="mt-2 grid gap-1 text-text-2">
      {since && <p>{t.rich('since', { by: by ?? '', time: () => moment(since) })}</p>}
      {collects.metrics && <p>{metrics ? t.rich('kept', { count: metrics.lines, ...span(metrics) }) : t('notYet')}</p>}
      {failed(metrics)}
      {collects.slowLog && (
        <p>{slowLog && slowLog.to > slowLog.from ? t.rich('keptSlow', span(slowLog)) : t('notYetSlow')}</p>
      )}
      {failed(slowLog)}
    </div>
  )
}
