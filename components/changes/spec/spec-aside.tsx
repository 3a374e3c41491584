'use client'

import { useTranslations } from 'next-intl'
import { said } from '@/components/changes/said'
import { useChangeWords } from '@/components/changes/words'
import { Breaking } from '@/components/ui/breaking'
import { Shape } from '@/components/ui/shape'
import { formatMoney } from '@/lib/i18n/money'
import type { Instance } from '@/lib/model/instance'
import type { ClassOffer, OfferList } from '@/lib/model/offer'
import type { Priced } from '@/lib/model/plan-money'
import type { ComparedPrice } from '@/lib/queries/offers'

const FIGURES = [
  'class',
  'architecture',
  'memoryMb',
  'shards',
  'replicas',
  'connections',
  'bandwidthMbps',
  'qps',
] as const

interface SpecAsideProps {
  instance: Instance
  offers: OfferList | undefined
  offer: ClassOffer | undefined
  price: ComparedPrice | undefined
  isAsking: boolean
}

/** What it is now beside what was chosen. The plan asks its cloud again. */
export function SpecAside({ instance, offers, offer, price, isAsking }: SpecAsideProps) {
  const t = useTranslations('changes')
  const words = useChangeWords()
  const now = offers?.items.find(({ current }) => current)
  const lines = FIGURES.map((name) => ({
    name,
    from: instance[name] ?? now?.[name] ?? null,
    to: offer?.[name] ?? null,
  })).filter(({ from, to }) => from !== null || to !== null)
  const value = (name: string, fact: string | number | null) => <Breaking text={words.value(`facts.${name}`, fact)} />
  return (
    <div className="grid gap-4">
      <table className="tbl flush dense">
        <caption className="sr-only">{t('rowsTitle')}</caption>
        <thead>
          <tr>
            <th className="bg-transparent text-start">{t('fact')}</th>
            <th className="num bg-transparent">{t('now')}</th>
            <th className="num bg-transparent">{t('target')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ name, from, to }) => (
            <tr key={name}>
              <th scope="row" className="bg-transparent text-start font-normal text-muted">
                {words.field(`facts.${name}`)}
              </th>
              <td className="num text-text-2 wrap-anywhere">{value(name, from)}</td>
              <td className={to === from || to === null ? 'num text-muted' : 'num font-medium wrap-anywhere'}>
                {!offer ? '' : to === null ? t('unknown') : to === from ? t('same') : value(name, to)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {offer && (
        <section aria-label={t('money.title')} aria-busy={isAsking}>
          {price?.price ? (
            <Amounts price={price} />
          ) : (
            <p className="flex items-center gap-1.5">
              <Shape tone="unk" />
              {isAsking ? t('spec.asking') : t('price.unknown')}
            </p>
          )}
        </section>
      )}
      <p className="hint">{t('spec.asideNote')}</p>
    </div>
  )
}

function Amounts({ price: { price, order, before } }: { price: ComparedPrice }) {
  const t = useTranslations('changes.money')
  if (!price) return null
  const aMonth = (one: Priced) => said(one, one.monthly ?? one.amount)
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2">
      <div>
        <dt className="text-muted text-sm">{t('month')}</dt>
        <dd className="font-medium text-2xl">
          <span className="font-normal text-text-2">{before ? aMonth(before) : t('notKnown')}</span>{' '}
          <span className="font-normal text-muted" aria-hidden="true">
            →
          </span>
          <span className="sr-only">{t('to')}</span> {aMonth(price)}
        </dd>
      </div>
      {order && (
        <div>
          <dt className="text-muted text-sm">{t('once')}</dt>
          <dd className="font-medium text-2xl">{formatMoney(order.amount, order.currency)}</dd>
        </div>
      )}
    </dl>
  )
}
