'use client'

import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import { Check } from '@/components/ui/check'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { PasswordField } from '@/components/wizard/password-field'
import type { Draft } from '@/lib/explorer/draft'
import type { FieldModel } from '@/lib/explorer/fields'
import type { ServiceId } from '@/lib/operation'
import { ChoiceControl, useListHint } from './choice-control'
import type { FieldList } from './lists'
import { PasswordHints } from './password-hints'
import { TagsField } from './tags-field'
import { useFieldName, useValueWords } from './words'

export interface CreateFieldProps {
  field: FieldModel
  value: Draft | undefined
  /** Must be given as the other fields stand. */
  needed: boolean
  /** What can be chosen here; null: nobody lists it; undefined: it is no list. */
  list: FieldList | null | undefined
  /** Whose rules a password has. */
  service?: ServiceId
  errorAt: (path: string) => string | undefined
  /** Beside the schema's own note. */
  note?: string
  onChange: (value: Draft) => void
}

const MOST_SEGMENTS = 4

/** One thing that is chosen for a new instance, by the service's own schema and what its cloud lists. */
export function CreateField(props: CreateFieldProps) {
  const { field, value, needed, list, service, errorAt, note, onChange } = props
  const t = useTranslations('create')
  const locale = useLang()
  const words = useValueWords()
  const label = useFieldName()(field.name)
  const listHint = useListHint(list, field.name)
  const { control, name, fallback } = field
  const text = typeof value === 'string' ? value : ''
  const error = errorAt(name)
  const required = field.required || needed
  const bounds =
    control.kind === 'number' && control.min !== undefined && control.max !== undefined
      ? t('between', { min: control.min, max: control.max })
      : undefined
  // A note says the bounds already.
  const own = field.note?.[locale] ?? bounds
  // What is wrong may say the note itself.
  const isSaid = own !== undefined && error?.includes(own.replace(/[.。]$/, ''))
  const notes = [note, isSaid ? undefined : own, listHint].filter((text) => text !== undefined && text !== '')
  // Pieces that were not written for each other, told apart.
  const hint =
    notes.map((text, i) => (i < notes.length - 1 ? text?.replace(/[.。]$/, '') : text)).join(' · ') || undefined
  if (field.sensitivity === 'secret') {
    return (
      <div className="grid gap-1">
        <PasswordField label={label} hint={hint} error={error} required={required} value={text} onChange={onChange} />
        {service && <PasswordHints service={service} text={text} />}
      </div>
    )
  }
  if (control.kind === 'list') {
    return <TagsField label={label} hint={hint} field={field} value={value} errorAt={errorAt} onChange={onChange} />
  }
  if (control.kind === 'choice' && typeof control.values[0] === 'boolean') {
    return (
      <Check
        label={label}
        hint={hint}
        checked={(text || fallback) === 'true'}
        onChange={(event) => onChange(String(event.target.checked))}
      />
    )
  }
  if (control.kind === 'choice' && fallback !== undefined && control.values.length <= MOST_SEGMENTS) {
    return (
      <fieldset className="field">
        <legend className="label mb-1">{label}</legend>
        <div className="flex max-w-full flex-wrap">
          <div className="seg">
            {control.values.map(String).map((one) => (
              <label key={one}>
                <input
                  type="radio"
                  className="sr-only"
                  name={`create-${name}`}
                  checked={(text || fallback) === one}
                  onChange={() => onChange(one)}
                />
                {words(name, one)}
              </label>
            ))}
          </div>
        </div>
        {error && <p className="err">{error}</p>}
        {hint && <p className="hint max-w-xl">{hint}</p>}
      </fieldset>
    )
  }
  return (
    <Field label={label} hint={hint} error={error} required={required} className="max-w-xl">
      {(props) =>
        list ? (
          <ChoiceControl control={props} list={list} required={required} value={text} onChange={onChange} />
        ) : control.kind === 'choice' ? (
          <Select {...props} value={text || (fallback ?? '')} onChange={(event) => onChange(event.target.value)}>
            {fallback === undefined && <option value="">{t(required ? 'choose' : 'leftEmpty')}</option>}
            {control.values.map((one) => (
              <option key={String(one)} value={String(one)}>
                {words(name, String(one))}
              </option>
            ))}
          </Select>
        ) : (
          <Input
            {...props}
            autoComplete="off"
            spellCheck={false}
            inputMode={control.kind === 'number' ? 'numeric' : undefined}
            placeholder={fallback}
            value={text}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  )
}
