'use client'
import { useTranslations } from 'next-intl'
import { addressOf } from '@/components/instances/list-address'
import { useValueWord } from '@/components/instances/words'
import { useLang } from '@/components/ui/badge'
import { formatMoney } from '@/lib/i18n/money'
import type { CostDimension, CostPart, CostSum } from '@/lib/model/cost'
import { plus } from '@/lib/model/money'
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

/** The list of the instances that are in each of these parts; `price`: of those whose price is known so. */
export function listHref(parts: readonly CostPart[], price?: 'none' | 'ended'): string {
  const filters = parts.map(filterOf)
  if (price) filters.push(tokensOf([['price', price]]))
  const q = [...new Set(filters)].filter(Boolean).join(' ')
  return `/instances?${addressOf({ q, sort: price ? 'status' : '-cost', panel: '' })}`
}

const tokensOf = (filters: [Field, string][]): string =>
  formatQuery(filters.reduce((sum, [field, value]) => addValue(sum, field, value), parseQuery('')))

function filterOf({ by, tag, key }: CostPart): string {
  if (by === 'region') {
    const [provider = '', region = ''] = key.split(' ')
    return tokensOf([
      ['provider', provider],
      ['region', region],
    ])
  }
  if (by !== 'tag') return tokensOf([[FIELD_OF[by], key]])
  if (tag === '') return ''
  return key === '' ? `-${tokensOf([['tag', tag]])}` : tokensOf([['tag', `${tag}=${key}`]])
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

/** An amount of which some is an estimate has the sign of one before it, on the same line. */
export const aboutText = (isEstimate: boolean, text: string): string => (isEstimate ? `≈\u202F${text}` : text)

/** A sum in words: `≈` where some of it is an estimate. */
export const sumText = ({
  payable,
  currency,
  estimated,
}: Pick<CostSum, 'payable' | 'currency' | 'estimated'>): string =>
  aboutText(estimated !== '0', formatMoney(payable, currency))

export const sumIn = (sums: readonly CostSum[] | null, currency: string | null): CostSum | undefined =>
  sums?.find((sum) => sum.currency === currency)

/** Sums of several parts in one, each currency by itself. */
export function together(parts: readonly (readonly CostSum[])[]): CostSum[] {
  const all = new Map<string | null, CostSum>()
  for (const sum of parts.flat()) {
    const before = all.get(sum.currency)
    all.set(
      sum.currency,
      before
        ? {
            currency: sum.currency,
            payable: plus(before.payable, sum.payable),
            list: plus(before.list, sum.list),
            estimated: plus(before.estimated, sum.estimated),
            unlisted: plus(before.unlisted, sum.unlisted),
            instances: before.instances + sum.instances,
          }
        : sum,
    )
  }
  return [...all.values()]
}

/** `November 2026`, of `2026-11`. */
export function useMonthName(month: 'long' | 'short' = 'long'): (month: string) => string {
  const locale = useLang() === 'zh' ? 'zh-CN' : 'en-GB'
  const format = new Intl.DateTimeFormat(locale, { month, year: 'numeric', timeZone: 'UTC' })
  return (name) => format.format(new Date(`${name}-01T00:00:00Z`))
}
