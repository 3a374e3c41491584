'use client'

import { useTranslations } from 'next-intl'
import { useChangeWords } from '@/components/changes/words'
import { Shape } from '@/components/ui/shape'
import { formatMoney } from '@/lib/i18n/money'
import type { Instance } from '@/lib/model/instance'
import type { ClassOffer, OfferList, OfferPrice } from '@/lib/model/offer'

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
  price: OfferPrice | undefined
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
  const said = (name: string, value: string | number | null) => words.value(`facts.${name}`, value)
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
              <td className="num text-text-2 wrap-anywhere">{said(name, from)}</td>
              <td className={to === from || to === null ? 'num text-muted' : 'num font-medium wrap-anywhere'}>
                {!offer ? '' : to === null ? t('unknown') : to === from ? t('same') : said(name, to)}
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

function Amounts({ price: { price, order } }: { price: OfferPrice }) {
  const t = useTranslations('changes.money')
  if (!price) return null
  const { source, unit, monthly, currency, amount } = price
  const roughly = source.kind === 'estimate' || unit === 'hour' ? '≈ ' : ''
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2">
      <div>
        <dt className="text-muted text-sm">{t('month')}</dt>
        <dd className="font-medium text-2xl">
          {roughly}
          {formatMoney(monthly ?? amount, currency)}
        </dd>
      </div>
      {order && (
        <div>
          <dt className="text-muted text-sm">{t('today')}</dt>
          <dd className="font-medium text-2xl">{formatMoney(order.amount, order.currency)}</dd>
        </div>
      )}
    </dl>
  )
}
