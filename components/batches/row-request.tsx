'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { RequestBox } from '@/components/changes/request-box'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { changeQuery } from '@/lib/queries/changes'

/** The frozen request of one row, as its change's own page shows it; asked for when it is opened. */
export function RowRequest({ id, name }: { id: string; name: string }) {
  const t = useTranslations('batches.request')
  const { data, error } = useQuery(changeQuery(id))
  return (
    <section aria-label={t('of', { name })} className="min-w-0 border-border border-s-2 wide:ms-4">
      {data ? (
        <RequestBox change={data} />
      ) : error ? (
        <ProblemBanner error={error} />
      ) : (
        <Skeleton widths={[160, 320]} rows={3} />
      )}
    </section>
  )
}
