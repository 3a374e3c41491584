'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { ChangeLink } from '@/components/access/change-link'
import { EnvBadge } from '@/components/ui/badge'
import type { Tone } from '@/components/ui/shape'
import { State } from '@/components/ui/status'
import { Age, Moment } from '@/components/ui/time'
import { type EventState, type FleetEvent, MOVABLE, type UpkeepEvent } from '@/lib/model/tasks'

const TONES: Record<EventState, Tone> = {
  announced: 'warn',
  waiting: 'info',
  running: 'prog',
  done: 'ok',
  failed: 'danger',
  cancelled: 'off',
  unknown: 'unk',
}

type Row = UpkeepEvent & Pick<FleetEvent, 'ref'> & Partial<FleetEvent>

interface EventTableProps {
  events: readonly Row[]
  /** With the instance and the account of each. */
  ofFleet?: boolean
}

/** Maintenance that a cloud announces; until it begins its switchover can be moved. */
export function EventTable({ events, ofFleet = false }: EventTableProps) {
  const t = useTranslations('diagnostics')
  return (
    <section className="overflow-x-auto" tabIndex={0} aria-label={t('events')}>
      <table className="tbl dense flush max-wide:hidden">
        <thead>
          <tr className="text-left">
            <th>{t('switchAt')}</th>
            {ofFleet && <th>{t('instance')}</th>}
            <th>{t('kind')}</th>
            <th>{t('state')}</th>
            <th>{t('prepares')}</th>
            <th>{t('deadline')}</th>
            {ofFleet && <th>{t('account')}</th>}
            <th>
              <span className="sr-only">{t('move')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={`${event.accountId ?? ''} ${event.id}`} data-event={event.id}>
              <th scope="row" className="whitespace-nowrap font-normal">
                {event.switchAt ? <Moment at={event.switchAt} style="day" /> : t('notTold')}{' '}
                {event.switchAt && (
                  <span className="text-muted text-sm">
                    <When at={event.switchAt} />
                  </span>
                )}
              </th>
              {ofFleet && (
                <td className="whitespace-nowrap">
                  <Where event={event} />
                </td>
              )}
              <td className="whitespace-nowrap">
                {t(`eventKinds.${event.kind}`)}{' '}
                {event.vendorKind && <code className="text-muted text-sm">{event.vendorKind}</code>}
              </td>
              <td className="whitespace-nowrap">
                <State tone={TONES[event.state]}>{t(`eventStates.${event.state}`)}</State>
              </td>
              <td className="whitespace-nowrap">{event.startAt ? <Moment at={event.startAt} style="day" /> : ''}</td>
              <td className="whitespace-nowrap">{event.deadline ? <Moment at={event.deadline} style="day" /> : ''}</td>
              {ofFleet && (
                <td className="whitespace-nowrap">
                  {event.accountName} {event.environment && <EnvBadge environment={event.environment} />}
                </td>
              )}
              <td className="num">
                <Move event={event} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="border-border border-t wide:hidden">
        {events.map((event) => (
          <li
            key={`${event.accountId ?? ''} ${event.id}`}
            className="grid gap-1 border-border border-b py-2.5"
            data-event-card={event.id}
          >
            <span className="flex flex-wrap items-baseline justify-between gap-x-3">
              {ofFleet ? <Where event={event} /> : <span>{t(`eventKinds.${event.kind}`)}</span>}
              <State tone={TONES[event.state]}>{t(`eventStates.${event.state}`)}</State>
            </span>
            {ofFleet && (
              <span className="flex flex-wrap items-center gap-x-2 text-text-2">
                {t(`eventKinds.${event.kind}`)} · {event.accountName}{' '}
                {event.environment && <EnvBadge environment={event.environment} />}
              </span>
            )}
            <span className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span>
                {t('switchAt')}: {event.switchAt ? <Moment at={event.switchAt} style="day" /> : t('notTold')}{' '}
                {event.switchAt && (
                  <span className="text-muted text-sm">
                    <When at={event.switchAt} />
                  </span>
                )}
              </span>
              <Move event={event} />
            </span>
            {event.deadline && (
              <span className="text-text-2 text-sm">
                {t('deadline')}: <Moment at={event.deadline} style="day" />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Its instance, where it is one of the inventory. */
function Where({ event }: { event: Row }) {
  return event.ref ? (
    <Link href={`/instances/${encodeURIComponent(event.ref)}?tab=diagnostics&view=tasks`} prefetch={false}>
      {event.name || event.instanceId}
    </Link>
  ) : (
    <code>{event.instanceId}</code>
  )
}

function Move({ event }: { event: Row }) {
  const t = useTranslations('diagnostics')
  if (!event.ref || !MOVABLE.includes(event.state)) return null
  return (
    <ChangeLink
      reference={event.ref}
      action="maintenance-event"
      params={{ event: event.id, ...(event.switchAt ? { switchAt: event.switchAt } : {}) }}
      label={t('moveOf', { id: event.id })}
    >
      {t('move')}
    </ChangeLink>
  )
}

/** What is ahead tells how long it is until then. */
function When({ at }: { at: string }) {
  const t = useTranslations('diagnostics')
  const hours = Math.round((Date.parse(at) - Date.now()) / 3_600_000)
  if (hours < 0) return <Age at={at} />
  return <>{hours < 48 ? t('inHours', { count: hours }) : t('inDays', { count: Math.round(hours / 24) })}</>
}
