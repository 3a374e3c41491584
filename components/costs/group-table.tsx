'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useMe } from '@/components/shell/shell-context'
import { CloudBadge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { formatNumber } from '@/lib/i18n/format'
import type { CostGroup, CostPage, CostPart, CostSum, CostTrend } from '@/lib/model/cost'
import { compare, minus } from '@/lib/model/money'
import { PROVIDERS } from '@/lib/model/service'
import { colorOf } from './colors'
import { deltaText } from './figures'
import { sharesOf } from './shares'
import { listHref, sumIn, sumText, together, usePartName } from './words'

const SHOWN = 12

interface GroupTableProps {
  page: CostPage
  trend: CostTrend | undefined
  /** The whole page shall be about this part. */
  onOnly: (part: CostPart) => void
}

/** What each part costs a month, its share, and what changed in thirty days; each leads to its instances. */
export function GroupTable({ page, trend, onOnly }: GroupTableProps) {
  const t = useTranslations('costs')
  const [all, setAll] = useState(false)
  const currency = trend?.currency ?? null
  const shown = all ? page.groups : page.groups.slice(0, SHOWN)
  const rest = page.groups.slice(shown.length)
  const total = sumIn(page.total, currency)
  const mine = page.groups.map(({ sums }) => sumIn(sums, currency)?.payable ?? '0')
  const shares = sharesOf(mine)
  const others = shares.slice(shown.length).reduce((sum, share) => sum + share, 0)
  const toggle = (
    <Button size="small" variant="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
      {t(all ? 'groups.fewer' : 'groups.more', { count: page.groups.length - SHOWN })}
    </Button>
  )
  return (
    <div className="min-w-0">
      <table className="tbl dense">
        <thead>
          <tr>
            <th className="text-start">{t(`by.${page.by}`)}</th>
            <th className="num">{t('groups.month')}</th>
            <th className="num">
              {page.total.length > 1
                ? t('groups.shareOf', { currency: currency ?? t('currencyUnknown') })
                : t('groups.share')}
            </th>
            {page.before ? <th className="num">{t('groups.days')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {shown.map((group, at) => (
            <Row
              key={group.key}
              group={group}
              page={page}
              trend={trend}
              currency={currency}
              share={shares[at] ?? 0}
              onOnly={onOnly}
            />
          ))}
          {rest.length > 0 ? (
            <tr>
              <td className="py-1">{toggle}</td>
              <td className="num whitespace-nowrap">
                {together(rest.map(({ sums }) => sums)).map((sum) => (
                  <span key={sum.currency} className="block">
                    {sumText(sum)}
                  </span>
                ))}
              </td>
              <td className="num whitespace-nowrap text-muted">{others > 0 ? shareText(others) : ''}</td>
              {page.before ? (
                <td className="num whitespace-nowrap">
                  <Delta
                    now={sumIn(together(rest.map(({ sums }) => sums)), currency)}
                    then={sumIn(together(rest.map(({ before }) => before ?? [])), currency)}
                    currency={currency}
                  />
                </td>
              ) : null}
            </tr>
          ) : null}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" className="text-start">
              {t('groups.total')}
            </th>
            <td className="num font-[550]">
              {page.total.map((sum) => (
                <span key={sum.currency} className="block whitespace-nowrap">
                  {sumText(sum)}
                </span>
              ))}
            </td>
            <td className="num text-muted">{total ? '100 %' : ''}</td>
            {page.before ? (
              <td className="num whitespace-nowrap">
                {total ? deltaText(total, sumIn(page.before, currency), currency) : ''}
              </td>
            ) : null}
          </tr>
        </tfoot>
      </table>
      {all && page.groups.length > SHOWN ? <div className="px-gut py-1.5">{toggle}</div> : null}
    </div>
  )
}

function Row({
  group,
  page,
  trend,
  currency,
  share,
  onOnly,
}: GroupTableProps & { group: CostGroup; currency: string | null; share: number }) {
  const t = useTranslations('costs')
  const me = useMe()
  const { by, tag } = page
  const nameOf = usePartName(by)
  const name = nameOf(group)
  const part = { by, tag, key: group.key }
  const parts = page.only ? [page.only, part] : [part]
  const drawn = trend?.series.findIndex(({ key }) => key === group.key) ?? -1
  const cloud = PROVIDERS.find((one) => one === (by === 'region' ? group.name : by === 'provider' ? group.key : null))
  const mine = sumIn(group.sums, currency)
  const mayAssign = by === 'team' && group.key === '' && me.role === 'admin' && me.scope.kind === 'all'
  return (
    <tr>
      <td className="min-w-40 max-w-0 py-1">
        <span className="flex min-w-0 items-center gap-2">
          <i
            aria-hidden="true"
            className="size-2 flex-none rounded-[1px]"
            style={{ background: drawn < 0 ? 'var(--s8)' : colorOf(group.key, drawn) }}
          />
          {cloud ? <CloudBadge provider={cloud} /> : null}
          <Link href={listHref(parts)} prefetch={false} className="truncate" title={name}>
            {name}
          </Link>
          {page.only ? null : (
            <Button
              size="small"
              variant="quiet"
              icon="filter"
              aria-label={t('groups.only', { part: name })}
              data-tip={t('groups.only', { part: name })}
              onClick={() => onOnly(part)}
            />
          )}
          {mayAssign ? (
            <Link href="/costs/rules" prefetch={false} className="flex-none text-sm text-warn">
              {t('groups.assign')}
            </Link>
          ) : null}
        </span>
        {group.noPrice > 0 ? (
          <Link href={listHref(parts, 'none')} prefetch={false} className="block pl-4 text-muted text-sm">
            {t(group.sums.length === 0 ? 'groups.onlyNoPrice' : 'groups.noPrice', { count: group.noPrice })}
          </Link>
        ) : null}
      </td>
      <td className="num whitespace-nowrap">
        {group.sums.length === 0 ? <span className="text-muted">{t('groups.noSum')}</span> : null}
        {group.sums.map((sum) => (
          <span key={sum.currency} className="block">
            {sumText(sum)}
          </span>
        ))}
      </td>
      <td className="num whitespace-nowrap text-muted">{mine ? shareText(share) : ''}</td>
      {page.before ? (
        <td className="num whitespace-nowrap">
          <Delta now={mine} then={sumIn(group.before, currency)} currency={currency} />
        </td>
      ) : null}
    </tr>
  )
}

interface DeltaProps {
  now: CostSum | undefined
  then: CostSum | undefined
  currency: string | null
}

function Delta({ now, then, currency }: DeltaProps) {
  const order = compare(minus(now?.payable ?? '0', then?.payable ?? '0'), '0')
  if (order === 0) return <span className="text-muted">0</span>
  return <span className={order > 0 ? 'text-warn' : undefined}>{deltaText(now, then, currency)}</span>
}

/** Tenths of a percent. */
const shareText = (share: number) => `${formatNumber(share / 10, 1)} %`
