'use client'

import { type ComponentProps, type ReactNode, useEffect, useRef } from 'react'

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type'> {
  /** Some but not all of what it stands for. */
  some?: boolean
}

/** A bare checkbox for tables: give it an `aria-label`. */
export function Checkbox({ some = false, className = '', ...props }: CheckboxProps) {
  const ref = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (ref.current) ref.current.indeterminate = some
  }, [some])
  return <input {...props} ref={ref} type="checkbox" className={`box ${className}`} />
}

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
