'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { LinkButton } from '@/components/admin/link-button'
import { Page } from '@/components/shell/page'
import { useMe } from '@/components/shell/shell-context'
import { CloudBadge, EnvBadge } from '@/components/ui/badge'
import { Empty } from '@/components/ui/empty'
import { Failed } from '@/components/ui/failed'
import { Count } from '@/components/ui/number'
import { Skeleton } from '@/components/ui/skeleton'
import { State } from '@/components/ui/status'
import { Age } from '@/components/ui/time'
import type { Account } from '@/lib/model/account'
import { accountsQuery } from '@/lib/queries/accounts'
import { healthOf } from './health'

/** Every cloud account with how its regions answer. */
export function AccountList() {
  const t = useTranslations('admin.accounts')
  const roles = useTranslations('admin.roles')
  const me = useMe()
  const { data, error, refetch } = useQuery(accountsQuery)
  const failing = data?.filter((account) => ['failed', 'locked'].includes(healthOf(account).state)).length ?? 0
  const add = (
    <LinkButton href="/accounts/new" variant="primary" icon="plus" reason={me.role !== 'admin' && roles('needAdmin')}>
      {t('add')}
    </LinkButton>
  )
  return (
    <Page
      title={t('title')}
      crumbs={[{ label: t('title') }]}
      meta={
        data && (
          <>
            <span>{t.rich('count', { count: data.length, b: (text) => <b>{text}</b> })}</span>
            {failing > 0 && <span className="text-warn">{t('failing', { count: failing })}</span>}
          </>
        )
      }
      actions={add}
    >
      {error && <Failed error={error} retry={() => refetch()} />}
      {!data && !error && <Skeleton widths={[220, 140, 90, 120, 90]} rows={6} />}
      {data?.length === 0 && (
        <Empty title={t('none')} action={add}>
          {t('noneText')}
        </Empty>
      )}
      {data && data.length > 0 && (
        <>
          <table className="tbl max-wide:hidden">
            <thead>
              <tr>
                <th>{t('name')}</th>
                <th>{t('state')}</th>
                <th className="num">{t('regions')}</th>
                <th className="num">{t('instances')}</th>
                <th>{t('environment')}</th>
                <th>{t('team')}</th>
                <th>{t('key')}</th>
                <th className="num">{t('read')}</th>
              </tr>
            </thead>
            <tbody>
              {data.map((account) => (
                <Row key={account.id} account={account} />
              ))}
            </tbody>
          </table>
          <ul className="wide:hidden">
            {data.map((account) => (
              <li key={account.id} className="list-2">
                <Name account={account} />
                <HealthWord account={account} />
                <span className="truncate text-muted text-sm">
                  {[account.environment, account.team].filter(Boolean).join(' · ')}
                </span>
                <span className="text-right text-muted text-sm">{t('instancesOf', { count: account.instances })}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Page>
  )
}

function Row({ account }: { account: Account }) {
  const { okAt } = healthOf(account)
  return (
    <tr>
      <td>
        <Name account={account} />
      </td>
      <td>
        <HealthWord account={account} />
      </td>
      <td className="num">{new Set(account.regions).size}</td>
      <td className="num">
        <Count value={account.instances} />
      </td>
      <td>
        <EnvBadge environment={account.environment} />
      </td>
      <td className="text-text-2">{account.team}</td>
      <td>
        <code className="text-muted">••••{account.keyTail}</code>
      </td>
      <td className="num text-muted">{okAt && <Age at={okAt} />}</td>
    </tr>
  )
}

function Name({ account }: { account: Account }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <CloudBadge provider={account.provider} />
      <Link href={`/accounts/${account.id}`} className="name truncate" prefetch={false}>
        {account.name}
      </Link>
    </span>
  )
}

export function HealthWord({ account }: { account: Account }) {
  const t = useTranslations('admin.accounts')
  const { state, tone, failed } = healthOf(account)
  return (
    <State tone={tone}>
      {state === 'failed'
        ? t('health.failed', { failed: failed.length, total: account.shards.length })
        : t(`health.${state}`)}
    </State>
  )
}
