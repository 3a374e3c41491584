'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { PlanLink } from '@/components/access/list-actions'
import { usePlanned } from '@/components/access/use-planned'
import { ZoneFrame } from '@/components/groups/zone-frame'
import { useMe } from '@/components/shell/shell-context'
import { Button } from '@/components/ui/button'
import { ProblemBanner } from '@/components/ui/problem'
import type { Account } from '@/lib/model/account'
import { parameterGroupHref } from '@/lib/model/group-href'
import { groupRefOf } from '@/lib/model/group-place'
import type { AccountParameterGroups, ParameterGroup } from '@/lib/model/parameter-groups'
import { ApplyGroup } from './apply-group'
import { newGroupHref } from './hrefs'

interface ZoneGroupsProps {
  account: Account
  region: string
  groups: AccountParameterGroups
  zone: AccountParameterGroups['zones'][number]
}

/** The groups of one zone, with what can be done with each. */
export function ZoneGroups({ account, region, groups: { service, operation }, zone }: ZoneGroupsProps) {
  const t = useTranslations('templates.groups')
  const { role } = useMe()
  const { plan, problem, sending } = usePlanned()
  const [applying, setApplying] = useState<ParameterGroup>()
  const { zone: name, told, missing } = zone
  const place = { accountId: account.id, region, zone: name }
  const reason = role === 'viewer' ? t('viewer') : null
  const remove = ({ id }: ParameterGroup) =>
    plan(
      {
        ref: groupRefOf({ key: { service, accountId: account.id, region, id }, zone: name, of: 'parameter-group' }),
        action: 'parameter-group-delete',
        params: {},
      },
      '',
    )
  return (
    <>
      <ZoneFrame
        title={t('inZone', { zone: name })}
        make={{ href: newGroupHref(place), label: t('makeIn', { zone: name }), text: t('make') }}
        count={told?.length}
        missing={missing}
        operation={operation}
        none={t('none')}
        label={t('tableOf', { zone: name })}
        columns={[{ name: t('name') }, { name: t('version') }, { name: t('updated') }]}
        actions={t('do')}
        problem={problem ? <ProblemBanner error={problem} className="mb-2" /> : null}
      >
        {told?.map((group) => (
          <tr key={group.id}>
            <th scope="row" className="text-start font-normal">
              <Link href={parameterGroupHref({ ...place, group: group.id })} prefetch={false} className="wrap-anywhere">
                {group.name}
              </Link>
              {group.description && <span className="block text-muted text-sm wrap-anywhere">{group.description}</span>}
            </th>
            <td data-name={t('version')}>{group.version ?? t('notTold')}</td>
            <td className="text-muted" data-name={t('updated')}>
              {group.updated ?? t('notTold')}
            </td>
            <td className="num whitespace-nowrap">
              <span className="inline-flex gap-1.5">
                <Button
                  size="small"
                  reason={reason}
                  aria-label={t('applyOne', { name: group.name })}
                  onClick={() => setApplying(group)}
                >
                  {t('apply')}
                </Button>
                <PlanLink href={newGroupHref(place, group.id)} label={t('copyOne', { name: group.name })}>
                  {t('copy')}
                </PlanLink>
                <Button
                  size="small"
                  reason={reason}
                  sending={sending}
                  aria-label={t('deleteOne', { name: group.name })}
                  onClick={() => remove(group)}
                >
                  {t('delete')}
                </Button>
              </span>
            </td>
          </tr>
        ))}
      </ZoneFrame>
      {applying && (
        <ApplyGroup service={service} place={place} group={applying} onClose={() => setApplying(undefined)} />
      )}
    </>
  )
}
