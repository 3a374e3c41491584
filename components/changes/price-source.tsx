'use client'

import { useTranslations } from 'next-intl'
import { CopyButton } from '@/components/ui/copy'
import type { Priced } from '@/lib/model/plan-money'

/** Which questions the amounts answer, with the requests to quote to the cloud's support. */
export function PriceSource({ priced }: { priced: readonly (Priced | null)[] }) {
  const t = useTranslations('changes.money')
  const quotes = new Map(
    priced.flatMap((one) => (one?.source.kind === 'quote' ? [[JSON.stringify(one.source), one.source] as const] : [])),
  )
  if (quotes.size === 0) return null
  return (
    <details className="mt-1 text-sm">
      <summary className="text-muted">{t('source')}</summary>
      <ul className="grid gap-1 pt-1">
        {[...quotes].map(([key, { operation, order, requestId }]) => (
          <li key={key} className="flex flex-wrap items-center gap-x-2 text-text-2">
            <code>{operation}</code> <code>{order}</code>
            {requestId && (
              <span className="flex min-w-0 items-center gap-1">
                <code className="wrap-anywhere">{requestId}</code>
                <CopyButton text={requestId} what={t('requestId')} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
