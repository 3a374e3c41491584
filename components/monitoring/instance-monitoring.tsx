'use client'

import './monitoring.css'
import { useIsFetching, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import { Empty } from '@/components/ui/empty'
import { Failed } from '@/components/ui/failed'
import { Skeleton } from '@/components/ui/skeleton'
import type { Instance } from '@/lib/model/instance'
import { PROVIDER_NAMES } from '@/lib/model/service'
import { monitoringQuery } from '@/lib/queries/monitoring'
import { Charts } from './charts'
import { KnownMemory } from './known-memory'

/** Monitoring of an instance: charts where its cloud tells anything over time, else what is known instead. */
export function InstanceMonitoring({ row }: { row: Instance }) {
  const query = useQuery(monitoringQuery(row.ref))
  const reading = useIsFetching({ queryKey: ['charts', 'metrics', row.ref] })
  if (query.error && !query.data) return <Failed error={query.error} retry={() => query.refetch()} />
  if (!query.data) return <Skeleton widths={[160, 240, 120]} rows={6} />
  if (query.data.offered === 'none') return <NotOffered row={row} />
  return <Charts row={row} data={query.data} reading={reading} />
}

/** The service has no operation: that is said, with the memory in use where the cloud tells it. */
function NotOffered({ row }: { row: Instance }) {
  const t = useTranslations('monitoring')
  const lang = useLang()
  const cloud = PROVIDER_NAMES[row.provider][lang]
  return (
    <Empty title={t('none')}>
      <p>{t('noneWhy', { cloud })}</p>
      <p className="mt-2 text-text">
        <KnownMemory row={row} />
      </p>
      <p className="mt-2">
        <Link href={`/operations?service=${row.key.service}`} prefetch={false}>
          {t('toOperations')}
        </Link>
      </p>
    </Empty>
  )
}
