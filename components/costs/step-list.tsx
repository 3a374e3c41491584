'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { CloudBadge } from '@/components/ui/badge'
import { Memory } from '@/components/ui/number'
import { Moment } from '@/components/ui/time'
import { formatMoney } from '@/lib/i18n/money'
import type { CostStep } from '@/lib/model/cost'
import { PROVIDERS } from '@/lib/model/service'
import { aboutText } from './words'

interface StepListProps {
  /** The largest of them, newest first; `count` is how many there are. */
  steps: readonly CostStep[]
  count: number
  /** What time they are of. */
  time: string
}

/** Where the curve has a step: when, what, how much, and the change that made it with who. */
export function StepList({ steps, count, time }: StepListProps) {
  const t = useTranslations('costs.steps')
  return (
    <section className="min-w-0 border-border border-t px-gut py-3">
      <h2 className="section-title flex-wrap pb-1">
        {t('title')}
        <small>{count > steps.length ? t('some', { shown: steps.length, count }) : time}</small>
      </h2>
      {steps.length === 0 ? (
        <p className="text-muted">{t('none')}</p>
      ) : (
        <ul className="grid">
          {steps.map((step) => (
            <Step key={`${step.ref} ${step.at} ${step.currency}`} step={step} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Step({ step }: { step: CostStep }) {
  const t = useTranslations('costs.steps')
  const changes = useTranslations('changes')
  const cloud = PROVIDERS.find((one) => one === step.provider)
  const isMore = !step.delta.startsWith('-')
  // What nobody tells the price of has not become cheaper, nor dearer when it is told.
  const isTold = step.from?.monthly !== null && step.to?.monthly !== null
  const tone = !isTold ? 'text-muted' : isMore ? 'text-warn' : 'text-ok'
  return (
    <li className="flex flex-wrap items-baseline gap-x-2.5 gap-y-0.5 border-border border-t py-1.5 first:border-t-0">
      <span className="w-24 flex-none text-muted text-sm">
        <Moment at={step.at} style="day" />
      </span>
      {cloud ? <CloudBadge provider={cloud} /> : null}
      <span className="min-w-0 wrap-anywhere">
        {step.there ? (
          <Link href={`/instances/${encodeURIComponent(step.ref)}`} prefetch={false} className="name">
            {step.name}
          </Link>
        ) : (
          <span className="name">{step.name}</span>
        )}{' '}
        <span className="text-text-2">
          <What step={step} />
          {!isTold && step.cause !== 'known' && step.cause !== 'lost'
            ? t(step.to?.monthly === null ? 'nowUnknown' : 'nowKnown')
            : ''}
        </span>
      </span>
      <span className={`whitespace-nowrap font-[550] ${tone}`}>
        {aboutText(step.estimated, `${isMore ? '+' : ''}${formatMoney(step.delta, step.currency)}`)}
      </span>
      {step.change ? (
        <span className="min-w-0 text-muted text-sm wrap-anywhere">
          {t('by', { who: step.change.by })}
          {step.change.approvedBy ? ` ${t('approved', { who: step.change.approvedBy })}` : ''}{' '}
          <Link href={`/changes/${step.change.id}`} prefetch={false} className="underline">
            {t('change', { action: changes(`actions.${step.change.action}`) })}
          </Link>
        </span>
      ) : (
        <span className="text-muted text-sm">{t(`unmade.${step.cause}`)}</span>
      )}
    </li>
  )
}

function What({ step: { cause, from, to, delta } }: { step: CostStep }) {
  const isMoreNow = !delta.startsWith('-')
  const t = useTranslations('costs.steps')
  const instances = useTranslations('instances')
  if (cause === 'resized' && from?.memoryMb != null && to?.memoryMb != null && from.memoryMb !== to.memoryMb) {
    return (
      <>
        <Memory mb={from.memoryMb} /> → <Memory mb={to.memoryMb} />
      </>
    )
  }
  if (cause === 'resized') return `${from?.class ?? '?'} → ${to?.class ?? '?'}`
  if (cause === 'charge' && from && to)
    return `${instances(`charge.${from.chargeType}`)} → ${instances(`charge.${to.chargeType}`)}`
  if (cause === 'moved') return t(isMoreNow ? 'cause.moved' : 'cause.left')
  if (cause === 'expired') return t(to?.ended ? 'cause.expired' : 'cause.renewed')
  return t(`cause.${cause}`, { version: to?.cardVersion ?? 0 })
}
