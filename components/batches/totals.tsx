'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { formatMoney } from '@/lib/i18n/money'
import type { Batch } from '@/lib/model/batch'

/** What the rows that would be sent cost together, where it means the same; and how many have no price. */
export function Totals({ batch: { action, totals, state, paid } }: { batch: Batch }) {
  const t = useTranslations('batches')
  const changes = useTranslations('changes')
  if (state !== 'planned' && state !== 'waiting') return <PaidSum paid={paid} />
  const { prices, unpriced, costs, rows } = totals
  return (
    <section>
      <h2 className="section-title pb-1">{t('totals.title', { count: rows })}</h2>
      {costs === 0 ? (
        <p className="text-text-2">{t('totals.free')}</p>
      ) : (
        <dl className="flex flex-wrap gap-x-9 gap-y-2">
          {prices.map(({ amount, currency, per, of, rows: count }) => (
            <div key={[currency, per, of].join()}>
              <dt className="text-muted text-sm">
                {of === 'later'
                  ? t('totals.later')
                  : changes.has(`price.after.${per}`)
                    ? changes(`price.after.${per}`)
                    : per}{' '}
                · {t('totals.of', { count })}
              </dt>
              <dd className="font-medium text-lg">{formatMoney(amount, currency)}</dd>
              {of === 'purchase' && <dd className="hint max-w-72">{changes('price.purchase')}</dd>}
            </div>
          ))}
        </dl>
      )}
      {action === 'renew' && rows > 1 && <p className="hint mt-2 max-w-3xl">{t('draft.renewEach')}</p>}
      {unpriced > 0 && (
        <Banner tone="warn" title={t('totals.unpriced', { count: unpriced })} className="mt-2">
          {changes('price.unknownWhy')}
        </Banner>
      )}
    </section>
  )
}

/** What the done ones cost, once it was let go. */
function PaidSum({ paid: { sums, unpriced } }: Pick<Batch, 'paid'>) {
  const t = useTranslations('batches.paid')
  if (sums.length === 0 && unpriced === 0) return null
  return (
    <section>
      <h2 className="section-title pb-1">{t('title')}</h2>
      <dl className="flex flex-wrap gap-x-9 gap-y-2">
        {sums.map(({ amount, currency, rows }) => (
          <div key={currency}>
            <dt className="text-muted text-sm">{t('of', { count: rows })}</dt>
            <dd className="font-medium text-lg">{formatMoney(amount, currency)}</dd>
          </div>
        ))}
      </dl>
      <p className="hint mt-1 max-w-3xl">
        {t('how')}
        {unpriced > 0 ? ` ${t('unpriced', { count: unpriced })}` : ''}
      </p>
    </section>
  )
}
