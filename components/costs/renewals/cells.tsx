'use client'
import { useTranslations } from 'next-intl'
import { daysLeft, endTone } from '@/components/instances/facts'
import { useLang } from '@/components/ui/badge'
import { useNow } from '@/components/ui/clock'
import { usePreferences } from '@/components/ui/preferences'
import { formatDate, formatFull } from '@/lib/i18n/format'
import { formatMoney } from '@/lib/i18n/money'
import { BILLING_OFFSET_MINUTES } from '@/lib/model/cost'
import { compare } from '@/lib/model/money'
import { type AfterEnd, type RenewalRow, type RenewalWindow, type Switch, switchesOf } from '@/lib/model/renewal'

/** What manuals say of the time around an end, by service. */
export interface AfterEnds {
  ends: Partial<Record<string, AfterEnd>>
  ahead: RenewalWindow['paidAhead']
}

const BILLING_MS = BILLING_OFFSET_MINUTES * 60_000

/** The day is that of the month in which it is counted, whatever clock the reader has chosen. */
export function EndsCell({ row }: { row: RenewalRow }) {
  const t = useTranslations('renewals')
  const now = useNow()
  const locale = useLang()
  const { zone } = usePreferences()
  if (row.endsAt === null) return <span className="truncate text-muted">{t('endUnknown')}</span>
  const billed = new Date(Date.parse(row.endsAt) + BILLING_MS).toISOString()
  const days = now === 0 ? null : daysLeft({ expiresAt: billed }, { now: now + BILLING_MS, zone: 'utc' })
  const tone = endTone(days)
  return (
    <span className="truncate">
      <time dateTime={row.endsAt} data-tip={now === 0 ? undefined : formatFull(row.endsAt, zone)}>
        {formatDate(billed, { zone: 'utc', locale })}
      </time>{' '}
      {days === null ? null : (
        <span className={tone === 'danger' ? 'text-danger' : tone === 'warn' ? 'text-warn' : 'text-muted'}>
          {days < 0 ? t('daysAgo', { days: -days }) : t('daysLeft', { days })}
        </span>
      )}
    </span>
  )
}

export function AutoCell({ row: { autoRenewal } }: { row: RenewalRow }) {
  const t = useTranslations('renewals.auto')
  if (autoRenewal === null) {
    return (
      <span className="truncate text-muted" data-tip={t('noneHint')}>
        {t('none')}
      </span>
    )
  }
  const { on, months, at } = autoRenewal
  if (at === null) return <span className="truncate text-muted">{t('notRead')}</span>
  if (on === null) return <span className="truncate text-muted">{t('notTold')}</span>
  return (
    <span className={on ? 'truncate text-text-2' : 'truncate'}>
      {on ? t('on', { months: months ?? -1 }) : t('off')}
    </span>
  )
}

/** What becomes of it if nobody renews it; where it is renewed by itself, when that is paid. */
export function AfterCell({ row, of: { ends, ahead } }: { row: RenewalRow; of: AfterEnds }) {
  const t = useTranslations('renewals.after')
  const after = ends[row.key.service]
  if (row.autoRenewal?.on) return <PaidCell at={row.paidAt} ahead={ahead[row.key.service]} />
  if (!after) return null
  return (
    <span
      className={after.what === 'unknown' ? 'truncate text-muted' : 'truncate text-text-2'}
      data-tip={after.manual === null ? t('unknownHint') : t('manual', { section: after.manual })}
    >
      {t(after.what)}
    </span>
  )
}

/** On the clock of the months, as the end is. */
function PaidCell({ at, ahead }: { at: string | null; ahead: { days: number; manual: string } | undefined }) {
  const t = useTranslations('renewals.after')
  const now = useNow()
  const locale = useLang()
  if (at === null || !ahead) return null
  const day = formatDate(new Date(Date.parse(at) + BILLING_MS).toISOString(), { zone: 'utc', locale })
  return (
    <span className="truncate text-text-2" data-tip={t('paidHow', ahead)}>
      {t(now > Date.parse(at) ? 'paidDue' : 'paid', { day })}
    </span>
  )
}

export function PriceCell({ row: { price } }: { row: RenewalRow }) {
  const t = useTranslations('renewals.price')
  if (!price) return <span className="truncate text-muted">{t('none')}</span>
  const { source, amount, currency, months, cardVersion } = price
  const text = formatMoney(amount, currency)
  return (
    <span
      className="truncate"
      data-tip={source === 'estimate' ? t('estimate', { version: cardVersion ?? 0 }) : t('quote')}
    >
      {source === 'estimate' ? `≈\u202F${text}` : text}
      {months > 1 ? <span className="text-muted"> {t('months', { months })}</span> : null}
    </span>
  )
}

/** The length of subscription that saves most; undefined where no price is known. */
export const bestOf = ({ hourly }: RenewalRow): Switch | undefined => (hourly ? switchesOf(hourly)[0] : undefined)
const isWorth = (one: Switch | undefined): one is Switch => one !== undefined && compare(one.saving, '0') > 0

export function HourlyCell({ row: { hourly } }: { row: RenewalRow }) {
  const t = useTranslations('renewals.price')
  if (!hourly) return <span className="truncate text-muted">{t('none')}</span>
  const { monthly, currency, cardVersion } = hourly
  const text = formatMoney(monthly, currency)
  return cardVersion === null ? (
    <span className="truncate">{text}</span>
  ) : (
    <span className="truncate" data-tip={t('estimate', { version: cardVersion })}>{`≈\u202F${text}`}</span>
  )
}

export function TermCell({ row, months }: { row: RenewalRow; months: number }) {
  const t = useTranslations('renewals.price')
  const option = row.hourly?.options.find((one) => one.months === months)
  return option ? (
    <span className="truncate">{formatMoney(option.amount, row.hourly?.currency ?? null)}</span>
  ) : (
    <span className="truncate text-muted">{t('none')}</span>
  )
}

export function SavingCell({ row }: { row: RenewalRow }) {
  const t = useTranslations('renewals')
  const best = bestOf(row)
  if (!isWorth(best)) return null
  return (
    <span className="truncate text-ok" data-tip={t('savingOf', { months: best.months })}>
      {formatMoney(best.saving, row.hourly?.currency ?? null)}
    </span>
  )
}

/** From which month on it is cheaper than its hours would have been. */
export function PaysCell({ row }: { row: RenewalRow }) {
  const t = useTranslations('renewals.pays')
  const all = row.hourly ? switchesOf(row.hourly) : []
  if (all.length === 0) return null
  const worth = all.filter(isWorth).sort((a, b) => a.months - b.months)
  if (worth.length === 0) return <span className="truncate text-muted">{t('never')}</span>
  const text = worth
    .map(({ pays, months }) => (pays === 1 ? t('first', { months }) : t('after', { month: pays ?? months, months })))
    .join(t('comma'))
  return (
    <span className="truncate" data-tip={text}>
      {text}
    </span>
  )
}
