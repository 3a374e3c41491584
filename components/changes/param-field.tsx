'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useLang } from '@/components/ui/badge'
import { Check } from '@/components/ui/check'
import { type ControlProps, Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { PasswordField } from '@/components/wizard/password-field'
import type { FieldModel } from '@/lib/explorer/fields'
import { momentFormOf } from '@/lib/explorer/moment'
import type { Locale } from '@/lib/i18n/locale'
import { hintOf } from './hint'
import { MomentField } from './moment-field'
import { useParamNames } from './words'

interface ParamFieldProps {
  field: FieldModel
  text: string
  error: string | undefined
  onChange: (text: string) => void
  /** In place of typing: what its cloud lists. */
  list?: ParamList
  /** It is of something that is made: nothing is renamed or replaced. */
  isNew?: boolean
}

export interface ParamList {
  /** Who says what can be chosen. */
  hint: string | undefined
  control: (props: ControlProps) => ReactNode
}

/** Several hints as sentences, each with its full stop; one alone as it is. */
function sentences(hints: readonly (string | undefined)[], locale: Locale): string | undefined {
  const told = hints.filter((hint) => hint !== undefined && hint !== '')
  if (told.length < 2) return told[0]
  const stop = locale === 'zh' ? '。' : '.'
  return told
    .map((hint) => (/[.。!?！？]$/.test(hint ?? '') ? hint : `${hint}${stop}`))
    .join(locale === 'zh' ? '' : ' ')
}

/** One thing that a person chooses for an action, made from the action's own schema. */
export function ParamField({ field, text, error, onChange, list, isNew = false }: ParamFieldProps) {
  const t = useTranslations('changes')
  const { value: said } = useParamNames()
  const locale = useLang()
  const { control, name, required, fallback } = field
  const key = isNew && t.has(`paramsOfNew.${name}`) ? `paramsOfNew.${name}` : `params.${name}`
  const label = t.has(key) ? t(key) : name
  const { min, max } = control.kind === 'number' ? control : {}
  const { hint, bounds } = hintOf({ label, note: field.note?.[locale], min, max, error })
  if (field.sensitivity === 'secret' && name !== 'oldPassword') {
    return (
      <PasswordField label={label} hint={hint} error={error} required={required} value={text} onChange={onChange} />
    )
  }
  if (control.kind === 'choice' && fallback !== undefined && typeof control.values[0] === 'boolean') {
    return (
      <Check
        label={label}
        hint={hint}
        checked={(text || fallback) === 'true'}
        onChange={(event) => onChange(String(event.target.checked))}
      />
    )
  }
  const moment = momentFormOf(field)
  const between = bounds && min !== undefined && max !== undefined ? t('between', { min, max }) : undefined
  return (
    <Field
      label={label}
      hint={sentences([hint, between, list?.hint], locale)}
      error={error}
      required={required}
      className="max-w-96"
    >
      {(props) =>
        list ? (
          list.control(props)
        ) : control.kind === 'choice' ? (
          <Select {...props} value={text || (fallback ?? '')} onChange={(event) => onChange(event.target.value)}>
            {fallback === undefined && <option value="">{required ? '' : t('leftOut')}</option>}
            {control.values.map((value) => (
              <option key={String(value)} value={String(value)}>
                {said(name, String(value))}
              </option>
            ))}
          </Select>
        ) : moment ? (
          <MomentField control={props} form={moment} text={text} onChange={onChange} />
        ) : (
          <Input
            {...props}
            type={field.sensitivity === 'secret' ? 'password' : 'text'}
            autoComplete={field.sensitivity === 'secret' ? 'new-password' : 'off'}
            inputMode={control.kind === 'number' ? 'numeric' : undefined}
            spellCheck={false}
            placeholder={/Utc$/.test(name) ? 'HH:MM' : undefined}
            value={text}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  )
}
