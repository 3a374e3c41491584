'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { LinkButton } from '@/components/admin/link-button'
import { useAct } from '@/components/admin/use-act'
import { Page } from '@/components/shell/page'
import { useMe } from '@/components/shell/shell-context'
import { CloudBadge, EnvBadge, useLang } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { Failed } from '@/components/ui/failed'
import { Menu } from '@/components/ui/menu'
import { Skeleton } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast'
import type { Account } from '@/lib/model/account'
import { SERVICES } from '@/lib/model/service'
import { accountQuery, deleteAccount, patchAccount, refreshAccount } from '@/lib/queries/accounts'
import { cloudHealth } from '@/lib/queries/clouds'
import { HealthWord } from './account-list'
import { KeyState } from './key-state'
import { PermissionGrid } from './permission-grid'
import { RotateKeys } from './rotate-keys'
import { ShardTable } from './shard-table'

/** One cloud account: how it answers, what its key may do, and what can be done with it. */
export function AccountPage({ id }: { id: string }) {
  const t = useTranslations('admin.accounts')
  const { data, error, refetch } = useQuery(accountQuery(id))
  const crumbs = [{ label: t('title'), href: '/accounts' }, { label: data?.name ?? id }]
  if (!data) {
    return (
      <Page title={t('one')} crumbs={crumbs}>
        {error ? <Failed error={error} retry={() => refetch()} /> : <Skeleton widths={[200, 120, 160]} rows={6} />}
      </Page>
    )
  }
  return (
    <Page
      title={data.name}
      crumbs={crumbs}
      beside={
        <>
          <CloudBadge provider={data.provider} />
          <EnvBadge environment={data.environment} />
        </>
      }
      meta={<HealthWord account={data} />}
      actions={<Actions account={data} />}
    >
      {error && <Failed error={error} retry={() => refetch()} />}
      <div className="grid gap-6 pb-10">
        <div className="grid gap-2 px-gut empty:hidden">
          {!data.unlocked && (
            <Banner tone="danger" title={t('lockedTitle')}>
              {t('lockedText')}
            </Banner>
          )}
          {data.paused && (
            <Banner tone="info" title={t('pausedTitle')}>
              {t('pausedText')}
            </Banner>
          )}
          <KeyState account={data} />
          <Doubles account={data} />
        </div>
        <ShardTable account={data} />
        <PermissionGrid account={data} />
        <Facts account={data} />
      </div>
    </Page>
  )
}

type Open = 'none' | 'keys' | 'delete'

function Actions({ account }: { account: Account }) {
  const t = useTranslations('admin.accounts')
  const roles = useTranslations('admin.roles')
  const me = useMe()
  const router = useRouter()
  const client = useQueryClient()
  const { act, running } = useAct()
  const [open, setOpen] = useState<Open>('none')
  const notAdmin = me.role === 'admin' ? undefined : roles('needAdmin')
  const notOperator = me.role === 'viewer' ? roles('needOperator') : account.paused ? t('pausedReason') : undefined
  const pause = () =>
    act('pause', async () => {
      await patchAccount(account.id, { paused: !account.paused, version: account.version })
      await client.invalidateQueries({ queryKey: ['accounts'] })
    })
  const read = () =>
    act('read', async () => {
      await refreshAccount(account.id)
      await client.invalidateQueries({ queryKey: ['accounts'] })
    })
  const remove = async () => {
    await deleteAccount(account.id)
    toast({ tone: 'ok', title: t('deleted', { name: account.name }) })
    router.push('/accounts')
    await client.invalidateQueries({ queryKey: ['accounts'], exact: true })
  }
  const hasGroups = account.services.includes('kingsoft-redis')
  return (
    <>
      <span className="flex gap-2 max-wide:hidden">
        {hasGroups && <LinkButton href={`/accounts/${account.id}/groups`}>{t('groups')}</LinkButton>}
        <Button icon="refresh" reason={notOperator} sending={running === 'read'} onClick={read}>
          {t('readNow')}
        </Button>
        <LinkButton href={`/accounts/${account.id}/edit`} icon="edit" reason={notAdmin}>
          {t('edit')}
        </LinkButton>
      </span>
      <Menu
        label={t('more')}
        align="end"
        items={[
          { label: t('readNow'), icon: 'refresh', reason: notOperator, onSelect: read },
          ...(hasGroups ? [{ label: t('groups'), onSelect: () => router.push(`/accounts/${account.id}/groups`) }] : []),
          {
            label: t('edit'),
            icon: 'edit',
            reason: notAdmin,
            onSelect: () => router.push(`/accounts/${account.id}/edit`),
          },
          { label: t('rotate'), icon: 'key', reason: notAdmin, onSelect: () => setOpen('keys') },
          {
            label: t(account.paused ? 'resume' : 'pause'),
            icon: account.paused ? 'play' : 'pause',
            reason: notAdmin,
            onSelect: pause,
          },
          'separator',
          { label: t('delete'), icon: 'trash', danger: true, reason: notAdmin, onSelect: () => setOpen('delete') },
        ]}
        trigger={(props) => (
          <button {...props} className="btn square" aria-label={t('more')}>
            <span aria-hidden="true">⋯</span>
          </button>
        )}
      />
      {open === 'keys' && <RotateKeys account={account} onClose={() => setOpen('none')} />}
      {open === 'delete' && (
        <Confirm
          title={t('deleteTitle', { name: account.name })}
          loss={t('deleteLoss', { count: account.instances })}
          act={t('deleteAct')}
          danger
          name={account.name}
          run={remove}
          onClose={() => setOpen('none')}
        >
          <p>{t('deleteText')}</p>
        </Confirm>
      )}
    </>
  )
}

function Facts({ account }: { account: Account }) {
  const t = useTranslations('admin.form')
  const locale = useLang()
  const facts: [string, string][] = [
    [t('services'), account.services.map((service) => SERVICES[service][locale]).join(', ')],
    [t('regions'), account.regions.join(', ')],
    [t('environment'), account.environment],
    [t('team'), account.team],
    [t('accessKeyId'), `••••${account.keyTail}`],
    [t('mainAccountId'), account.mainAccountId ?? t('notSet')],
    [t('concurrency'), String(account.concurrency)],
    [t('ratePerSecond'), String(account.ratePerSecond)],
  ]
  if (account.services.includes('kingsoft-memcached')) facts.push([t('projectIds'), account.projectIds.join(', ')])
  return (
    <section className="grid gap-2 px-gut">
      <h2 className="section-title">{t('facts')}</h2>
      <dl className="kv">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd>{value || <span className="text-muted">{t('notSet')}</span>}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Other accounts whose keys see the same instances. */
function Doubles({ account }: { account: Account }) {
  const t = useTranslations('admin.accounts')
  const { data: health } = useQuery(cloudHealth())
  const pairs = health?.doubles.filter(({ accountIds }) => accountIds.includes(account.id)) ?? []
  return pairs.map(({ accountIds, count }) => {
    const id = accountIds.find((other) => other !== account.id) ?? account.id
    const other = health?.accounts.find((each) => each.id === id)?.name ?? id
    const a = (chunks: ReactNode) => <Link href={`/accounts/${id}`}>{chunks}</Link>
    return (
      <Banner key={id} tone="info" title={t.rich('doubles', { count, other, a })}>
        {t('doublesText')}
      </Banner>
    )
  })
}
