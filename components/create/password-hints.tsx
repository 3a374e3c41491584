'use client'

import { useTranslations } from 'next-intl'
import { Shape } from '@/components/ui/shape'
import { PASSWORD_RULES } from '@/lib/explorer/password-rules'
import type { ServiceId } from '@/lib/operation'

/** The rules of the service's passwords, each with whether what is typed keeps it. Nothing is judged before anything is typed. */
export function PasswordHints({ service, text }: { service: ServiceId; text: string }) {
  const t = useTranslations('create.password')
  if (text === '') return null
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-0.5 text-sm text-text-2" aria-label={t('rulesTitle')}>
      {PASSWORD_RULES[service].map(({ id, params, holds }) => {
        const isKept = holds(text)
        return (
          <li key={id} className="flex items-baseline gap-1.5" data-kept={isKept}>
            <Shape tone={isKept ? 'ok' : 'unk'} />
            <span>
              {t(`rules.${id}`, params)}
              <span className="sr-only"> {t(isKept ? 'kept' : 'notKept')}</span>
            </span>
          </li>
        )
      })}
    </ul>
  )
}
