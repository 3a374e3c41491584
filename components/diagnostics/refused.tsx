'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { useSaidText } from '@/components/ui/problem'
import type { NotTold } from '@/lib/model/access-lists'

/** What a cloud refused to tell, in its words, where it would stand. */
export function Refused({ operation, missing }: { operation: string; missing: NotTold }) {
  const t = useTranslations('diagnostics')
  const saidText = useSaidText()
  return (
    <Banner tone="warn" title={t('refused', { operation })} role="status">
      {saidText(missing)}
    </Banner>
  )
}
