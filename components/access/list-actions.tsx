'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useMe } from '@/components/shell/shell-context'
import { Button, buttonClass } from '@/components/ui/button'
import type { AllowGroup, ListKind } from '@/lib/model/access-lists'
import type { ActionId } from '@/lib/model/action'
import { groupHref } from '@/lib/model/group-href'
import type { Instance } from '@/lib/model/instance'

/** The page where an action of an instance is planned, with what is known of the choice. */
export const planHref = (row: Instance, action: ActionId, params: Record<string, string> = {}): string => {
  const query = new URLSearchParams(params).toString()
  return `/instances/${encodeURIComponent(row.ref)}/change/${action}${query ? `?${query}` : ''}`
}

interface PlanLinkProps {
  href: string
  /** Names it among others like it. */
  label?: string
  children: string
}

/** The way to a plan; viewers are told why they may not. */
export function PlanLink({ href, label, children }: PlanLinkProps) {
  const t = useTranslations('access')
  const { role } = useMe()
  if (role === 'viewer') {
    return (
      <Button size="small" reason={t('viewer')} aria-label={label}>
        {children}
      </Button>
    )
  }
  return (
    <Link href={href} className={buttonClass({ size: 'small' })} aria-label={label} prefetch={false}>
      {children}
    </Link>
  )
}

/** What can be done with one group of a list. */
export function GroupActions({ row, group, kind }: { row: Instance; group: AllowGroup; kind: ListKind }) {
  const t = useTranslations('access')
  const name = group.name || t('unnamed')
  if (kind === 'whitelist') {
    if (group.hidden) return <span className="text-muted text-sm">{t('readOnly')}</span>
    const list = group.id ? { list: group.id } : undefined
    return (
      <span className="inline-flex flex-wrap justify-end gap-1.5">
        <PlanLink href={planHref(row, 'allow-list', list)} label={t('changeOf', { name })}>
          {t('change')}
        </PlanLink>
        {list && group.id !== 'default' && (
          <PlanLink href={planHref(row, 'allow-list', { ...list, mode: 'delete' })} label={t('removeOf', { name })}>
            {t('remove')}
          </PlanLink>
        )}
      </span>
    )
  }
  if (kind !== 'security-groups') return null
  const { accountId, region } = row.key
  const zone = row.zone ?? row.locator.zone ?? ''
  return (
    <span className="inline-flex flex-wrap justify-end gap-1.5">
      <Link
        href={groupHref({ accountId, region, zone, group: group.id })}
        className={buttonClass({ size: 'small' })}
        aria-label={t('rulesOf', { name })}
        prefetch={false}
      >
        {t('rules')}
      </Link>
      <PlanLink href={planHref(row, 'unbind-group', { groups: group.id })} label={t('unbindOf', { name })}>
        {t('unbind')}
      </PlanLink>
    </span>
  )
}

/** What can be done with a list as a whole. */
export function ListActions({ row, kind, groups }: { row: Instance; kind: ListKind; groups: readonly AllowGroup[] }) {
  const t = useTranslations('access')
  const ids = groups.map(({ id }) => id).join(',')
  const { accountId, region } = row.key
  // Where a list has no name there is but one.
  const hasGroups = groups.some(({ id }) => id !== '')
  if (kind === 'whitelist' && !hasGroups) return null
  return (
    <p className="flex flex-wrap gap-1.5 pt-1.5">
      {kind === 'whitelist' && <PlanLink href={planHref(row, 'allow-list', { list: '' })}>{t('newGroup')}</PlanLink>}
      {kind === 'server-groups' && (
        <PlanLink href={planHref(row, 'server-groups', { groups: ids, was: ids })}>{t('changeServerGroups')}</PlanLink>
      )}
      {kind === 'security-groups' && (
        <>
          <PlanLink href={planHref(row, 'bind-groups')}>{t('bind')}</PlanLink>
          <Link
            href={`/accounts/${accountId}/groups?region=${region}`}
            className={buttonClass({ size: 'small', variant: 'quiet' })}
            prefetch={false}
          >
            {t('groups.toAll')}
          </Link>
        </>
      )}
      {kind === 'rules' && <PlanLink href={planHref(row, 'rule-add')}>{t('addRules')}</PlanLink>}
    </p>
  )
}

/** The way to the plan that deletes one rule. */
export function DeleteRule({ row, rule: { id, entry } }: { row: Instance; rule: { id: string; entry: string } }) {
  const t = useTranslations('access')
  const { role } = useMe()
  if (role === 'viewer') return null
  return (
    <Link
      href={planHref(row, 'rule-delete', { rule: id })}
      className="linkbtn ms-1.5 text-sm"
      aria-label={t('removeOf', { name: entry })}
      prefetch={false}
    >
      {t('remove')}
    </Link>
  )
}
