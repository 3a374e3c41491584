'use client'

import { useTranslations } from 'next-intl'
import { ParamField } from '@/components/changes/param-field'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { State } from '@/components/ui/status'
import type { FieldModel } from '@/lib/explorer/fields'
import type { OfferPrice } from '@/lib/model/offer'

const MOST_REASON = 500

interface SpecOptionsProps {
  /** What the action asks beyond the class. */
  fields: readonly FieldModel[]
  /** Of a subscription whose cloud tells upgrades from downgrades. */
  hasDirection: boolean
  direction: OfferPrice['direction']
  draft: Record<string, string>
  onDraft: (draft: Record<string, string>) => void
  why: string
  onWhy: (why: string) => void
}

/** How it is to be done: by force, when, paid by itself, and why. */
export function SpecOptions({ fields, hasDirection, direction, draft, onDraft, why, onWhy }: SpecOptionsProps) {
  const t = useTranslations('changes')
  const isKnown = direction !== null
  const shown = fields.filter(({ name }) => name !== 'downgrade' || (hasDirection && !isKnown))
  return (
    <div className="grid max-w-[640px] gap-3">
      {hasDirection && (
        <p>
          <State tone={isKnown ? 'info' : 'unk'}>{t(`spec.direction.${direction ?? 'unknown'}`)}</State>
          <span className="hint block">{t('spec.directionWhy')}</span>
        </p>
      )}
      {shown.map((field) => (
        <ParamField
          key={field.name}
          field={field}
          text={draft[field.name] ?? ''}
          error={undefined}
          onChange={(text) => onDraft({ ...draft, [field.name]: text })}
        />
      ))}
      {shown.length === 0 && <p className="text-text-2">{t('nothingToChoose')}</p>}
      <Field label={t('why')} hint={t('whyHint')}>
        {(props) => (
          <Input {...props} maxLength={MOST_REASON} value={why} onChange={(event) => onWhy(event.target.value)} />
        )}
      </Field>
    </div>
  )
}
