'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { PlanLink } from '@/components/access/list-actions'
import { Page } from '@/components/shell/page'
import { EnvBadge } from '@/components/ui/badge'
import { Failed } from '@/components/ui/failed'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/input'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { Moment } from '@/components/ui/time'
import type { Account } from '@/lib/model/account'
import { groupHref } from '@/lib/model/group-href'
import { groupRefOf, newGroupRef } from '@/lib/model/group-place'
import type { AccountGroups } from '@/lib/model/groups'
import { accountQuery } from '@/lib/queries/accounts'
import { groupsQuery } from '@/lib/queries/groups'
import { GroupSection } from './group-section'
import { groupPlanHref } from './plan-href'
import { ZoneFrame } from './zone-frame'

/** Security groups of an account, zone by zone, and one of them with its rules and instances. */
export function GroupsPage({ id }: { id: string }) {
  const t = useTranslations('access.groups')
  const { data, error, refetch } = useQuery(accountQuery(id))
  const search = useSearchParams()
  const title = t('title')
  const crumbs = [
    { label: t('accounts'), href: '/accounts' },
    { label: data?.name ?? id, href: `/accounts/${id}` },
    { label: title },
  ]
  const region = search.get('region') ?? data?.regions[0] ?? ''
  return (
    <Page
      title={title}
      crumbs={crumbs}
      beside={
        data && (
          <>
            <span className="min-w-0 max-w-96 truncate text-lg text-muted">{data.name}</span>
            <EnvBadge environment={data.environment} />
          </>
        )
      }
    >
      {error ? <Failed error={error} retry={() => refetch()} /> : null}
      {!data && !error ? <Skeleton widths={[200, 120]} rows={4} /> : null}
      {data && <Region account={data} region={region} />}
    </Page>
  )
}

function Region({ account, region }: { account: Account; region: string }) {
  const t = useTranslations('access.groups')
  const router = useRouter()
  const path = usePathname()
  const search = useSearchParams()
  const { data, error } = useQuery(groupsQuery(account.id, region))
  const [zone, group] = [search.get('zone'), search.get('group')]
  return (
    <div className="grid max-w-[1100px] grid-cols-[minmax(0,1fr)] content-start gap-5 px-gut pb-10">
      <Field label={t('region')} className="max-w-96">
        {(props) => (
          <Select
            {...props}
            value={region}
            onChange={(event) => router.push(`${path}?region=${encodeURIComponent(event.target.value)}`)}
          >
            {account.regions.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </Select>
        )}
      </Field>
      {error ? <ProblemBanner error={error} /> : null}
      {!data && !error ? <Skeleton widths={[200, 120]} rows={4} /> : null}
      {data && zone && group && <GroupSection {...{ account, region, zone, group }} />}
      {data && (
        <>
          <p className="hint max-w-[720px]">
            {t.rich('what', { ...data.limits, time: () => <Moment at={data.at} style="seconds" /> })}
          </p>
          {data.zones.map((one) => (
            <Zone key={one.zone} account={account} region={region} groups={data} zone={one} />
          ))}
        </>
      )}
    </div>
  )
}

interface ZoneProps {
  account: Account
  region: string
  groups: AccountGroups
  zone: AccountGroups['zones'][number]
}

function Zone({ account: { id: accountId }, region, groups: { service, operation }, zone }: ZoneProps) {
  const t = useTranslations('access.groups')
  const key = { service, accountId, region }
  const { zone: name, told, missing } = zone
  return (
    <ZoneFrame
      title={t('inZone', { zone: name })}
      make={{
        href: groupPlanHref(accountId, newGroupRef({ key, zone: name }, 'new'), 'group-create'),
        label: t('makeIn', { zone: name }),
        text: t('make'),
      }}
      count={told?.length}
      missing={missing}
      operation={operation}
      none={t('none')}
      label={t('tableOf', { zone: name })}
      columns={[{ name: t('name') }, { name: t('description') }, { name: t('instances'), isNumber: true }]}
      actions={t('actions')}
    >
      {told?.map((group) => {
        const ref = groupRefOf({ key: { ...key, id: group.id }, zone: name })
        return (
          <tr key={group.id}>
            <th scope="row" className="text-left">
              <Link href={groupHref({ accountId, region, zone: name, group: group.id })} prefetch={false}>
                {group.name}
              </Link>
            </th>
            <td className="wrap-anywhere">{group.description ?? ''}</td>
            <td className="num" data-name={t('instances')}>
              {group.instances ?? t('notTold')}
            </td>
            <td className="num whitespace-nowrap">
              <span className="inline-flex gap-1.5">
                <PlanLink
                  href={groupPlanHref(accountId, newGroupRef({ key, zone: name }, 'new'), 'group-clone', {
                    source: group.id,
                    description: group.description ?? '',
                  })}
                  label={t('copyOf', { name: group.name })}
                >
                  {t('copy')}
                </PlanLink>
                <PlanLink
                  href={groupPlanHref(accountId, ref, 'group-delete')}
                  label={t('deleteOf', { name: group.name })}
                >
                  {t('delete')}
                </PlanLink>
              </span>
            </td>
          </tr>
        )
      })}
    </ZoneFrame>
  )
}
