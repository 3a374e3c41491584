'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Savings } from '@/components/billing/amounts'
import { Banner } from '@/components/ui/banner'
import { cx } from '@/components/ui/cx'
import { Shape } from '@/components/ui/shape'
import { formatMoney } from '@/lib/i18n/money'
import { compare, minus, over } from '@/lib/model/money'
import type { Price } from '@/lib/model/plan'
import { HOURS_A_MONTH, type PlanMoney, type Priced } from '@/lib/model/plan-money'
import { PriceSource } from './price-source'
import { said } from './said'

/** Prices of an hour are fractions of a cent. */
const HOUR_PLACES = 6

/** Price a month before and after, the difference, and what is due today: the first thing that a plan says. */
export function PlanMoneyView({
  money,
  price,
  costs,
  isNew = false,
  count = 1,
}: {
  money: PlanMoney | null
  price: Price | null
  costs: boolean
  /** There is nothing yet that could have cost something before. */
  isNew?: boolean
  /** The amounts are for so many instances. */
  count?: number
}) {
  const t = useTranslations('changes.money')
  if (!money) return costs && !price ? <Unknown /> : null
  const { before, after, today, todayIs, missing } = money
  if (!before && !after && !today) return <Unknown missing={missing} />
  return (
    <section aria-label={t('title')}>
      <h2 className="sr-only">{t('title')}</h2>
      <dl className="flex flex-wrap items-start gap-x-8 gap-y-2">
        {(before?.monthly || after?.monthly) && (
          <Figure label={t('month')}>
            {!isNew && (
              <>
                <span className="font-normal text-text-2">
                  {before?.monthly ? said(before, before.monthly) : t('notKnown')}
                </span>{' '}
                <span className="font-normal text-muted" aria-hidden="true">
                  →
                </span>
                <span className="sr-only">{t('to')}</span>{' '}
              </>
            )}
            {after?.monthly ? said(after, after.monthly) : t('notKnown')}
          </Figure>
        )}
        {count > 1 && after && (
          <Figure label={t('eachOf', { count })}>
            <span className="font-normal">
              {said(after, over(after.amount, count, after.unit === 'hour' ? HOUR_PLACES : undefined))}
            </span>{' '}
            <span className="font-normal text-md text-muted">{t(`per.${after.unit}`, { count: after.count })}</span>
          </Figure>
        )}
        <Difference before={before} after={after} />
        <Figure label={t(money.paid === false && today ? 'once' : 'today')}>
          {today ? (
            said(today, today.amount)
          ) : (
            <span className="flex items-center gap-1.5 font-normal text-md">
              {todayIs === 'unknown' && <Shape tone="unk" />}
              {t(`todayIs.${todayIs}`)}
            </span>
          )}
        </Figure>
      </dl>
      <Remarks money={money} isNew={isNew} count={count} />
      {/* What orders nothing now uses no coupon. */}
      {todayIs !== 'later' && <Savings priced={today ? [today] : [after]} />}
      <PriceSource priced={[before, after, today]} />
      {missing?.why === 'refused' && (
        <p className="hint wrap-anywhere">
          {t('refused')} {[missing.message, missing.code].filter(Boolean).join(' · ')}
        </p>
      )}
    </section>
  )
}

function Figure({ label, children, tone }: { label: string; children: ReactNode; tone?: string }) {
  return (
    <div>
      <dt className="text-muted text-sm">{label}</dt>
      <dd className={cx('whitespace-nowrap font-medium text-2xl', tone)}>{children}</dd>
    </div>
  )
}

function Difference({ before, after }: Pick<PlanMoney, 'before' | 'after'>) {
  const t = useTranslations('changes.money')
  if (!before?.monthly || !after?.monthly || before.currency !== after.currency) return null
  const difference = minus(after.monthly, before.monthly)
  const order = compare(difference, '0')
  if (order === 0) return <Figure label={t('difference')}>{t('same')}</Figure>
  // A share is no money: to the whole percent, for reading.
  const percent = Math.round((Number(difference) / Number(before.monthly)) * 100)
  const share = Number.isFinite(percent) ? `${percent > 0 ? '+' : '−'}${Math.abs(percent)} %` : ''
  return (
    <Figure label={t('difference')} tone={order > 0 ? 'text-warn' : undefined}>
      {order > 0 ? '+' : ''}
      {formatMoney(difference, after.currency)} <span className="text-md">{share}</span>
    </Figure>
  )
}

function Unknown({ missing }: { missing?: PlanMoney['missing'] }) {
  const t = useTranslations('changes.price')
  const why = missing?.why === 'refused' && [missing.message, missing.code].filter(Boolean).join(' · ')
  return (
    <Banner tone="warn" title={t('unknown')}>
      {why || t('unknownWhy')}
    </Banner>
  )
}

/** Where the amounts are known from, and what they assume. */
function Remarks({ money, isNew, count }: { money: PlanMoney; isNew: boolean; count: number }) {
  const { before, after, today, paid, refundUnknown } = money
  const t = useTranslations('changes.money')
  const told = today ?? after ?? before
  const hourly = [after, before].find((one) => one?.unit === 'hour')
  const remarks: (string | false | null | undefined)[] = [
    count > 1 && told && t('forAll', { count }),
    hourly && t('hourly', { amount: formatMoney(hourly.amount, hourly.currency), hours: HOURS_A_MONTH }),
    told?.original != null &&
      told.original !== told.amount &&
      t('list', { amount: formatMoney(told.original, told.currency) }),
    told?.discount != null &&
      told.discount !== '0' &&
      t('discount', { amount: formatMoney(told.discount, told.currency) }),
    after?.of === 'purchase' && before && t('purchase'),
    // What is bought new is no switch, and has no end that could move.
    !isNew &&
      today?.of === 'purchase' &&
      today.source.kind === 'quote' &&
      t(paid === false ? 'boughtOnce' : 'boughtToday'),
    after?.source.kind === 'quote' && money.todayIs === 'unknown' && t('noOrder'),
    money.todayIs === 'later' &&
      after &&
      t('eachRenewal', { amount: formatMoney(after.amount, after.currency), months: after.count }),
    refundUnknown && t('refundUnknown'),
    paid === false && today && t('notPaid'),
    paid === true && t('paid'),
    money.ends && t(isNew ? 'firstEnd' : 'newEnd'),
    ...new Set(
      [before, after, today].flatMap((one) =>
        one?.source.kind === 'estimate'
          ? t('estimate', { version: one.source.cardVersion, from: one.source.validFrom })
          : [],
      ),
    ),
  ]
  return <p className="hint mt-1 wrap-anywhere">{remarks.filter(Boolean).join(' ')}</p>
}
