'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { PlanLink } from '@/components/access/list-actions'
import { Missing } from '@/components/access/missing'
import { usePlanned } from '@/components/access/use-planned'
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
    <section aria-label={t('inZone', { zone: name })} className="min-w-0">
      <h2 className="section-title flex flex-wrap items-center gap-2 pb-1.5">
        {t('inZone', { zone: name })}
        {told && (
          <PlanLink href={newGroupHref(place)} label={t('makeIn', { zone: name })}>
            {t('make')}
          </PlanLink>
        )}
      </h2>
      {problem ? <ProblemBanner error={problem} className="mb-2" /> : null}
      {missing && <Missing missing={missing} operation={operation} />}
      {told?.length === 0 && <p className="text-text-2">{t('none')}</p>}
      {told && told.length > 0 && (
        <section className="overflow-x-auto" tabIndex={0} aria-label={t('tableOf', { zone: name })}>
          <table className="tbl flush stack">
            <thead>
              <tr className="text-left">
                <th>{t('name')}</th>
                <th>{t('version')}</th>
                <th>{t('updated')}</th>
                <th>
                  <span className="sr-only">{t('do')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {told.map((group) => (
                <tr key={group.id}>
                  <th scope="row" className="text-start font-normal">
                    <Link
                      href={parameterGroupHref({ ...place, group: group.id })}
                      prefetch={false}
                      className="wrap-anywhere"
                    >
                      {group.name}
                    </Link>
                    {group.description && (
                      <span className="block text-muted text-sm wrap-anywhere">{group.description}</span>
                    )}
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
            </tbody>
          </table>
        </section>
      )}
      {applying && (
        <ApplyGroup service={service} place={place} group={applying} onClose={() => setApplying(undefined)} />
      )}
    </section>
  )
}
