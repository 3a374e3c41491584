'use client'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ComponentType } from 'react'
import { ActionsMenu } from '@/components/changes/actions-menu'
import { Page } from '@/components/shell/page'
import { CloudBadge, EnvBadge } from '@/components/ui/badge'
import { Button, buttonClass } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { StatusWord } from '@/components/ui/status'
import { Tabs } from '@/components/ui/tabs'
import { Texts } from '@/components/ui/texts'
import { Age } from '@/components/ui/time'
import type { InstancePage } from '@/lib/model/fleet'
import type { Instance } from '@/lib/model/instance'
import { instanceQuery } from '@/lib/queries/instance'
import { ApiProblem } from '@/lib/queries/problem'
import { Copyable } from './fact-list'
import { aliasOf } from './facts'
import { InstanceNotices } from './instance-notices'
import { InstanceOverview } from './instance-overview'
import { CLOUD_TABS, type CloudTab, cloudTabOf, TABS } from './tabs'
import { useReading } from './use-reading'

const RawAnswer = dynamic(() => import('./raw-answer').then((module) => module.RawAnswer), { ssr: false })

const InstanceBilling = dynamic(() =>
  import('@/components/billing/instance-billing').then((module) => module.InstanceBilling),
)

const InstanceBackups = dynamic(() =>
  import('@/components/backups/instance-backups').then((module) => module.InstanceBackups),
)

const InstanceAccess = dynamic(() =>
  import('@/components/access/instance-access').then((module) => module.InstanceAccess),
)

const InstanceParameters = dynamic(() =>
  import('@/components/parameters/instance-parameters').then((module) => module.InstanceParameters),
)

const InstanceMonitoring = dynamic(
  () => import('@/components/monitoring/instance-monitoring').then((module) => module.InstanceMonitoring),
  { ssr: false },
)

const InstanceSlowLog = dynamic(
  () => import('@/components/slow-log/instance-slow-log').then((module) => module.InstanceSlowLog),
  { ssr: false },
)

const InstanceDiagnostics = dynamic(() =>
  import('@/components/diagnostics/instance-diagnostics').then((module) => module.InstanceDiagnostics),
)

const InstanceLogs = dynamic(() => import('@/components/logs/instance-logs').then((module) => module.InstanceLogs), {
  ssr: false,
})

const OF_CLOUD: Record<CloudTab, ComponentType<{ row: Instance }>> = {
  monitoring: InstanceMonitoring,
  'slow-log': InstanceSlowLog,
  logs: InstanceLogs,
  diagnostics: InstanceDiagnostics,
  backups: InstanceBackups,
  access: InstanceAccess,
  parameters: InstanceParameters,
  billing: InstanceBilling,
}

/** Tabs that show the same range. */
const OVER_TIME: ReadonlySet<string> = new Set(['monitoring', 'slow-log', 'logs'])

/** The page of one instance. Opening it asks the cloud when the facts are older than a minute. */
export function InstanceView({ reference }: { reference: string }) {
  const t = useTranslations('instances')
  const { data, error } = useQuery(instanceQuery(reference))
  if (data) return <Loaded reference={reference} page={data} />
  const crumbs = [{ label: t('title'), href: '/instances' }]
  if (error instanceof ApiProblem && error.problem.status === 404) {
    return (
      <Page title={t('page.notFound')} crumbs={crumbs}>
        <Empty
          title={t('page.notFound')}
          action={
            <Link href="/instances" className={buttonClass({ variant: 'primary' })}>
              {t('page.toList')}
            </Link>
          }
        >
          {t('page.notFoundWhy')}
        </Empty>
      </Page>
    )
  }
  return (
    <Page title={t('panel.label')} crumbs={crumbs}>
      {error ? <ProblemBanner error={error} className="mx-gut" /> : <Skeleton widths={[160, 320, 120]} rows={8} />}
    </Page>
  )
}

function Loaded({ reference, page }: { reference: string; page: InstancePage }) {
  const t = useTranslations('instances')
  const search = useSearchParams()
  const asked = search.get('tab')
  const range = search.get('range')
  const ofCloud = page.goneAt ? undefined : cloudTabOf(asked)
  const Shown = ofCloud && OF_CLOUD[ofCloud]
  const tab = asked === 'raw' ? asked : (ofCloud ?? 'overview')
  const reading = useReading(reference, page)
  const row = page.instance
  const name = row.name || row.key.id
  const alias = aliasOf(row, page.detail)
  const href = `/instances/${encodeURIComponent(reference)}`
  return (
    <Page
      title={name}
      crumbs={[{ label: t('title'), href: '/instances' }, { label: name }]}
      scroll={false}
      beside={
        <>
          {alias ? (
            <span className="min-w-0 max-w-72 truncate text-lg text-muted" data-tip={alias}>
              {alias}
            </span>
          ) : null}
          <EnvBadge environment={row.environment} />
          <StatusWord status={row.status} vendor={row.vendorStatus} />
        </>
      }
      meta={
        <>
          <span className="flex items-center gap-1.5">
            <CloudBadge provider={row.provider} />
            {row.key.region}
          </span>
          <Link
            href={`/accounts/${row.key.accountId}`}
            className="text-text-2"
            aria-label={`${t('facts.account')} ${row.accountName}`}
          >
            {row.accountName}
          </Link>
          <Copyable text={row.key.id} what={t('page.copyId')} />
        </>
      }
      actions={
        <div className="flex flex-wrap items-center gap-2 max-wide:gap-x-1">
          <span className="text-muted text-sm" role="status">
            {reading.isPending ? t('page.refreshing') : t.rich('read', { age: () => <Age at={row.seenAt} /> })}
          </span>
          <Link href={`/changes?ref=${encodeURIComponent(reference)}`} className={buttonClass({ variant: 'quiet' })}>
            {t('page.changes')}
          </Link>
          {page.goneAt ? null : <ActionsMenu reference={reference} />}
          {page.goneAt ? null : (
            <Button icon="refresh" reading={reading.isPending} onClick={() => reading.mutate()}>
              {t('page.refresh')}
            </Button>
          )}
        </div>
      }
    >
      <Tabs
        label={t('tabs.label')}
        items={[
          { href, label: t('tabs.overview'), current: tab === 'overview' },
          ...(page.goneAt ? [] : TABS).map((one) => ({
            href: `${href}?tab=${one}${range && OVER_TIME.has(one) ? `&range=${encodeURIComponent(range)}` : ''}`,
            label: t(`tabs.${one}`),
            current: tab === one,
          })),
          { href: `${href}?tab=raw`, label: t('tabs.raw'), current: tab === 'raw' },
        ]}
      />
      <div className="page-scroll">
        <InstanceNotices page={page} error={reading.error} />
        {tab === 'raw' && <RawAnswer raw={page.raw} />}
        {ofCloud && Shown && (
          <Texts key={ofCloud} of={CLOUD_TABS[ofCloud]} wait={<Skeleton widths={[160, 320, 120]} rows={8} />}>
            <Shown row={row} />
          </Texts>
        )}
        {tab === 'overview' && <InstanceOverview page={page} />}
      </div>
    </Page>
  )
}
