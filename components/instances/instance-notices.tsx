'use client'
import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { useProblemText } from '@/components/ui/problem'
import { Age, Moment } from '@/components/ui/time'
import type { InstancePage } from '@/lib/model/fleet'

/** What stands between the facts and the truth: gone, not answered, readings of its region failing. */
export function InstanceNotices({ page, error }: { page: InstancePage; error: Error | null }) {
  const t = useTranslations('instances')
  const words = useProblemText()
  const { instance, goneAt, shard } = page
  const shownAs = t.rich('page.shownAs', { age: () => <Age at={instance.seenAt} /> })
  const failure = error ? words(error) : undefined
  const regionFails = !error && shard !== null && shard.errorKind !== null
  if (!goneAt && !failure && !regionFails) return null
  return (
    <div className="grid gap-2 px-gut py-2.5">
      {goneAt ? (
        <Banner tone="info" title={t('page.gone')}>
          {t.rich('page.goneWhy', { time: () => <Moment at={goneAt} /> })}
        </Banner>
      ) : null}
      {failure ? (
        <Banner tone="warn" role="status" title={failure.cloud ? t('page.cloudFailed') : failure.what}>
          {failure.cloud ? failure.what : failure.remedy}{' '}
          {failure.cloud?.code ? <code>{failure.cloud.code}</code> : null} {shownAs}{' '}
          {failure.requestId ? t.rich('trouble.request', { id: () => <code>{failure.requestId}</code> }) : null}
        </Banner>
      ) : null}
      {regionFails ? (
        <Banner tone="warn" title={t('page.regionFailed', { region: instance.key.region })}>
          {shownAs}{' '}
          {shard.errorRequestId ? t.rich('trouble.request', { id: () => <code>{shard.errorRequestId}</code> }) : null}
        </Banner>
      ) : null}
    </div>
  )
}
