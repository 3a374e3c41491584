'use client'

import { useTranslations } from 'next-intl'
import { memo, useMemo } from 'react'
import { useLang } from '@/components/ui/badge'
import { Meter } from '@/components/ui/number'
import { formatNumber } from '@/lib/i18n/format'
import type { SlowEntry } from '@/lib/model/slow-log'
import { clientStats } from '@/lib/model/slow-stats'
import { ClientName } from './client-name'
import { durationText, shareText, totalText, useTimeText } from './words'

const MOST = 200

/** Who sent them, by the time that it took. */
export const ClientTable = memo(function ClientTable({
  entries,
  isLong,
}: {
  entries: readonly SlowEntry[]
  isLong: boolean
}) {
  const stats = useMemo(() => clientStats(entries), [entries])
  const t = useTranslations('slowLog')
  const locale = useLang()
  const timeText = useTimeText(isLong)
  if (stats.length === 0) return <p className="px-gut py-4 text-muted">{t('noClients')}</p>
  return (
    <section className="overflow-x-auto" tabIndex={0} aria-label={t('clients')}>
      <table className="tbl dense">
        <thead>
          <tr className="text-left">
            <th>{t('client')}</th>
            <th className="num">{t('share')}</th>
            <th className="num">{t('count')}</th>
            <th className="num">{t('total')}</th>
            <th className="num">{t('max')}</th>
            <th className="num">{t('patterns')}</th>
            <th className="num">{t('first')}</th>
            <th className="num">{t('last')}</th>
          </tr>
        </thead>
        <tbody>
          {stats.slice(0, MOST).map((one) => (
            <tr key={one.client}>
              <th scope="row" className="whitespace-nowrap font-normal">
                <ClientName client={one.client} />
              </th>
              <td className="num whitespace-nowrap">
                <span className="inline-flex items-center gap-2">
                  {shareText(one.share)}
                  <Meter share={one.share} />
                </span>
              </td>
              <td className="num">{formatNumber(one.count)}</td>
              <td className="num whitespace-nowrap">{totalText(one.totalUs, locale)}</td>
              <td className="num whitespace-nowrap">{durationText(one.maxUs)}</td>
              <td className="num">{one.patterns}</td>
              <td className="num whitespace-nowrap text-text-2">{timeText(one.first)}</td>
              <td className="num whitespace-nowrap text-text-2">{timeText(one.last)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {stats.length > MOST && (
        <p className="px-gut py-2 text-muted">{t('clientsShown', { count: MOST, all: stats.length })}</p>
      )}
    </section>
  )
})
