'use client'

import { useTranslations } from 'next-intl'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

interface Keys {
  accessKeyId: string
  accessKeySecret: string
}

interface KeyFieldsProps {
  values: Keys
  errors: Record<string, string>
  set: (field: keyof Keys, value: string) => void
}

/** Key id and secret. Browsers must not keep them: no form of theirs has such a pair. */
export function KeyFields({ values, errors, set }: KeyFieldsProps) {
  const t = useTranslations('admin.form')
  const off = { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false, 'data-1p-ignore': '' }
  return (
    <div className="grid gap-4 wide:grid-cols-2">
      <Field label={t('accessKeyId')} error={errors.accessKeyId} required>
        {(control) => (
          <Input
            {...control}
            {...off}
            value={values.accessKeyId}
            onChange={(event) => set('accessKeyId', event.target.value)}
            mono
          />
        )}
      </Field>
      <Field label={t('accessKeySecret')} error={errors.accessKeySecret} hint={t('secretHint')} required>
        {(control) => (
          <Input
            {...control}
            {...off}
            type="password"
            autoComplete="new-password"
            value={values.accessKeySecret}
            onChange={(event) => set('accessKeySecret', event.target.value)}
            mono
          />
        )}
      </Field>
    </div>
  )
}
