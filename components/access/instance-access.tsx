'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useLang } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { Moment } from '@/components/ui/time'
import type { Instance } from '@/lib/model/instance'
import { PROVIDER_NAMES } from '@/lib/model/service'
import { accessQuery } from '@/lib/queries/access'
import { Accounts } from './accounts'
import { Connections } from './connections'
import { Tags } from './tags'
import { Who } from './who'

/** Who may connect to an instance, where, and as whom, asked of its cloud when it is opened. */
export function InstanceAccess({ row }: { row: Instance }) {
  const t = useTranslations('access')
  const lang = useLang()
  const { data, error, refetch, isFetching } = useQuery(accessQuery(row.ref))
  if (error && !data) return <ProblemBanner error={error} className="m-gut" />
  if (!data) return <Skeleton widths={[160, 240, 120]} rows={8} />
  const cloud = PROVIDER_NAMES[row.provider][lang]
  return (
    <div className="grid max-w-[1100px] grid-cols-[minmax(0,1fr)] content-start gap-5 px-gut py-3.5">
      {error ? <ProblemBanner error={error} /> : null}
      <Section
        title={t('who')}
        aside={
          <>
            <small>{t.rich('asked', { time: () => <Moment at={data.at} style="seconds" /> })}</small>
            <Button size="small" variant="quiet" icon="refresh" reading={isFetching} onClick={() => refetch()}>
              {t('again')}
            </Button>
          </>
        }
      >
        <Who access={data} row={row} />
      </Section>
      <Section title={t('connections')}>
        <Connections reference={row.ref} access={data} cloud={cloud} />
      </Section>
      <Section title={t('accounts')}>
        {data.accounts ? (
          <Accounts reference={row.ref} accounts={data.accounts} />
        ) : (
          <p className="text-text-2">{t('noAccounts', { cloud })}</p>
        )}
      </Section>
      <Section title={t('tags')}>
        <Tags reference={row.ref} tags={data.tags} cloud={cloud} />
      </Section>
    </div>
  )
}

function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0">
      <h2 className="section-title flex flex-wrap items-baseline gap-x-2 pb-1.5">
        {title}
        {aside}
      </h2>
      {children}
    </section>
  )
}
