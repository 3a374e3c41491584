'use client'

import { useTranslations } from 'next-intl'
import { CopyButton } from '@/components/ui/copy'
import { State } from '@/components/ui/status'
import { Moment } from '@/components/ui/time'
import type { ChangeAnswer } from '@/lib/model/change'

/** What the cloud answered to a write, as it is kept with its change for a day: masked like every answer. */
export function KeptAnswer({ answer: { status, receivedAt, keptUntil, data } }: { answer: ChangeAnswer }) {
  const t = useTranslations('operations.answer')
  const text = JSON.stringify(data, null, 2)
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2.5 pb-1 text-sm">
        <State tone="ok">{status}</State>
        <span className="text-muted">
          <Moment at={receivedAt} style="seconds" />
        </span>
      </p>
      {data === null ? (
        <p>{t('tooLong')}</p>
      ) : (
        <div className="relative">
          <CopyButton text={text} what={t('raw')} className="absolute top-1 right-1" />
          <pre
            className="codebox max-h-80 overflow-auto border border-border bg-surface whitespace-pre-wrap wrap-anywhere"
            tabIndex={0}
            role="group"
            aria-label={t('keptTitle')}
          >
            {text}
          </pre>
        </div>
      )}
      <p className="hint mt-1">{t.rich('keptUntil', { time: () => <Moment at={keptUntil} /> })}</p>
    </>
  )
}
