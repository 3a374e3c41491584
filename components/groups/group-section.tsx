'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { PlanLink } from '@/components/access/list-actions'
import { Banner } from '@/components/ui/banner'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import type { Account } from '@/lib/model/account'
import { opensToEveryone, readList } from '@/lib/model/cidr'
import { groupRefOf } from '@/lib/model/group-place'
import { groupQuery } from '@/lib/queries/groups'
import { groupPlanHref } from './plan-href'

interface GroupSectionProps {
  account: Account
  region: string
  zone: string
  group: string
}

/** One security group: its rules, whom it is bound to, and what can be done with it. */
export function GroupSection({ account, region, zone, group }: GroupSectionProps) {
  const t = useTranslations('access.groups')
  const access = useTranslations('access')
  const { data, error } = useQuery(groupQuery(account.id, region, zone, group))
  if (error && !data) return <ProblemBanner error={error} />
  if (!data) return <Skeleton widths={[200, 120]} rows={3} />
  const ref = groupRefOf({ key: { service: data.service, accountId: account.id, region, id: group }, zone })
  const entries = data.rules.map(({ entry }) => entry)
  const { blocks, duplicates, overlaps } = readList(entries.join(','))
  return (
    <section aria-label={data.name} className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2">
      <h2 className="section-title flex flex-wrap items-center gap-2">
        {data.name}
        <PlanLink
          href={groupPlanHref(account.id, ref, 'group-edit', {
            name: data.name,
            description: data.description ?? '',
          })}
          label={t('renameOf', { name: data.name })}
        >
          {t('rename')}
        </PlanLink>
        <PlanLink href={groupPlanHref(account.id, ref, 'group-allow')}>{t('changeRules')}</PlanLink>
      </h2>
      {data.description && <p className="wrap-anywhere text-text-2">{data.description}</p>}
      {opensToEveryone(blocks) && (
        <Banner tone="warn" title={access('open.title')}>
          {t('open')}
        </Banner>
      )}
      <h3 className="font-semibold text-sm">{t('rulesOf', { count: data.rules.length, most: data.limits.rules })}</h3>
      {data.rules.length === 0 ? (
        <p className="text-text-2">{t('noRules')}</p>
      ) : (
        <ul className="flex max-h-72 flex-wrap gap-x-3 gap-y-0.5 overflow-y-auto" tabIndex={-1}>
          {data.rules.map(({ id, entry }) => (
            <li key={id}>
              <code>{entry}</code>
            </li>
          ))}
        </ul>
      )}
      {duplicates.length > 0 && <p className="hint">{access('duplicates', { entries: duplicates.join(', ') })}</p>}
      {overlaps.slice(0, 5).map(({ inner, outer }) => (
        <p key={inner} className="hint">
          {access('overlap', { inner, outer })}
        </p>
      ))}
      <h3 className="font-semibold text-sm">{t('boundTo', { count: data.boundTo.length })}</h3>
      {data.boundTo.length === 0 ? (
        <p className="text-text-2">{t('boundToNone')}</p>
      ) : (
        <ul className="flex flex-wrap gap-x-3 gap-y-0.5">
          {data.boundTo.map(({ id, name, ref: instance }) => (
            <li key={id}>
              {instance ? (
                <Link href={`/instances/${encodeURIComponent(instance)}?tab=access`} prefetch={false}>
                  {name}
                </Link>
              ) : (
                name
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
