'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useId } from 'react'
import { Shape } from './shape'

/** What a control needs to belong to its label, hint and error. */
export interface ControlProps {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
  'aria-required': true | undefined
}

interface FieldProps {
  label: ReactNode
  hint?: ReactNode
  /** Refused: why, and what is allowed. */
  error?: ReactNode
  required?: boolean
  /** Stands at the right end of the label's line. */
  aside?: ReactNode
  className?: string
  children: (control: ControlProps) => ReactNode
}

/** Label, control, hint and error of one input. */
export function Field({ label, hint, error, required, aside, className = '', children }: FieldProps) {
  const t = useTranslations('ui')
  const id = useId()
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return (
    <div className={`field ${className}`}>
      <div className="flex items-baseline justify-between gap-2">
        <label className="label" htmlFor={id}>
          {label}
          {required && <span className="req">{t('required')}</span>}
        </label>
        {aside}
      </div>
      {children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? true : undefined,
        'aria-required': required || undefined,
      })}
      {error && (
        <p className="err" id={`${id}-error`}>
          <Shape tone="danger" />
          <span>{error}</span>
        </p>
      )}
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}
