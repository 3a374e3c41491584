'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { HEADROOM_PERCENT } from '@/lib/model/need'
import { InUse } from './in-use'
import { NEED_FIELDS, type NeedField, type NeedText, NO_NEED } from './need-text'

interface NeedFieldsProps {
  need: NeedText
  wrong: readonly NeedField[]
  onNeed: (need: NeedText) => void
  /** Of a finding of right-sizing: the percent that it leaves free; connections and operations have that on top already. */
  headroom?: number
  /** Of a change of size: the instance whose use can be started from. */
  reference?: string
}

/** What the instance has to hold and bear, to start from instead of from a class. */
export function NeedFields({ need, wrong, onNeed, headroom, reference }: NeedFieldsProps) {
  const t = useTranslations('offers')
  const isTyped = NEED_FIELDS.some((field) => need[field] !== '')
  return (
    <fieldset className="min-w-0">
      <legend className="section-title pb-1.5">
        {t('need.title')}
        <small>
          {headroom === undefined
            ? t('need.hint', { percent: HEADROOM_PERCENT })
            : t('need.hintFinding', { percent: headroom })}
        </small>
      </legend>
      <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
        {NEED_FIELDS.map((field) => (
          <Field
            key={field}
            label={t(`need.${field}`)}
            className="w-36 max-wide:w-full"
            error={wrong.includes(field) && t('need.wrong')}
          >
            {(control) => (
              <Input
                {...control}
                inputMode={field === 'memoryGb' ? 'decimal' : 'numeric'}
                value={need[field]}
                suffix={field === 'memoryGb' ? 'GB' : undefined}
                onChange={(event) => onNeed({ ...need, [field]: event.target.value })}
              />
            )}
          </Field>
        ))}
        {reference && <InUse reference={reference} need={need} onNeed={onNeed} />}
        {isTyped && (
          <Button variant="quiet" onClick={() => onNeed(NO_NEED)}>
            {t('need.clear')}
          </Button>
        )}
      </div>
    </fieldset>
  )
}
