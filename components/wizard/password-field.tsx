'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button, IconButton } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { randomPassword } from './password'

interface PasswordFieldProps {
  label: string
  hint?: string
  error?: string
  required: boolean
  value: string
  onChange: (value: string) => void
}

/** A password, typed or made here. One made here is shown until it is hidden: this page is the only place that has it. */
export function PasswordField({ label, hint, error, required, value, onChange }: PasswordFieldProps) {
  const t = useTranslations('wizard.password')
  const [shown, setShown] = useState(false)
  const [made, setMade] = useState('')
  const isMade = made !== '' && made === value
  return (
    <div className="grid max-w-xl gap-1.5">
      <div className="flex items-start gap-2">
        <Field label={label} error={error} hint={hint} required={required} className="flex-1">
          {(control) => (
            <Input
              {...control}
              mono={shown}
              type={shown ? 'text' : 'password'}
              autoComplete="new-password"
              autoCapitalize="none"
              spellCheck={false}
              value={value}
              onChange={(event) => onChange(event.target.value)}
              suffix={
                <IconButton
                  icon={shown ? 'eye-off' : 'eye'}
                  label={t(shown ? 'hide' : 'show')}
                  aria-pressed={shown}
                  onClick={() => setShown(!shown)}
                  className="-mr-1.5"
                />
              }
            />
          )}
        </Field>
        <Button
          className="mt-5"
          onClick={() => {
            const next = randomPassword()
            setMade(next)
            setShown(true)
            onChange(next)
          }}
        >
          {t('generate')}
        </Button>
      </div>
      <p className="text-sm" role="status">
        {isMade && (
          <>
            {t('made')} <CopyButton text={made} what={t('it')} />
          </>
        )}
      </p>
    </div>
  )
}
