import type { ReactNode } from 'react'
import { cx } from './cx'
import { Icon } from './icon'
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

/** A banner of at most two lines for a narrow window; pressing it opens what it says and the remedy. */
export function FoldedBanner({ tone, title, children, actions }: Omit<BannerProps, 'role' | 'className'>) {
  return (
    <details className={cx('group/fold banner', tone, 'block!')}>
      <summary className="flex cursor-pointer list-none items-center gap-2 [&::-webkit-details-marker]:hidden">
        <Shape tone={tone} />
        <b className="line-clamp-2 min-w-0 flex-1 wrap-anywhere">{title}</b>
        <Icon name="down" size="xs" className="flex-none text-muted group-open/fold:rotate-180" />
      </summary>
      <div className="grid gap-1.5 pt-1.5 pl-5 wrap-anywhere">
        <p>{children}</p>
        {actions ? <div className="flex flex-wrap gap-x-3">{actions}</div> : null}
      </div>
    </details>
  )
}
