'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

const MOST_REASON = 500

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
      <Field label={t('why')} hint={t('whyHint')} className="max-w-96">
        {(props) => (
          <Input {...props} maxLength={MOST_REASON} value={why} onChange={(event) => onWhy(event.target.value)} />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" sending={sending}>
          {t('plan')}
        </Button>
        <span className="text-muted text-sm">{t('planHint')}</span>
      </div>
    </>
  )
}
