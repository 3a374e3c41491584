'use client'

import { useTranslations } from 'next-intl'
import { Shape } from '@/components/ui/shape'
import { formatMoney } from '@/lib/i18n/money'
import { times } from '@/lib/model/money'
import { HOURS_A_MONTH, type Priced } from '@/lib/model/plan-money'
import { ApiProblem } from '@/lib/queries/problem'
import type { CreateForm } from './use-create-form'
import { sizeOf, usePrice } from './use-price'

/** What the choice so far would cost, as its cloud quotes it or our rate card has it. */
export function RunningPrice({ form }: { form: CreateForm }) {
  const t = useTranslations('create.price')
  const { data, error, isFetching, isAsked } = usePrice(form)
  if (!form.service) return null
  const size = sizeOf(form)
  return (
    <section className="grid gap-1.5" aria-label={t('title')} aria-busy={isFetching}>
      {size === undefined ? (
        <p className="text-muted">{t('sizeFirst')}</p>
      ) : data?.price ? (
        <Known price={data.price} form={form} isOld={isFetching} />
      ) : isAsked && !data && !error ? (
        <p className="text-muted" role="status">
          {t('asking')}
        </p>
      ) : (
        <>
          <p className="flex items-center gap-1.5 font-medium text-lg">
            <Shape tone="unk" />
            {t(error || data?.missing?.why === 'refused' ? 'failed' : 'unknown')}
          </p>
          <p className="hint">
            {error instanceof ApiProblem
              ? (error.problem.provider?.message ?? t('unknownWhy'))
              : (data?.missing?.message ?? t('unknownWhy'))}
          </p>
        </>
      )}
    </section>
  )
}

function Known({ price, form, isOld }: { price: Priced; form: CreateForm; isOld: boolean }) {
  const t = useTranslations('create.price')
  const count = Number(form.whole.count ?? 1)
  const all = Number.isInteger(count) && count > 0 ? count : 1
  const said = (amount: string) =>
    `${price.source.kind === 'estimate' ? '≈ ' : ''}${formatMoney(amount, price.currency)}`
  const isLater = price.unit === 'hour' || form.whole.chargeType === 'daily'
  return (
    <div className={isOld ? 'opacity-60' : undefined}>
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        {price.monthly !== null && (
          <div>
            <dt className="label">{t('month')}</dt>
            <dd className="font-medium text-2xl">
              {price.unit === 'hour' && price.source.kind === 'quote' ? '≈ ' : ''}
              {said(times(price.monthly, all))}
            </dd>
          </div>
        )}
        <div>
          <dt className="label">
            {t(!isLater && form.whole.pay === false ? 'once' : 'today')}
            {!isLater && price.unit === 'month' && ` · ${t('period', { months: price.count })}`}
          </dt>
          <dd className="font-medium text-2xl">{isLater ? t('nothingToday') : said(times(price.amount, all))}</dd>
        </div>
      </dl>
      <p className="hint mt-1">
        {[
          !isLater && typeof form.whole.months !== 'number' && t('noMonths'),
          all > 1 && t('each', { count: all }),
          price.unit === 'hour' && t('hours', { amount: said(times(price.amount, all)), hours: HOURS_A_MONTH }),
          price.unit === 'month' && price.count > 1 && t('for', { amount: said(price.amount), months: price.count }),
          isLater && t(price.unit === 'hour' ? 'byHour' : 'byDay'),
          !isLater && form.whole.pay !== undefined && t(form.whole.pay === true ? 'paid' : 'notPaid'),
          price.source.kind === 'quote' ? t('quote', { operation: price.source.operation }) : t('estimate'),
        ]
          .filter(Boolean)
          .join(' ')}
      </p>
    </div>
  )
}
