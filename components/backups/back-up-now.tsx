'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useChangeWords } from '@/components/changes/words'
import { useMe } from '@/components/shell/shell-context'
import { Button, buttonClass } from '@/components/ui/button'
import { actionsQuery } from '@/lib/queries/actions'

/** Leads to planning a backup by hand; an instance that never can have one says why. A status that passes, the plan tells. */
export function BackUpNow({ reference }: { reference: string }) {
  const t = useTranslations('backups')
  const words = useChangeWords()
  const isViewer = useMe().role === 'viewer'
  const { data } = useQuery({ ...actionsQuery(reference), enabled: !isViewer })
  const reason = data?.can.backup
  if (isViewer) return <Button reason={t('viewer')}>{t('backUp')}</Button>
  if (reason?.code === 'memcached') return <Button reason={words.reason(reason)}>{t('backUp')}</Button>
  return (
    <Link
      href={`/instances/${encodeURIComponent(reference)}/change/backup`}
      className={buttonClass({})}
      prefetch={false}
    >
      {t('backUp')}
    </Link>
  )
}
