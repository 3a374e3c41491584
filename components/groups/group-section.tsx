'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { PlanLink } from '@/components/access/list-actions'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import type { Account } from '@/lib/model/account'
import { groupRefOf } from '@/lib/model/group-place'
import { groupQuery } from '@/lib/queries/groups'
import { GroupFacts } from './group-facts'
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
  const { data, error } = useQuery(groupQuery(account.id, region, zone, group))
  if (error && !data) return <ProblemBanner error={error} />
  if (!data) return <Skeleton widths={[200, 120]} rows={3} />
  const ref = groupRefOf({ key: { service: data.service, accountId: account.id, region, id: group }, zone })
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
      <GroupFacts group={data} />
    </section>
  )
}
