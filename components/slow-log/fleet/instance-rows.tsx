'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { CloudBadge, EnvBadge, useLang } from '@/components/ui/badge'
import { Meter } from '@/components/ui/number'
import { useSaidText } from '@/components/ui/problem'
import { Moment } from '@/components/ui/time'
import { formatNumber } from '@/lib/i18n/format'
import { SERVICES } from '@/lib/model/service'
import type { FleetInstance } from '@/lib/model/slow-fleet'
import { totalText } from '../words'
import { type FleetState, tabAddress } from './address'

/** Collected instances by slow time, with how far each is kept. */
export function InstanceRows({ instances, state }: { instances: readonly FleetInstance[]; state: FleetState }) {
  const t = useTranslations('slowLog.fleet')
  const of = useTranslations('slowLog')
  const locale = useLang()
  const saidText = useSaidText()
  const all = instances.reduce((sum, { totalUs }) => sum + totalUs, 0)
  return (
    <section className="overflow-x-auto" tabIndex={0} aria-label={t('instances')}>
      <table className="tbl dense">
        <thead>
          <tr className="text-left">
            <th>{t('instance')}</th>
            <th>{t('account')}</th>
            <th className="num">{of('total')}</th>
            <th className="num">{of('count')}</th>
            <th className="num">{of('patterns')}</th>
            <th>{t('keptFrom')}</th>
            <th>{t('keptTo')}</th>
          </tr>
        </thead>
        <tbody>
          {instances.map((one) => (
            <tr key={one.ref} data-instance={one.name}>
              <th scope="row" className="whitespace-nowrap font-normal">
                <span className="inline-flex items-center gap-2">
                  <CloudBadge provider={SERVICES[one.key.service].provider} />
                  <Link href={tabAddress(one.ref, state, null)} prefetch={false} className="text-text">
                    {one.name}
                  </Link>
                  <EnvBadge environment={one.environment} />
                </span>
              </th>
              <td className="text-text-2">{one.accountName}</td>
              <td className="num whitespace-nowrap">
                <span className="inline-flex items-center gap-2">
                  {totalText(one.totalUs, locale)}
                  <Meter share={all > 0 ? one.totalUs / all : 0} />
                </span>
              </td>
              <td className="num">{formatNumber(one.count)}</td>
              <td className="num">{formatNumber(one.patterns)}</td>
              <td className="whitespace-nowrap text-text-2">
                {one.keptTo > one.keptFrom ? <Moment at={one.keptFrom} style="day" /> : t('keptNone')}
              </td>
              <td className={one.failed ? 'text-warn' : 'text-text-2'}>
                <Moment at={one.keptTo} style="seconds" />
                {one.failed && ` · ${t('failed', { said: saidText(one.failed) })}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
