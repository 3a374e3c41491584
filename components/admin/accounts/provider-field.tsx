'use client'

import { useTranslations } from 'next-intl'
import { CloudBadge, useLang } from '@/components/ui/badge'
import type { ProviderInfo } from '@/lib/model/account'
import { PROVIDER_NAMES } from '@/lib/model/service'
import { type AccountValues, emptyValues } from './form-values'

interface ProviderFieldProps {
  providers: ProviderInfo[]
  value: ProviderInfo['id']
  values: AccountValues
  onChange: (values: AccountValues) => void
}

/** Which cloud. Another choice keeps what was typed that does not belong to a cloud. */
export function ProviderField({ providers, value, values, onChange }: ProviderFieldProps) {
  const t = useTranslations('admin.form')
  const locale = useLang()
  const choose = (info: ProviderInfo) => {
    const { name, environment, team, concurrency, ratePerSecond, accessKeyId, accessKeySecret } = values
    onChange({
      ...emptyValues(info),
      name,
      environment,
      team,
      concurrency,
      ratePerSecond,
      accessKeyId,
      accessKeySecret,
    })
  }
  return (
    <fieldset className="field">
      <legend className="label mb-1">{t('provider')}</legend>
      <div className="seg w-fit">
        {providers.map((info) => (
          <label key={info.id}>
            <input
              type="radio"
              name="provider"
              className="sr-only"
              checked={value === info.id}
              onChange={() => choose(info)}
            />
            <span className="max-wide:hidden">
              <CloudBadge provider={info.id} />
            </span>
            {PROVIDER_NAMES[info.id][locale]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
