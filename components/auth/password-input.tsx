'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { IconButton } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

interface PasswordInputProps {
  label: string
  value: string
  onChange: (value: string) => void
  autoComplete: 'current-password' | 'new-password'
  error?: string
  hint?: ReactNode
  autoFocus?: boolean
  size?: 'default' | 'large'
}

/** A password that can be shown, and that says when Caps Lock is on. */
export function PasswordInput({
  label,
  value,
  onChange,
  autoComplete,
  error,
  hint,
  autoFocus,
  size,
}: PasswordInputProps) {
  const t = useTranslations('auth')
  const [shown, setShown] = useState(false)
  const [caps, setCaps] = useState(false)
  const look = (event: KeyboardEvent) => setCaps(event.getModifierState('CapsLock'))
  return (
    <Field
      label={label}
      error={error}
      hint={hint}
      aside={
        <span className="hint" role="status">
          {caps ? t('capsLock') : ''}
        </span>
      }
    >
      {(control) => (
        <Input
          {...control}
          name={autoComplete}
          type={shown ? 'text' : 'password'}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={look}
          onKeyUp={look}
          onBlur={() => setCaps(false)}
          autoComplete={autoComplete}
          autoFocus={autoFocus}
          autoCapitalize="none"
          spellCheck={false}
          size={size}
          suffix={
            <IconButton
              icon={shown ? 'eye-off' : 'eye'}
              label={shown ? t('hide') : t('show')}
              aria-pressed={shown}
              onClick={() => setShown(!shown)}
              className="-mr-1.5"
            />
          }
        />
      )}
    </Field>
  )
}
