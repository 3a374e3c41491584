'use client'

import { useTranslations } from 'next-intl'
import { WhyField } from '@/components/changes/why-field'
import { Button } from '@/components/ui/button'

interface PlanFootProps {
  why: string
  onWhy: (why: string) => void
  sending: boolean
}

/** Why it is done, and the way to its plan. */
export function PlanFoot({ why, onWhy, sending }: PlanFootProps) {
  const t = useTranslations('changes')
  return (
    <>
      <WhyField why={why} onWhy={onWhy} policy={undefined} />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" sending={sending}>
          {t('plan')}
        </Button>
        <span className="text-muted text-sm">{t('planHint')}</span>
      </div>
    </>
  )
}
