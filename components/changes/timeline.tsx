'use client'

import { useTranslations } from 'next-intl'
import { CopyButton } from '@/components/ui/copy'
import { usePreferences } from '@/components/ui/preferences'
import { Shape, type Tone } from '@/components/ui/shape'
import { Moment } from '@/components/ui/time'
import { formatFull } from '@/lib/i18n/format'
import type { Reason } from '@/lib/model/action'
import { REASONS } from '@/lib/model/action'
import { CHANGE_STATES, type Change } from '@/lib/model/change'
import { Evidence } from './evidence'
import { isUnpaid, STATE_TONES, useChangeWords, useLookedAt, useNoAnswer, useTextOf } from './words'

type Step = Change['steps'][number]

const STEP_TONES: Partial<Record<Step['step'], Tone>> = {
  'broke-glass': 'danger',
  rejected: 'danger',
  refused: 'danger',
  'no-answer': 'warn',
  withdrawn: 'off',
  expired: 'off',
  scheduled: 'info',
  postponed: 'warn',
  'kept-waiting': 'warn',
}

/** What happened, oldest first, and what the end rests on. */
export function Timeline({ change }: { change: Change }) {
  const t = useTranslations('changes')
  return (
    <section className="border-border border-t px-4 py-3" aria-label={t('timeline')}>
      <h2 className="mb-2 font-semibold">{t('timeline')}</h2>
      <ol className="grid gap-2">
        {change.steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are only ever added at the end
          <StepRow key={index} step={step} change={change} />
        ))}
      </ol>
      {change.providerRequestId && (
        <p className="mt-2 text-sm wrap-anywhere">
          <span className="text-muted">{t('requestId')}</span> <code>{change.providerRequestId}</code>{' '}
          <CopyButton text={change.providerRequestId} what={t('requestId')} />
        </p>
      )}
      {change.evidence?.finding === 'worse' ? null : <Evidence change={change} />}
    </section>
  )
}

function StepRow({ step: { at, step, by, details }, change }: { step: Step; change: Change }) {
  const t = useTranslations('changes')
  const batches = useTranslations('batches')
  const words = useChangeWords()
  const noAnswer = useNoAnswer()
  const { zone } = usePreferences()
  const looked = useLookedAt(change)
  const textOf = useTextOf(change.ref)
  const fullOf = (at: string | undefined) => (at === undefined ? '' : formatFull(at, zone))
  const startOf = (at: string | undefined) => at && t('startsAt', { time: fullOf(at) })
  const told = (value: unknown) => (typeof value === 'string' ? value : undefined)
  const reason = reasonIn(details.reason)
  const isEnd = step === 'ended'
  // What was not seen at first and was later has two ends.
  const state = CHANGE_STATES.find((one) => one === details.state) ?? change.state
  const isUnseen = state === 'failed' && (details.finding === 'not-as-wanted' || details.finding === 'not-made')
  const more = [
    isEnd ? t(isUnseen ? 'silence.state' : `states.${state}`) : undefined,
    told(details.orderId) && t('orderIs', { id: told(details.orderId) ?? '' }),
    step === 'answered' && isUnpaid(change.plan) && change.state !== 'done' ? t('evidence.order-waits') : undefined,
    told(details.policy) && t('policyNamed', { name: told(details.policy) ?? '' }),
    reason ? words.reason(reason) : told(details.reason),
    isEnd && told(details.why) && batches.has(`why.${told(details.why)}`)
      ? batches(`why.${told(details.why)}`)
      : undefined,
    typeof details.send === 'number' && details.send > 1 ? t('sendNumber', { number: details.send }) : undefined,
    step === 'concluded' && change.concluded ? t(`conclude.${change.concluded}`) : undefined,
    told(details.note),
    told(details.message),
    step === 'kept-waiting' && told(details.by) ? t('keptBy', { who: told(details.by) ?? '' }) : undefined,
    step === 'scheduled' || step === 'postponed' ? startOf(told(details.at)) : undefined,
    step === 'expired' && told(details.before) ? t('notApprovedBy', { time: fullOf(told(details.before)) }) : undefined,
    step === 'looked' && told(details.status) ? t('checking.works', { status: told(details.status) ?? '' }) : undefined,
    step === 'looked' && details.late === true ? t('silence.stillNot') : undefined,
    step === 'no-answer' ? noAnswer(told(details.kind)) : undefined,
    step === 'no-answer' ? t('checking.step', { fields: looked }) : undefined,
    step === 'replanned' ? t(Array.isArray(details.worse) ? 'replannedWorse' : 'replannedSame') : undefined,
  ].filter(Boolean)
  const system = by.startsWith('system:')
  return (
    <li className="grid grid-cols-[12px_minmax(0,1fr)_auto] gap-x-2">
      <span className="pt-1">
        <Shape tone={isEnd ? (isUnseen ? 'unk' : STATE_TONES[state]) : (STEP_TONES[step] ?? 'ok')} />
      </span>
      <span className="min-w-0 wrap-anywhere">
        {t(
          step === 'confirmed' && told(details.policy)
            ? 'steps.asked'
            : step === 'named' && details.found === true
              ? 'orderFound'
              : details.finding === 'seen-late'
                ? 'evidence.seen-late'
                : textOf(`steps.${step}`),
        )}{' '}
        {!system && <b className="font-medium">{by}</b>}
        {more.length > 0 && <span className="block text-text-2 text-sm">{more.join(' · ')}</span>}
      </span>
      <span className="text-muted text-sm">
        <Moment at={at} style="seconds" />
      </span>
    </li>
  )
}

/** A refusal of the last look before sending, as a step keeps it. */
function reasonIn(value: unknown): Reason | undefined {
  if (typeof value !== 'object' || value === null || !('code' in value)) return undefined
  const code = REASONS.find((one) => one === value.code)
  const params = 'params' in value && typeof value.params === 'object' && value.params !== null ? value.params : {}
  return code && { code, params: Object.fromEntries(Object.entries(params).map(([name, one]) => [name, String(one)])) }
}
