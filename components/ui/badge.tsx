'use client'

import { useLocale } from 'next-intl'
import type { ReactNode } from 'react'
import { isLocale } from '@/lib/i18n/locale'
import { PROVIDER_NAMES, type ProviderId } from '@/lib/model/service'
import { cx } from './cx'
import type { Tone } from './shape'

/** The locale of this page as our own type. */
export function useLang() {
  const locale = useLocale()
  return isLocale(locale) ? locale : 'en'
}

/** The neutral letter of a cloud; its name is the accessible name and the tooltip. */
export function CloudBadge({ provider }: { provider: ProviderId }) {
  const locale = useLang()
  const { badge, ...name } = PROVIDER_NAMES[provider]
  return (
    <span className="cloud" role="img" aria-label={name[locale]} data-tip={name[locale]}>
      {badge[locale]}
    </span>
  )
}

const PRODUCTION = /^(prod|production|prd|生产|线上)$/i
const TEST = /^(test|testing|dev|development|测试|开发)$/i

/** Environment label: production is inverted, tests are plain, anything else is outlined. Nothing when there is none. */
export function EnvBadge({ environment }: { environment: string }) {
  if (!environment) return null
  return (
    <span className={cx('env', PRODUCTION.test(environment) && 'prod', TEST.test(environment) && 'test')}>
      {environment}
    </span>
  )
}

export function Tag({ tone, line, children }: { tone?: Tone; line?: boolean; children: ReactNode }) {
  return <span className={cx('tag', tone, line && 'line')}>{children}</span>
}
