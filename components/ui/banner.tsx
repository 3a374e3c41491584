import type { ReactNode } from 'react'
import { cx } from './cx'
import { Shape, type Tone } from './shape'

interface BannerProps {
  /** Stale or to know, running, failed in part, failed. */
  tone: Extract<Tone, 'info' | 'prog' | 'warn' | 'danger' | 'ok'>
  /** The fact, in bold. */
  title: ReactNode
  children?: ReactNode
  /** The remedy, at the right. */
  actions?: ReactNode
  role?: 'alert' | 'status'
  className?: string
}

export function Banner({ tone, title, children, actions, role, className }: BannerProps) {
  return (
    <div className={cx('banner', tone, className)} role={role}>
      <Shape tone={tone} />
      <div className="min-w-0 wrap-anywhere">
        <b>{title}</b> {children}
      </div>
      {actions && <div className="banner-end">{actions}</div>}
    </div>
  )
}
