'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useLang } from '@/components/ui/badge'
import { Memory } from '@/components/ui/number'
import { Moment } from '@/components/ui/time'
import { formatDuration, formatNumber } from '@/lib/i18n/format'
import type { Change } from '@/lib/model/change'
import type { Check } from '@/lib/model/plan'

/** What stands in the table of a restore and not once more among its checks. */
const TOLD: readonly Check['id'][] = ['newer-data', 'keys-then', 'data-in-use', 'clients-now']

/** Puts a set over the instance: its plan holds what is there now against the set. */
export const isRestore = ({ action }: Change) => action === 'restore' || action === 'restore-file'

/** The checks of a plan that no table tells already. */
export const untoldChecks = (change: Change): Check[] =>
  isRestore(change) && change.plan.rows.length === 0
    ? change.plan.checks.filter(({ id }) => !TOLD.includes(id))
    : change.plan.checks

interface Line {
  key: 'data' | 'keys' | 'memory' | 'clients'
  now: ReactNode
  then: ReactNode
  difference: ReactNode
}

/** What is in the instance now, what was when the set was begun, and what goes. What nobody tells is said to be so. */
export function RestoreRows({ change: { plan } }: { change: Change }) {
  const t = useTranslations('changes.restoreRows')
  const changes = useTranslations('changes')
  const locale = useLang()
  const told = (check: Check['id'], name: string) => {
    const value = plan.checks.find(({ id }) => id === check)?.params?.[name]
    return typeof value === 'number' ? value : undefined
  }
  const since = plan.checks.find(({ id }) => id === 'newer-data')?.params?.since
  const minutes = (told('newer-data', 'hours') ?? 0) * 60 + (told('newer-data', 'minutes') ?? 0)
  const [keys, before] = [told('keys-then', 'now'), told('keys-then', 'then')]
  const [used, clients] = [told('data-in-use', 'usedMb'), told('clients-now', 'inUse')]
  const never = (
    [
      ['keys', 'keys-then'],
      ['clients', 'clients-now'],
    ] as const
  ).filter(([, check]) => plan.checks.some(({ id, params }) => id === check && params?.known === 'never'))
  const untold = <span className="text-muted">{t('untold')}</span>
  const lines: Line[] = [
    {
      key: 'data',
      now: <Moment at={plan.factsAt} style="day" />,
      then: typeof since === 'string' ? <Moment at={since} style="day" /> : untold,
      difference:
        typeof since === 'string' ? (
          <b className="font-medium text-danger">
            {minutes === 0 ? t('lostMinute') : t('lost', { time: formatDuration(minutes * 60, locale) })}
          </b>
        ) : (
          <b className="font-medium text-danger">{t('lostUntold')}</b>
        ),
    },
    {
      key: 'keys',
      now: keys === undefined ? untold : formatNumber(keys),
      then: before === undefined ? untold : formatNumber(before),
      difference: keys === undefined || before === undefined ? untold : <Difference by={before - keys} />,
    },
    {
      key: 'memory',
      now: used === undefined ? untold : <Memory mb={used} />,
      then: untold,
      difference: used === 0 ? '' : <b className="font-medium text-danger">{t('replaced')}</b>,
    },
    { key: 'clients', now: clients === undefined ? untold : formatNumber(clients), then: '', difference: '' },
  ]
  return (
    <>
      <table className="tbl flush dense max-wide:text-sm">
        <thead>
          <tr>
            <th className="text-start">
              <span className="sr-only">{t('fact')}</span>
            </th>
            <th className="num whitespace-normal">{t('now')}</th>
            <th className="num whitespace-normal">{t('then')}</th>
            <th className="num whitespace-normal">{t('difference')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, now, then, difference }) => (
            <tr key={key}>
              <th scope="row" className="text-start font-normal text-muted">
                {t(`facts.${key}`)}
              </th>
              <td className="num whitespace-normal">{now}</td>
              <td className="num whitespace-normal">{then}</td>
              <td className="num whitespace-normal">{difference}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {never.length > 0 && (
        <p className="hint mt-1">
          {t('never', { what: never.map(([fact]) => t(`facts.${fact}`)).join(changes('comma')) })}
        </p>
      )}
    </>
  )
}

const Difference = ({ by }: { by: number }) => (
  <span className={by < 0 ? 'font-medium text-danger' : undefined}>
    {by > 0 ? '+' : ''}
    {formatNumber(by)}
  </span>
)
