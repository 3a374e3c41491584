'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { CloudBadge } from '@/components/ui/badge'
import { Moment } from '@/components/ui/time'
import { formatMoney } from '@/lib/i18n/money'
import type { PriceFact } from '@/lib/model/price-fact'
import { SERVICES } from '@/lib/model/service'

/** Answers, each with its question, its amounts, what was taken off, and from when to when it was told. */
export function PriceTable({ facts }: { facts: readonly PriceFact[] }) {
  const t = useTranslations('prices')
  return (
    <section className="max-w-full overflow-x-auto" tabIndex={0} aria-label={t('table')}>
      <table className="tbl dense">
        <caption className="sr-only">{t('table')}</caption>
        <thead>
          <tr>
            <th className="text-start">{t('columns.instance')}</th>
            <th className="text-start max-wide:hidden">{t('columns.asked')}</th>
            <th className="num">{t('columns.amount')}</th>
            <th className="num max-wide:hidden">{t('columns.original')}</th>
            <th className="text-start max-wide:hidden">{t('columns.discount')}</th>
            <th className="text-start max-wide:hidden">{t('columns.time')}</th>
            <th className="text-start max-wide:hidden">{t('columns.request')}</th>
          </tr>
        </thead>
        <tbody>
          {facts.map((fact) => (
            <Fact key={fact.id} fact={fact} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Fact({ fact }: { fact: PriceFact }) {
  const t = useTranslations('prices')
  const { amount, currency, original, unit, count, endedAt } = fact
  const name = fact.name || fact.instanceId
  return (
    <tr className={endedAt === null ? 'align-top' : 'align-top text-text-2'}>
      <td className="py-1.5">
        <span className="flex min-w-0 items-center gap-1.5">
          <CloudBadge provider={SERVICES[fact.service].provider} />
          {fact.there ? (
            <Link
              href={`/instances/${encodeURIComponent(fact.ref)}?tab=billing`}
              prefetch={false}
              className="name whitespace-nowrap"
            >
              {name}
            </Link>
          ) : (
            <span className="name whitespace-nowrap">{name}</span>
          )}
        </span>
        <span className="block whitespace-nowrap pl-6 text-muted text-sm">
          {[fact.region, fact.accountName, fact.there ? '' : t('gone')].filter(Boolean).join(' · ')}
        </span>
        {/* A phone has room for what was asked and the amount; the rest stands below the name. */}
        <span className="grid gap-0.5 pl-6 text-sm wide:hidden">
          <span className="text-text">{t(`asked.${fact.asked}`)}</span>
          <Discount fact={fact} />
          <Told fact={fact} />
        </span>
      </td>
      <td className="py-1.5 max-wide:hidden">
        <span className="whitespace-nowrap">{t(`asked.${fact.asked}`)}</span>
        <span className="block whitespace-nowrap text-muted text-sm">
          <code>{fact.operation}</code> {fact.orderType}
        </span>
      </td>
      <td className="num whitespace-nowrap py-1.5">
        <span className="font-[550]">{formatMoney(amount, currency)}</span>
        <span className="block text-muted text-sm">{t(`per.${unit}`, { count })}</span>
      </td>
      <td className="num whitespace-nowrap py-1.5 max-wide:hidden">
        {original === null ? <span className="text-muted">{t('notTold')}</span> : formatMoney(original, currency)}
      </td>
      <td className="py-1.5 max-wide:hidden">
        <Discount fact={fact} />
      </td>
      <td className="whitespace-nowrap py-1.5 max-wide:hidden">
        <Told fact={fact} />
      </td>
      <td className="py-1.5 max-wide:hidden">
        <code className="text-sm wrap-anywhere">{fact.requestId ?? ''}</code>
      </td>
    </tr>
  )
}

function Told({ fact: { toldAt, confirmedAt, endedAt } }: { fact: PriceFact }) {
  const t = useTranslations('prices')
  return (
    <>
      <span className="block">{t.rich('told', { at: () => <Moment at={toldAt} style="day" /> })}</span>
      <span className="block text-muted text-sm">
        {endedAt === null
          ? t.rich('confirmed', { at: () => <Moment at={confirmedAt} style="day" /> })
          : t.rich('ended', { at: () => <Moment at={endedAt} style="day" /> })}
      </span>
    </>
  )
}

/** What was taken off, by which rules, and which coupons were offered. */
function Discount({ fact: { discount, currency, promotions, coupons } }: { fact: PriceFact }) {
  const t = useTranslations('prices')
  const words = (...parts: (string | null)[]) => parts.filter(Boolean).join(' · ')
  return (
    <>
      {discount === null ? (
        <span className="text-muted">{t('notTold')}</span>
      ) : discount === '0' ? (
        <span className="text-muted max-wide:hidden">{t('nothingOff')}</span>
      ) : (
        <span className="whitespace-nowrap">{formatMoney(discount, currency)}</span>
      )}
      {promotions.map(({ id, name, title }) => (
        <span key={`${id} ${title}`} className="block text-sm text-text-2">
          {words(title, name)} {id ? <code className="text-muted">{id}</code> : null}
        </span>
      ))}
      {coupons.map(({ code, name, description, applied }) => (
        <span key={code} className="block text-sm text-text-2">
          {words(name, description)} ({t(applied ? 'applied' : 'offered')})
        </span>
      ))}
    </>
  )
}
