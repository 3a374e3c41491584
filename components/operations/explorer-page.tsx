'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { Page } from '@/components/shell/page'
import { Skeleton } from '@/components/ui/skeleton'

/** The schemas of all operations weigh more than a page: they come after it, and to nobody else. */
const Explorer = dynamic(() => import('./explorer').then((module) => module.Explorer), {
  ssr: false,
  loading: () => <Loading />,
})

export function ExplorerPage() {
  return <Explorer />
}

function Loading() {
  const t = useTranslations('operations')
  return (
    <Page title={t('title')} crumbs={[{ label: t('title') }]}>
      <Skeleton widths={[220, 90]} rows={9} />
    </Page>
  )
}
