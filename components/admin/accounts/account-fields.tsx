'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useLang } from '@/components/ui/badge'
import { Check } from '@/components/ui/check'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Shape } from '@/components/ui/shape'
import type { ProviderInfo } from '@/lib/model/account'
import { SERVICES } from '@/lib/model/service'
import type { AccountValues } from './form-values'

export interface FieldsProps {
  values: AccountValues
  errors: Record<string, string>
  set: <K extends keyof AccountValues>(field: K, value: AccountValues[K]) => void
  changed: (field: keyof AccountValues) => boolean
  info: ProviderInfo
}

const toggled = <T,>(list: readonly T[], item: T, on: boolean) =>
  on ? [...list, item] : list.filter((each) => each !== item)

/** A group of boxes with one label and one error. */
export function Group({
  label,
  error,
  hint,
  children,
}: {
  label: string
  error?: string
  hint?: ReactNode
  children: ReactNode
}) {
  return (
    <fieldset className="field" data-bad-group={error ? '' : undefined}>
      <legend className="label mb-1">{label}</legend>
      {children}
      {error && (
        <p className="err">
          <Shape tone="danger" />
          <span>{error}</span>
        </p>
      )}
      {hint && <p className="hint">{hint}</p>}
    </fieldset>
  )
}

/** One line of text of an account. */
export function TextField({
  field,
  label,
  hint,
  required,
  list,
  mono,
  ...props
}: FieldsProps & {
  field:
    | 'name'
    | 'environment'
    | 'team'
    | 'projectIds'
    | 'mainAccountId'
    | 'concurrency'
    | 'ratePerSecond'
    | 'moreRegions'
  label: string
  hint?: ReactNode
  required?: boolean
  /** Values to offer while typing. */
  list?: readonly string[]
  mono?: boolean
}) {
  return (
    <Field label={label} hint={hint} required={required} error={props.errors[field]}>
      {(control) => (
        <>
          <Input
            {...control}
            value={props.values[field]}
            onChange={(event) => props.set(field, event.target.value)}
            changed={props.changed(field)}
            list={list && `${control.id}-list`}
            mono={mono}
            autoComplete="off"
          />
          {list && (
            <datalist id={`${control.id}-list`}>
              {list.map((value) => (
                <option key={value} value={value} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  )
}

export function ServiceField(props: FieldsProps) {
  const t = useTranslations('admin.form')
  const locale = useLang()
  const { values, set, info, errors } = props
  if (info.services.length < 2) return null
  return (
    <Group label={t('services')} error={errors.services}>
      <div className="flex flex-wrap gap-x-6 gap-y-1">
        {info.services.map((service) => (
          <Check
            key={service}
            label={SERVICES[service][locale]}
            checked={values.services.includes(service)}
            onChange={(event) => set('services', toggled(values.services, service, event.target.checked))}
          />
        ))}
      </div>
    </Group>
  )
}

export function RegionField(props: FieldsProps) {
  const t = useTranslations('admin.form')
  const locale = useLang()
  const { values, set, info, errors } = props
  return (
    <div className="grid gap-3">
      <Group label={t('regions')} error={errors.regions}>
        <div className="grid grid-cols-[repeat(auto-fill,minmax(210px,1fr))] gap-x-4 gap-y-1">
          {info.regions.map((region) => (
            <Check
              key={region.id}
              label={
                <>
                  <code>{region.id}</code> <span className="text-muted">{region[locale]}</span>
                </>
              }
              checked={values.regions.includes(region.id)}
              onChange={(event) => set('regions', toggled(values.regions, region.id, event.target.checked))}
            />
          ))}
        </div>
      </Group>
      <TextField {...props} field="moreRegions" label={t('moreRegions')} hint={t('moreRegionsHint')} mono />
    </div>
  )
}

export function SchemeField(props: FieldsProps) {
  const t = useTranslations('admin.form')
  const locale = useLang()
  const { values, set, info, errors } = props
  if (info.schemes.length < 2) return null
  return (
    <Group label={t('scheme')} error={errors.scheme} hint={t('schemeHint')}>
      {info.schemes.map((scheme) => (
        <Check
          key={scheme.id}
          type="radio"
          name="scheme"
          label={scheme[locale]}
          checked={values.scheme === scheme.id}
          onChange={() => set('scheme', scheme.id)}
        />
      ))}
    </Group>
  )
}
