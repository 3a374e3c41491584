'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Page } from '@/components/shell/page'
import { ParameterTabs } from '@/components/templates/parameter-tabs'
import { Empty } from '@/components/ui/empty'
import { Failed } from '@/components/ui/failed'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/input'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { Moment } from '@/components/ui/time'
import type { Account } from '@/lib/model/account'
import { PARAMETER_GROUP_SERVICES } from '@/lib/model/parameter-groups'
import { accountsQuery } from '@/lib/queries/accounts'
import { parameterGroupsQuery } from '@/lib/queries/parameter-groups'
import { groupsHref } from './hrefs'
import { ZoneGroups } from './zone-groups'

/** Parameter groups that a cloud keeps for an account, zone by zone. */
export function ParameterGroupsPage() {
  const t = useTranslations('templates.groups')
  const templates = useTranslations('templates')
  const { data, error, refetch } = useQuery(accountsQuery)
  const search = useSearchParams()
  const accounts = data?.filter(({ services }) => PARAMETER_GROUP_SERVICES.some((one) => services.includes(one)))
  const account = accounts?.find(({ id }) => id === search.get('account')) ?? accounts?.[0]
  return (
    <Page title={t('title')} crumbs={[{ label: templates('title'), href: '/templates' }, { label: t('title') }]}>
      <ParameterTabs current="groups" />
      <p className="max-w-[70ch] px-gut py-3 text-text-2">{t('about')}</p>
      {error && !data && <Failed error={error} retry={() => refetch()} />}
      {!data && !error && <Skeleton widths={[200, 120, 160]} rows={4} />}
      {accounts?.length === 0 && <Empty title={t('noAccount')}>{t('noAccountWhy')}</Empty>}
      {accounts && account && (
        <Region accounts={accounts} account={account} region={search.get('region') ?? account.regions[0] ?? ''} />
      )}
    </Page>
  )
}

interface RegionProps {
  accounts: readonly Account[]
  account: Account
  region: string
}

function Region({ accounts, account, region }: RegionProps) {
  const t = useTranslations('templates.groups')
  const router = useRouter()
  const { data, error } = useQuery(parameterGroupsQuery(account.id, region))
  return (
    <div className="grid max-w-[1100px] grid-cols-[minmax(0,1fr)] content-start gap-5 px-gut pb-10">
      <div className="grid max-w-[720px] gap-3 wide:grid-cols-2">
        <Field label={t('account')}>
          {(control) => (
            <Select
              {...control}
              value={account.id}
              onChange={({ target }) => {
                const next = accounts.find(({ id }) => id === target.value)
                router.push(groupsHref({ accountId: target.value, region: next?.regions[0] ?? '' }))
              }}
            >
              {accounts.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('region')}>
          {(control) => (
            <Select
              {...control}
              value={region}
              onChange={({ target }) => router.push(groupsHref({ accountId: account.id, region: target.value }))}
            >
              {account.regions.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      {error ? <ProblemBanner error={error} /> : null}
      {!data && !error ? <Skeleton widths={[200, 120]} rows={4} /> : null}
      {data && (
        <>
          <p className="hint">{t.rich('asked', { time: () => <Moment at={data.at} style="seconds" /> })}</p>
          {data.zones.length === 0 && <p className="text-text-2">{t('noZones')}</p>}
          {data.zones.map((one) => (
            <ZoneGroups key={one.zone} account={account} region={region} groups={data} zone={one} />
          ))}
        </>
      )}
    </div>
  )
}
