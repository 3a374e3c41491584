'use client'

import { useTranslations } from 'next-intl'
import { NETWORK_FIELDS, networkOf } from './steps'
import type { CreateForm } from './use-create-form'

const KINDS = ['classic', 'vpc'] as const

/** Which of two networks, of a service that makes instances in either: nobody gets the older one by leaving ids empty. */
export function NetworkChoice({ form: { fields = [], values, change } }: { form: CreateForm }) {
  const t = useTranslations('changes')
  const create = useTranslations('create')
  const kind = networkOf(fields, values)
  if (kind === undefined) return null
  const nothing = Object.fromEntries(NETWORK_FIELDS.map((name) => [name, '']))
  return (
    <fieldset className="field">
      <legend className="label mb-1">{t('fields.create.network')}</legend>
      <div className="flex max-w-full flex-wrap">
        <div className="seg">
          {KINDS.map((one) => (
            <label key={one}>
              <input
                type="radio"
                className="sr-only"
                name="create-network"
                checked={kind === one}
                onChange={() => change({ network: one, ...(one === 'classic' ? nothing : {}) })}
              />
              {t(`networks.${one}`)}
            </label>
          ))}
        </div>
      </div>
      <p className="hint max-w-xl">{create('networkHint')}</p>
    </fieldset>
  )
}
