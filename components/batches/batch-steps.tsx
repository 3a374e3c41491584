'use client'

import { useTranslations } from 'next-intl'
import { Shape } from '@/components/ui/shape'
import { Moment } from '@/components/ui/time'
import type { Batch } from '@/lib/model/batch'

/** What happened to the batch itself, in order; its rows have timelines of their own. */
export function BatchSteps({ batch: { steps } }: { batch: Batch }) {
  const t = useTranslations('batches')
  const changes = useTranslations('changes')
  const stoppedFor = ({ why, failed }: Record<string, unknown>) =>
    why === 'failure'
      ? typeof failed === 'string'
        ? t('stopped.failureOf', { name: failed })
        : t('stopped.failure')
      : t('stopped.person', { who: String(why) })
  return (
    <section className="border-border border-t px-4 py-3" aria-label={changes('timeline')}>
      <h2 className="mb-2 font-semibold">{changes('timeline')}</h2>
      <ol className="grid gap-2">
        {steps.map(({ at, step, by, details }) => (
          <li key={`${at} ${step}`} className="grid grid-cols-[12px_minmax(0,1fr)_auto] gap-x-2">
            <span className="pt-1">
              <Shape tone={step === 'stopped' || step === 'broke-glass' ? 'danger' : 'ok'} />
            </span>
            <span className="min-w-0 wrap-anywhere">
              {t.has(`steps.${step}`) ? t(`steps.${step}`) : step}
              {typeof details.rows === 'number' && ` · ${t('draft.count', { count: details.rows })}`}{' '}
              {!by.startsWith('system:') && <b className="font-medium">{by}</b>}
              {kindOf(details.when) && (
                <span className="block text-sm text-text-2">{t(`when.kinds.${kindOf(details.when) ?? 'at'}`)}</span>
              )}
              {typeof details.reason === 'string' && (
                <span className="block text-sm text-text-2">{details.reason}</span>
              )}
              {step === 'stopped' && <span className="block text-sm text-text-2">{stoppedFor(details)}</span>}
            </span>
            <span className="text-muted text-sm">
              <Moment at={at} style="seconds" />
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** What a step says of the time that was chosen. */
function kindOf(when: unknown): 'at' | 'window' | undefined {
  const kind = typeof when === 'object' && when !== null && 'kind' in when ? when.kind : undefined
  return kind === 'at' || kind === 'window' ? kind : undefined
}
