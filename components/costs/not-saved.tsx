'use client'
import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'

/** Says that what is shown was typed here before and is not saved. */
export function NotSaved({ onDiscard }: { onDiscard: () => void }) {
  const t = useTranslations('costs.kept')
  return (
    <Banner
      tone="info"
      title={t('title')}
      actions={
        <Button size="small" onClick={onDiscard}>
          {t('discard')}
        </Button>
      }
    />
  )
}
