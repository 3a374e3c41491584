'use client'

import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx'
import { Icon, type IconName } from './icon'

interface Look {
  /** Differs from what is stored. */
  changed?: boolean
  size?: 'small' | 'default' | 'large'
}

const shell = ({ changed, size }: Look, props: { 'aria-invalid'?: unknown; disabled?: boolean }, extra?: string) => ({
  className: cx('input', size !== 'default' && size, extra),
  'data-changed': changed || undefined,
  'data-bad': props['aria-invalid'] ? true : undefined,
  'data-off': props.disabled || undefined,
})

interface InputProps extends Look, Omit<ComponentProps<'input'>, 'size'> {
  icon?: IconName
  /** Unit or human form, inside at the right. */
  suffix?: ReactNode
  mono?: boolean
}

export function Input({ changed, size, icon, suffix, mono, className, ...props }: InputProps) {
  return (
    <div {...shell({ changed, size }, props, className)}>
      {icon && <Icon name={icon} className="text-muted" />}
      <input {...props} className={mono ? 'mono' : undefined} />
      {suffix && <span className="suffix">{suffix}</span>}
    </div>
  )
}

export function Select({ changed, size, className, ...props }: Look & Omit<ComponentProps<'select'>, 'size'>) {
  return (
    <div {...shell({ changed, size }, props, className)}>
      <select {...props} />
      <Icon name="down" className="pointer-events-none text-muted" />
    </div>
  )
}
