'use client'
import { useTranslations } from 'next-intl'
import { addressOf } from '@/components/instances/list-address'
import { useValueWord } from '@/components/instances/words'
import { formatMoney } from '@/lib/i18n/money'
import type { CostDimension, CostSum } from '@/lib/model/cost'
import { addValue, formatQuery, parseQuery } from '@/lib/model/query'
import type { Field } from '@/lib/model/query-fields'

const FIELD_OF: Record<Exclude<CostDimension, 'region' | 'tag'>, Field> = {
  team: 'payer',
  provider: 'provider',
  environment: 'env',
  account: 'account',
  engine: 'engine',
  architecture: 'arch',
  charge: 'charge',
}

/** The list of the instances that a part is the cost of; `noPrice`: of those without a price. */
export function listHref(by: CostDimension, tag: string, key: string, { noPrice = false } = {}): string {
  const filters: [Field, string][] =
    by === 'region'
      ? [
          ['provider', key.split(' ')[0] ?? ''],
          ['region', key.split(' ')[1] ?? ''],
        ]
      : by === 'tag'
        ? key === ''
          ? []
          : [['tag', `${tag}=${key}`]]
        : [[FIELD_OF[by], key]]
  if (noPrice) filters.push(['price', 'none'])
  const query = formatQuery(filters.reduce((sum, [field, value]) => addValue(sum, field, value), parseQuery('')))
  const without = by === 'tag' && key === '' ? `-${formatQuery(addValue(parseQuery(''), 'tag', tag))}` : ''
  const q = [query, without].filter(Boolean).join(' ')
  return `/instances?${addressOf({ q, sort: 'status', panel: '' })}`
}

/** The name of a part, in words. */
export function usePartName(by: CostDimension): (part: { key: string; name?: string | null }) => string {
  const t = useTranslations('costs')
  const wordOf = useValueWord()
  return ({ key, name }) => {
    if (by === 'account') return name ?? key
    if (by === 'region') return key.split(' ')[1] ?? key
    if (key === '') return t(`none.${by === 'team' || by === 'environment' || by === 'tag' ? by : 'other'}`)
    if (by === 'team' || by === 'tag') return key
    return wordOf(FIELD_OF[by], key) ?? key
  }
}

/** A sum in words: `≈` where some of it is an estimate. */
export const sumText = ({ payable, currency, estimated }: CostSum): string =>
  `${estimated === '0' ? '' : '≈\u2009'}${formatMoney(payable, currency)}`

export const sumIn = (sums: readonly CostSum[] | null, currency: string | null): CostSum | undefined =>
  sums?.find((sum) => sum.currency === currency)
