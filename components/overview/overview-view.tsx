'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { EmptyList, NoAccounts } from '@/components/instances/empty-list'
import { troubles } from '@/components/instances/health'
import { Troubles } from '@/components/instances/troubles'
import { Page } from '@/components/shell/page'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import type { CloudHealth, Overview } from '@/lib/model/fleet'
import { ENDING_SOON } from '@/lib/model/soon'
import { cloudHealth } from '@/lib/queries/clouds'
import { overviewQuery } from '@/lib/queries/overview'
import { Counts } from './counts'
import { RenewalSum } from './renewal-sum'
import { Sentence } from './sentence'
import { ShortList } from './short-list'

/** The first page: in one sentence what is wrong, then the fleet in counts. */
export function OverviewView() {
  const t = useTranslations('overview')
  const { data, error } = useQuery(overviewQuery)
  const { data: health } = useQuery(cloudHealth())
  return (
    <Page title={t('title')} crumbs={[{ label: t('title') }]}>
      {error ? <ProblemBanner error={error} className="mx-gut mb-3" /> : null}
      {data && health ? (
        <Loaded overview={data} health={health} />
      ) : error ? null : (
        <Skeleton widths={[260, 90, 60]} rows={9} />
      )}
    </Page>
  )
}

function Loaded({ overview, health }: { overview: Overview; health: CloudHealth }) {
  const t = useTranslations('overview')
  const failing = troubles(health)
  if (health.accounts.length === 0) return <NoAccounts />
  if (overview.total === 0) {
    return (
      <div className="grid gap-2 pb-4">
        <div className="grid gap-2 px-gut">
          <Troubles troubles={failing} />
        </div>
        <EmptyList total={0} health={health} onClear={() => {}} />
      </div>
    )
  }
  return (
    <div className="pb-6">
      <div className="grid gap-2 px-gut pb-4">
        <Sentence overview={overview} troubles={failing} />
        <Troubles troubles={failing} />
        <p className="text-sm">
          <Link href="/maintenance" prefetch={false}>
            {t('maintenance')}
          </Link>
        </p>
        {overview.doubles > 0 ? (
          <p className="text-muted text-sm">{t('doubles', { count: overview.doubles, total: overview.total })}</p>
        ) : null}
      </div>
      <div className="grid border-border border-t desk:grid-cols-2">
        <ShortList
          title={t('trouble.title')}
          empty={t('trouble.none')}
          count={overview.trouble.count}
          items={overview.trouble.items}
          href="/instances?q=status:error,expired,locked,unknown"
          show="status"
        />
        <ShortList
          title={t('expiring.title')}
          empty={t('expiring.none')}
          count={overview.expiring.count}
          items={overview.expiring.items}
          href={`/instances?q=${ENDING_SOON}&sort=expires`}
          note={<RenewalSum />}
          show="end"
        />
      </div>
      <Counts overview={overview} />
    </div>
  )
}
