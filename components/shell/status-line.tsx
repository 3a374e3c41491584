'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { TrayLine } from '@/components/tray/tray-line'
import { useLang } from '@/components/ui/badge'
import { setServerTime } from '@/components/ui/clock'
import { Shape } from '@/components/ui/shape'
import { Age } from '@/components/ui/time'
import { PROVIDER_NAMES, PROVIDERS } from '@/lib/model/service'
import { cloudHealth } from '@/lib/queries/clouds'
import { useLive } from '@/lib/queries/live'
import { useNewerBuild } from '@/lib/queries/newer-build'
import { type CloudState, cloudStates } from './cloud-states'

/** One entry per cloud: whether it answered, and how old what is shown is. At the right the tray's line. */
export function StatusLine({ isTrayOpen, onTray }: { isTrayOpen: boolean; onTray: () => void }) {
  const t = useTranslations('shell')
  const { data, error } = useQuery(cloudHealth())
  const live = useLive()
  const newer = useNewerBuild()
  useEffect(() => {
    if (data) setServerTime(data.now)
  }, [data])
  const states = data ? cloudStates(data, PROVIDERS) : []
  return (
    <footer className="statusline" aria-label={t('clouds.label')}>
      {error && !data && (
        <span className="st danger">
          <Shape tone="danger" /> {t('clouds.unreachable')}
        </span>
      )}
      {data && states.length === 0 && <span>{t('clouds.none')}</span>}
      {states.map((state) => (
        <Cloud key={state.provider} state={state} />
      ))}
      {newer && (
        <span className="st warn" role="status">
          <Shape tone="warn" /> {t('newer.what')}{' '}
          <button type="button" className="underline" onClick={() => location.reload()}>
            {t('newer.reload')}
          </button>
        </span>
      )}
      {live === 'lost' && (
        <span className="st warn">
          <Shape tone="warn" /> {t('live.lost')}
        </span>
      )}
      <TrayLine isOpen={isTrayOpen} onToggle={onTray} />
    </footer>
  )
}

function Cloud({ state }: { state: CloudState }) {
  const t = useTranslations('shell.clouds')
  const locale = useLang()
  const name = PROVIDER_NAMES[state.provider][locale]
  const short = locale === 'zh' ? name : name.replace(/ Cloud$/, '')
  const problems = useTranslations('problems')
  const { failed, many } = state
  const said = [
    ...state.failures.map(({ how, places }) => {
      const where = places.map(({ region, account }) => (account ? t('place', { region, account }) : region))
      return problems(`reading.${how}`, { where: where.join(t('and')) })
    }),
    ...(state.older ? [t('older')] : []),
  ].join(locale === 'zh' ? '' : ' ')
  return (
    <Link href="/accounts" className="st no-underline" data-tip={failed ? said : undefined} prefetch={false}>
      <Shape tone={state.tone} />
      <b>{short}</b>
      <span className={failed ? 'text-warn' : state.state === 'ok' ? 'st-age text-muted' : 'text-muted'}>
        {state.state === 'ok' && state.okAt ? (
          <Age at={state.okAt} />
        ) : state.state === 'failed' ? (
          <>
            <span className="max-[719px]:hidden">
              {t(many ? 'failedAccounts' : 'failed', { failed, total: state.total })}
            </span>
            <span aria-hidden className="min-[720px]:hidden">
              {failed}/{state.total}
            </span>
          </>
        ) : (
          t(state.state)
        )}
      </span>
      {failed > 0 && <span className="sr-only">{said}</span>}
    </Link>
  )
}
