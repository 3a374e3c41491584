'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useMe } from '@/components/shell/shell-context'
import { EnvBadge, useLang } from '@/components/ui/badge'
import { Moment } from '@/components/ui/time'
import { formatDuration } from '@/lib/i18n/format'
import type { ChangeList } from '@/lib/model/change'
import { ChangeState } from './state'
import { instanceHref, useChangeTitle, useChangeWords } from './words'

type Item = ChangeList['items'][number]

export function ChangeTable({ items }: { items: readonly Item[] }) {
  const t = useTranslations('changes')
  return (
    <table className="tbl">
      <thead>
        <tr>
          <th className="w-px text-start">{t('columns.at')}</th>
          <th className="text-start">{t('columns.what')}</th>
          <th className="text-start max-wide:hidden">{t('columns.instance')}</th>
          <th className="text-start max-desk:hidden">{t('columns.who')}</th>
          <th className="text-start max-desk:hidden">{t('columns.approved')}</th>
          <th className="text-start max-wide:hidden">{t('columns.state')}</th>
          <th className="text-end max-desk:hidden">{t('columns.took')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <Row key={item.id} item={item} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ item }: { item: Item }) {
  const t = useTranslations('changes')
  const me = useMe()
  const titleOf = useChangeTitle()
  const words = useChangeWords()
  const name = item.instanceName || item.instanceId || t('noInstance')
  const href = item.action === 'create' && item.created.length === 0 ? null : instanceHref(item.ref)
  const isForMe = item.state === 'waiting' && item.requestedBy.id !== me.id && me.role !== 'viewer'
  const isAhead = item.schedule !== null && (item.state === 'scheduled' || item.state === 'waiting')
  const state = (
    <>
      <ChangeState change={item} />
      {isAhead && item.schedule && (
        <span className="ms-1.5 text-muted text-sm">
          {t.rich('when.from', { time: () => <Moment at={item.schedule?.at ?? ''} /> })}
        </span>
      )}
    </>
  )
  return (
    <tr>
      <td className="whitespace-nowrap text-muted">
        <Moment at={item.createdAt} />
      </td>
      <td className="max-wide:py-1.5">
        <Link href={`/changes/${item.id}`} className={item.unconfirmed ? 'name text-muted' : 'name'} prefetch={false}>
          {titleOf(item)}
        </Link>
        {item.row && <span className="text-text-2 wrap-anywhere"> → {words.value(item.row.field, item.row.to)}</span>}
        {isForMe && <span className="ml-2 text-sm text-warn">{t('forMe')}</span>}
        <span className="grid text-sm wide:hidden">
          <span className="text-text-2 wrap-anywhere">{name}</span>
          {state}
        </span>
      </td>
      <td className="max-w-[280px] max-wide:hidden">
        <span className="flex items-center gap-2">
          {href === null ? (
            <span className="truncate">{name}</span>
          ) : (
            <Link href={href} className="truncate" prefetch={false}>
              {name}
            </Link>
          )}
          <EnvBadge environment={item.environment} />
        </span>
      </td>
      <td className="max-w-[200px] truncate text-text-2 max-desk:hidden">{item.requestedBy.label}</td>
      <td className="max-w-[200px] truncate text-text-2 max-desk:hidden">
        {item.approvedBy?.label ??
          (item.breakGlass ? <span className="text-danger">{t('steps.broke-glass')}</span> : '')}
      </td>
      <td className="max-wide:hidden">{state}</td>
      <td className="whitespace-nowrap text-end text-muted max-desk:hidden">
        <Took item={item} />
      </td>
    </tr>
  )
}

/** From sending to its end; nothing for what was never sent or has not ended. */
function Took({ item: { sentAt, endedAt } }: { item: Item }) {
  const locale = useLang()
  if (!sentAt || !endedAt) return null
  return formatDuration(Math.max(1, Math.round((Date.parse(endedAt) - Date.parse(sentAt)) / 1_000)), locale)
}
