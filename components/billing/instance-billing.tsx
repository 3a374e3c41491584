'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useMe } from '@/components/shell/shell-context'
import { useLang } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { Button, buttonClass } from '@/components/ui/button'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { State } from '@/components/ui/status'
import { Moment } from '@/components/ui/time'
import { formatMoney } from '@/lib/i18n/money'
import type { InstanceBilling as Billing } from '@/lib/model/billing'
import type { Instance } from '@/lib/model/instance'
import { PROVIDER_NAMES } from '@/lib/model/service'
import { billingQuery } from '@/lib/queries/billing'
import { PricedAmount, PriceSource, Savings } from './amounts'

/** How an instance is paid for, asked of its cloud when it is opened. */
export function InstanceBilling({ row }: { row: Instance }) {
  const t = useTranslations('billing')
  const { data, error, refetch, isFetching } = useQuery(billingQuery(row.ref))
  if (error && !data) return <ProblemBanner error={error} className="m-gut" />
  if (!data) return <Skeleton widths={[160, 240, 120]} rows={6} />
  const { pendingOrder, options } = data
  return (
    <div className="grid max-w-[1100px] grid-cols-[minmax(0,1fr)] content-start gap-5 px-gut py-3.5">
      {pendingOrder && (
        <Banner tone="warn" title={t('pending')}>
          {t('pendingWhy')}
        </Banner>
      )}
      <section>
        <h2 className="section-title flex flex-wrap items-baseline gap-x-2 pb-1.5">
          {t('now')}
          <small>{t.rich('asked', { time: () => <Moment at={data.at} style="seconds" /> })}</small>
          <Button size="small" variant="quiet" icon="refresh" reading={isFetching} onClick={() => refetch()}>
            {t('again')}
          </Button>
          {data.present?.source.kind === 'quote' && (
            <Link
              href={`/costs/prices?q=id:${encodeURIComponent(row.key.id)}&show=all`}
              prefetch={false}
              className="text-sm"
            >
              {t('toKept')}
            </Link>
          )}
        </h2>
        <Now billing={data} row={row} />
      </section>
      {options.length > 0 && <Options billing={data} row={row} />}
    </div>
  )
}

function Now({ billing, row }: { billing: Billing; row: Instance }) {
  const t = useTranslations('billing')
  const lang = useLang()
  const { role } = useMe()
  const { chargeType, endsAt, present, missing, autoRenewal, options } = billing
  const cloud = PROVIDER_NAMES[row.provider][lang]
  return (
    <>
      <dl className="kv">
        <dt>{t('charge')}</dt>
        <dd>{t(`charges.${chargeType}`)}</dd>
        {chargeType !== 'pay-as-you-go' && (
          <>
            <dt>{t('ends')}</dt>
            <dd>
              {endsAt === null ? (
                <span className="text-muted">{t('notTold')}</span>
              ) : (
                <Moment at={endsAt} style="date" />
              )}
            </dd>
          </>
        )}
        <dt>{t('price')}</dt>
        <dd>
          {present ? (
            <>
              <PricedAmount priced={present} />
              <PriceSource priced={present} />
            </>
          ) : (
            <>
              <State tone="unk">{t('noPrice')}</State>
              <p className="hint wrap-anywhere">
                {missing?.why === 'refused'
                  ? t('priceRefused', { message: [missing.message, missing.code].filter(Boolean).join(' · ') })
                  : t('noPriceWhy', { cloud })}{' '}
                {role === 'admin' && missing?.why !== 'refused' && <Link href="/settings/rates">{t('toRates')}</Link>}
              </p>
            </>
          )}
        </dd>
        {autoRenewal && (
          <>
            <dt>{t('renewal')}</dt>
            <dd>
              <AutoRenewal autoRenewal={autoRenewal} row={row} />
            </dd>
          </>
        )}
      </dl>
      {options.length === 0 && <p className="mt-2 max-w-[720px] text-text-2">{t('noRenewal', { cloud })}</p>}
    </>
  )
}

function AutoRenewal({ autoRenewal, row }: { autoRenewal: NonNullable<Billing['autoRenewal']>; row: Instance }) {
  const t = useTranslations('billing')
  const { on, months, daysBefore, refused } = autoRenewal
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {on === null ? (
        <State tone="unk">
          {refused
            ? t('renewalRefused', { message: [refused.message, refused.code].filter(Boolean).join(' · ') })
            : t('renewalUnknown')}
        </State>
      ) : (
        <span>{on ? t('renewalOn', { months: months ?? -1 }) : t('renewalOff')}</span>
      )}
      {on && daysBefore !== null && <span className="text-muted">{t('renewalDays', { days: daysBefore })}</span>}
      <PlanLink row={row} action="auto-renew" small>
        {t('renewalChange')}
      </PlanLink>
    </div>
  )
}

function Options({ billing: { options, chargeType }, row }: { billing: Billing; row: Instance }) {
  const t = useTranslations('billing')
  const isRenewal = chargeType === 'subscription'
  const action = isRenewal ? 'renew' : 'to-subscription'
  return (
    <section>
      <h2 className="section-title pb-1.5">{t(isRenewal ? 'renewTitle' : 'subscribeTitle')}</h2>
      {!isRenewal && <p className="max-w-[720px] pb-2 text-text-2">{t('subscribeWhat')}</p>}
      <section className="overflow-x-auto" tabIndex={0} aria-label={t('table')}>
        <table className="tbl flush">
          <thead>
            <tr className="text-left">
              <th className="num">{t('months')}</th>
              <th className="num">{t('total')}</th>
              <th className="num">{t('perMonth')}</th>
              <th className="num">{t('list')}</th>
              <th className="num">{t('off')}</th>
              <th>{t('newEnd')}</th>
              <th>
                <span className="sr-only">{t('plan')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {options.map(({ months, price, ends }) => (
              <tr key={months}>
                <th scope="row" className="num">
                  {months}
                </th>
                <Amount amount={price?.amount} currency={price?.currency} strong />
                <Amount amount={price?.monthly} currency={price?.currency} />
                <Amount amount={price?.original} currency={price?.currency} />
                <Amount amount={price?.discount} currency={price?.currency} />
                <td className="whitespace-nowrap">
                  {ends === null ? (
                    <span className="text-muted">{t('notTold')}</span>
                  ) : (
                    <Moment at={ends} style="date" />
                  )}
                </td>
                <td className="num whitespace-nowrap">
                  <PlanLink row={row} action={action} months={months} small>
                    {t('planMonths', { months })}
                  </PlanLink>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div className="grid max-w-[760px] grid-cols-[minmax(0,1fr)] gap-2 pt-2">
        <PlanLink row={row} action={action} small>
          {t('otherAmount')}
        </PlanLink>
        <p className="hint">{t('newEndHint', { from: isRenewal ? 'end' : 'now' })}</p>
        <Savings priced={options.map(({ price }) => price)} />
        <p className="text-text-2">{t('payment')}</p>
      </div>
    </section>
  )
}

function Amount({
  amount,
  currency,
  strong,
}: {
  amount: string | null | undefined
  currency: string | null | undefined
  strong?: boolean
}) {
  const t = useTranslations('billing')
  return (
    <td className={strong ? 'num font-medium whitespace-nowrap' : 'num whitespace-nowrap'}>
      {amount == null ? <span className="text-muted">{t('noPrice')}</span> : formatMoney(amount, currency ?? null)}
    </td>
  )
}

interface PlanLinkProps {
  row: Instance
  action: string
  months?: number
  small?: boolean
  children: string
}

function PlanLink({ row, action, months, small, children }: PlanLinkProps) {
  const t = useTranslations('billing')
  const { role } = useMe()
  const size = small ? 'small' : 'default'
  if (role === 'viewer') {
    return (
      <Button size={size} reason={t('viewer')}>
        {children}
      </Button>
    )
  }
  const query = months === undefined ? '' : `?months=${months}`
  return (
    <Link
      href={`/instances/${encodeURIComponent(row.ref)}/change/${action}${query}`}
      className={buttonClass({ size }, 'w-fit')}
      prefetch={false}
    >
      {children}
    </Link>
  )
}
