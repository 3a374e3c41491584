'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { opensToEveryone, readList } from '@/lib/model/cidr'
import type { GroupDetail } from '@/lib/model/groups'

/** What a security group says of itself, its rules, and the instances that it is bound to. */
export function GroupFacts({ group }: { group: GroupDetail }) {
  const t = useTranslations('access.groups')
  const access = useTranslations('access')
  const { description, rules, boundTo, limits } = group
  const { blocks, duplicates, overlaps } = readList(rules.map(({ entry }) => entry).join(','))
  return (
    <>
      {description && <p className="wrap-anywhere text-text-2">{description}</p>}
      {opensToEveryone(blocks) && (
        <Banner tone="warn" title={access('open.title')}>
          {t('open')}
        </Banner>
      )}
      <h3 className="font-semibold text-sm">{t('rulesOf', { count: rules.length, most: limits.rules })}</h3>
      {rules.length === 0 ? (
        <p className="text-text-2">{t('noRules')}</p>
      ) : (
        <ul className="flex max-h-72 flex-wrap gap-x-3 gap-y-0.5 overflow-y-auto" tabIndex={-1}>
          {rules.map(({ id, entry }) => (
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
      <h3 className="font-semibold text-sm">{t('boundTo', { count: boundTo.length })}</h3>
      {boundTo.length === 0 ? (
        <p className="text-text-2">{t('boundToNone')}</p>
      ) : (
        <ul className="flex flex-wrap gap-x-3 gap-y-0.5">
          {boundTo.map(({ id, name, ref: instance }) => (
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
    </>
  )
}
