'use client'

import { useTranslations } from 'next-intl'
import { Fragment } from 'react'
import { useLang } from '@/components/ui/badge'
import { useNow } from '@/components/ui/clock'
import { Count } from '@/components/ui/number'
import { usePreferences } from '@/components/ui/preferences'
import type { Tone } from '@/components/ui/shape'
import { State } from '@/components/ui/status'
import { Age, Moment } from '@/components/ui/time'
import { formatDuration, formatTime } from '@/lib/i18n/format'
import type { Account, Shard } from '@/lib/model/account'
import { SERVICES } from '@/lib/model/service'
import { failureTone, failureWord } from './health'

/** Each service in each region: how its last reading went, and what to do when it failed. */
export function ShardTable({ account }: { account: Account }) {
  const t = useTranslations('admin.shards')
  const locale = useLang()
  const many = account.services.length > 1
  return (
    <section className="grid gap-1">
      <h2 className="section-title px-gut">{t('title')}</h2>
      <div className="overflow-x-auto">
        <table className="tbl">
          <thead>
            <tr>
              <th>{t('region')}</th>
              {many && <th className="max-wide:hidden">{t('service')}</th>}
              <th>{t('state')}</th>
              <th className="num">{t('instances')}</th>
              <th className="num">{t('read')}</th>
            </tr>
          </thead>
          <tbody>
            {account.shards.map((shard) => (
              <Fragment key={`${shard.service} ${shard.region}`}>
                <tr>
                  <td>
                    {shard.region}
                    {many && <div className="text-muted text-sm wide:hidden">{SERVICES[shard.service][locale]}</div>}
                  </td>
                  {many && (
                    <td className="whitespace-nowrap text-text-2 max-wide:hidden">{SERVICES[shard.service][locale]}</td>
                  )}
                  <td>
                    <State tone={toneOf(shard)}>{t(`states.${wordOf(shard)}`)}</State>
                  </td>
                  <td className="num">
                    <Count value={shard.instances} />
                  </td>
                  <td className="num whitespace-nowrap text-muted">
                    {shard.okAt ? <Age at={shard.okAt} /> : t('never')}
                  </td>
                </tr>
                {shard.errorKind && (
                  <tr>
                    <td colSpan={many ? 5 : 4} className="py-1.5 text-text-2">
                      <Why shard={shard} />
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

const TONES: Record<Shard['state'], Tone> = { never: 'unk', syncing: 'prog', ok: 'ok', failed: 'warn' }
const toneOf = (shard: Shard): Tone =>
  shard.errorKind && shard.state !== 'syncing' ? failureTone(shard.errorKind) : TONES[shard.state]

const wordOf = (shard: Shard) =>
  shard.errorKind ? (shard.state === 'syncing' ? 'again' : failureWord(shard.errorKind)) : shard.state

function Why({ shard }: { shard: Shard }) {
  const t = useTranslations('admin.shards')
  const problems = useTranslations('problems')
  const lang = useLang()
  const now = useNow()
  const { zone } = usePreferences()
  const kind = problems.has(`provider.${shard.errorKind}.what`) ? shard.errorKind : 'unknown'
  // What failed here is read again by itself, unlike a call that somebody sent.
  const remedy = problems.has(`provider.${kind}.later`) ? `provider.${kind}.later` : `provider.${kind}.do`
  const waitS = shard.nextTryAt && now ? (Date.parse(shard.nextTryAt) - now) / 1000 : 0
  return (
    <div className="grid gap-0.5 text-sm wrap-anywhere">
      <span>
        <b className="font-medium">{problems(`provider.${kind}.what`)}</b> {problems(remedy)}
      </span>
      <span className="text-muted">
        {[shard.errorCode, shard.errorMessage].filter(Boolean).join(': ')}{' '}
        {shard.errorRequestId && problems('cloudRequest', { id: shard.errorRequestId })}{' '}
        {shard.failedSince && (
          <>
            {t('since')} <Moment at={shard.failedSince} />.
          </>
        )}{' '}
        {shard.state === 'failed' && waitS > 0
          ? t('nextTry', {
              wait: formatDuration(waitS, lang),
              time: formatTime(shard.nextTryAt ?? '', { now, zone, locale: lang }),
            })
          : null}
      </span>
    </div>
  )
}
