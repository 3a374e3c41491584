'use client'

import { useTranslations } from 'next-intl'
import { State } from '@/components/ui/status'
import type { NotTold } from '@/lib/model/access-lists'

/** That a cloud refused to tell something, with its words. */
export function Missing({ missing: { code, message }, operation }: { missing: NotTold; operation: string }) {
  const t = useTranslations('access')
  const said = [message, code].filter(Boolean).join(' · ')
  return (
    <div>
      <State tone="unk">{t('unknown')}</State>
      <p className="hint wrap-anywhere">
        {said ? t('refused', { operation, said }) : t('refusedSilent', { operation })}
      </p>
    </div>
  )
}
