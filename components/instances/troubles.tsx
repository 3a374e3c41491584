'use client'
import { useMutation } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { useLang } from '@/components/ui/badge'
import { Banner, FoldedBanner } from '@/components/ui/banner'
import { useNow } from '@/components/ui/clock'
import { usePreferences } from '@/components/ui/preferences'
import { useProblemText } from '@/components/ui/problem'
import { Age } from '@/components/ui/time'
import { toast } from '@/components/ui/toast'
import { formatDuration, formatTime } from '@/lib/i18n/format'
import { readingFailure } from '@/lib/model/reading-failure'
import { PROVIDER_NAMES } from '@/lib/model/service'
import { refreshAccounts } from '@/lib/queries/instances'
import type { Trouble } from './health'
import { useNarrow } from './use-narrow'

const SHOWN = 2
/** Regions named; the rest are counted. */
const NAMED = 6

/** Which readings failed, what is shown instead, and when the next try is. */
export const Troubles = memo(function Troubles({ troubles }: { troubles: readonly Trouble[] }) {
  const t = useTranslations('instances')
  return (
    <>
      {troubles.slice(0, SHOWN).map((trouble) => (
        <TroubleBanner key={`${trouble.accountId} ${trouble.kind}`} trouble={trouble} />
      ))}
      {troubles.length > SHOWN ? (
        <p className="text-sm">
          <Link href="/accounts">{t('trouble.more', { count: troubles.length - SHOWN })}</Link>
        </p>
      ) : null}
    </>
  )
})

function TroubleBanner({ trouble }: { trouble: Trouble }) {
  const t = useTranslations('instances')
  const problems = useTranslations('problems')
  const lang = useLang()
  const now = useNow()
  const narrow = useNarrow()
  const { zone } = usePreferences()
  const again = useTryAgain([trouble.accountId])
  const cloud = trouble.provider ? PROVIDER_NAMES[trouble.provider][lang] : ''
  const rest = trouble.regions.length - NAMED
  const regions =
    trouble.regions.slice(0, NAMED).join(t('trouble.and')) + (rest > 0 ? t('trouble.moreRegions', { count: rest }) : '')
  const where = t('trouble.where', { cloud, account: trouble.account, regions })
  const how = readingFailure(trouble.kind)
  const reason = problems.has(`provider.${trouble.kind}.what`)
    ? problems(`provider.${trouble.kind}.what`)
    : t('trouble.otherReason')
  // Chinese sentences stand without a space between them.
  const gap = lang === 'zh' ? '' : ' '
  const waitS = trouble.nextTryAt && now ? (Date.parse(trouble.nextTryAt) - now) / 1000 : 0
  // A refusal needs somebody; the rest may pass.
  const tone = how === 'refused' ? 'danger' : 'warn'
  const title = problems(`reading.${how}`, { where })
  const actions = (
    <>
      <button type="button" className="linkbtn" onClick={() => again.mutate()} disabled={again.isPending}>
        {again.isPending ? t('trouble.trying') : t('trouble.tryNow')}
      </button>
      <Link href={`/accounts/${trouble.accountId}`}>{t('trouble.details')}</Link>
    </>
  )
  const text = (
    <>
      {trouble.okAt
        ? t.rich('trouble.shown', {
            count: trouble.instances,
            time: formatTime(trouble.okAt, { now, zone, locale: lang }),
            age: () => <Age at={trouble.okAt ?? ''} />,
          })
        : t('trouble.nothingShown')}
      {gap}
      {reason}
      {gap}
      {trouble.code ? <code>{trouble.code}</code> : null}
      {trouble.code ? ' ' : ''}
      {trouble.requestId ? t.rich('trouble.request', { id: () => <code>{trouble.requestId}</code> }) : null}
      {gap}
      {trouble.trying
        ? t('trouble.beingTried')
        : waitS > 0
          ? t('trouble.nextTry', {
              wait: formatDuration(waitS, lang),
              time: formatTime(trouble.nextTryAt ?? '', { now, zone, locale: lang }),
            })
          : null}
    </>
  )
  if (!narrow)
    return (
      <Banner tone={tone} title={title} actions={actions}>
        {text}
      </Banner>
    )
  return (
    <FoldedBanner tone={tone} title={problems(`reading.${how}`, { where: trouble.account })} actions={actions}>
      {title}
      {gap}
      {text}
    </FoldedBanner>
  )
}

/** Starts a reading of the accounts; what it brings arrives as live events. */
export function useTryAgain(accountIds?: string[]) {
  const words = useProblemText()
  return useMutation({
    mutationFn: () => refreshAccounts(accountIds ? { accountIds } : {}),
    onError: (error) => {
      const { what, remedy } = words(error)
      toast({ tone: 'danger', title: what, text: remedy })
    },
  })
}
