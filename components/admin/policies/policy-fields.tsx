'use client'

import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { useLang } from '@/components/ui/badge'
import { Check } from '@/components/ui/check'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { formatDuration } from '@/lib/i18n/format'
import { ACTIONS } from '@/lib/model/action'
import { type Policy } from '@/lib/model/approval-policy'
import { isRightMinutes, LIMITS } from './use-policy-list'

interface FieldsProps {
  policy: Policy
  environments: string[]
  showErrors: boolean
  onChange: (change: Partial<Policy>) => void
}

const toggled = <T,>(all: readonly T[], one: T): T[] =>
  all.includes(one) ? all.filter((each) => each !== one) : [...all, one]

/** What one policy is for, and what it wants. */
export function PolicyFields({ policy, environments, showErrors, onChange }: FieldsProps) {
  const t = useTranslations('admin.policies')
  const changes = useTranslations('changes')
  const problems = useTranslations('problems')
  const group = useId()
  return (
    <div className="grid gap-4 pl-8 max-wide:pl-0">
      <Field
        label={t('name')}
        required
        className="max-w-96"
        error={showErrors && policy.name.trim() === '' ? problems('fields.required') : undefined}
      >
        {(control) => (
          <Input
            {...control}
            maxLength={LIMITS.name}
            value={policy.name}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      <Boxes
        legend={t('environments')}
        hint={t('noneMeansAll')}
        values={environments}
        chosen={policy.environments}
        word={(name) => name}
        onToggle={(name) => onChange({ environments: toggled(policy.environments, name) })}
      />
      <Field label={t('kind')} className="max-w-60">
        {(control) => (
          <Select
            {...control}
            value={policy.kinds.length === 1 ? policy.kinds[0] : ''}
            onChange={({ target: { value } }) =>
              onChange({ kinds: value === 'write' || value === 'destructive' ? [value] : [] })
            }
          >
            <option value="">{t('anyKind')}</option>
            <option value="write">{t('kinds.write')}</option>
            <option value="destructive">{t('kinds.destructive')}</option>
          </Select>
        )}
      </Field>
      <Boxes
        legend={t('actions')}
        hint={t('noneMeansAll')}
        values={ACTIONS}
        chosen={policy.actions}
        word={(id) => changes(`actions.${id}`)}
        onToggle={(id) => onChange({ actions: toggled(policy.actions, id) })}
      />
      <fieldset className="grid gap-1">
        <legend className="label mb-1">{t('wants')}</legend>
        <Check
          type="radio"
          name={group}
          label={t('second')}
          checked={policy.approval}
          onChange={() => onChange({ approval: true })}
        />
        <Check
          type="radio"
          name={group}
          label={t('nobody')}
          checked={!policy.approval}
          onChange={() => onChange({ approval: false, breakGlass: false })}
        />
      </fieldset>
      {policy.approval && (
        <>
          <Minutes value={policy.expiresMinutes} onChange={(expiresMinutes) => onChange({ expiresMinutes })} />
          <Check
            label={t('breakGlass')}
            hint={t('breakGlassHint')}
            checked={policy.breakGlass}
            onChange={(event) => onChange({ breakGlass: event.target.checked })}
          />
        </>
      )}
    </div>
  )
}

/** How long a request waits, in minutes; what is typed stays as it was typed. */
function Minutes({ value, onChange }: { value: number; onChange: (minutes: number) => void }) {
  const t = useTranslations('admin.policies')
  const locale = useLang()
  const [text, setText] = useState(Number.isFinite(value) ? String(value) : '')
  const isRight = isRightMinutes(value)
  const { minMinutes: min, maxMinutes: max } = LIMITS
  return (
    <Field
      label={t('expires')}
      className="max-w-60"
      error={isRight ? undefined : t('outOfRange', { min, max })}
      hint={t('expiresHint')}
    >
      {(control) => (
        <Input
          {...control}
          inputMode="numeric"
          value={text}
          suffix={isRight ? `${t('minutes')} · ${formatDuration(value * 60, locale)}` : t('minutes')}
          onChange={(event) => {
            setText(event.target.value)
            onChange(/^\d+$/.test(event.target.value.trim()) ? Number(event.target.value) : Number.NaN)
          }}
        />
      )}
    </Field>
  )
}

interface BoxesProps<T extends string> {
  legend: string
  hint: string
  values: readonly T[]
  chosen: readonly T[]
  word: (value: T) => string
  onToggle: (value: T) => void
}

function Boxes<T extends string>({ legend, hint, values, chosen, word, onToggle }: BoxesProps<T>) {
  return (
    <fieldset>
      <legend className="label mb-1">
        {legend} <span className="font-normal text-muted">{hint}</span>
      </legend>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(180px,1fr))] gap-x-4 gap-y-1">
        {values.map((value) => (
          <Check key={value} label={word(value)} checked={chosen.includes(value)} onChange={() => onToggle(value)} />
        ))}
      </div>
    </fieldset>
  )
}
