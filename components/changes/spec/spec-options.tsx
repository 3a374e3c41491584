'use client'

import { useTranslations } from 'next-intl'
import { ParamField } from '@/components/changes/param-field'
import { WhyField } from '@/components/changes/why-field'
import { State } from '@/components/ui/status'
import type { FieldModel } from '@/lib/explorer/fields'
import type { OfferPrice } from '@/lib/model/offer'

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
  /** Name of the policy that will ask a second person. */
  policy: string | undefined
}

/** How it is to be done: by force, when, paid by itself, and why. */
export function SpecOptions({ fields, hasDirection, direction, draft, onDraft, why, onWhy, policy }: SpecOptionsProps) {
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
      <WhyField why={why} onWhy={onWhy} policy={policy} />
    </div>
  )
}
