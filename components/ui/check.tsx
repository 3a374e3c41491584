'use client'

import type { ComponentProps, ReactNode } from 'react'

interface CheckProps extends Omit<ComponentProps<'input'>, 'type'> {
  label: ReactNode
  hint?: ReactNode
  type?: 'checkbox' | 'radio' | 'switch'
}

/** A box, radio or switch with its words. */
export function Check({ label, hint, type = 'checkbox', ...props }: CheckProps) {
  return (
    <label className="check">
      <input
        {...props}
        type={type === 'radio' ? 'radio' : 'checkbox'}
        role={type === 'switch' ? 'switch' : undefined}
        className={type === 'switch' ? 'switch' : 'box'}
      />
      <span>
        {label}
        {hint && <span className="hint block">{hint}</span>}
      </span>
    </label>
  )
}
