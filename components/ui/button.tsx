'use client'

import { useTranslations } from 'next-intl'
import { type ComponentProps, type MouseEvent, useId } from 'react'
import { cx } from './cx'
import { Icon, type IconName } from './icon'

interface Look {
  variant?: 'default' | 'primary' | 'quiet' | 'danger' | 'danger-quiet'
  size?: 'small' | 'default' | 'large'
  icon?: IconName
}

export const buttonClass = ({ variant = 'default', size = 'default' }: Look, extra?: string) =>
  cx('btn', variant !== 'default' && variant, size !== 'default' && size, extra)

interface ButtonProps extends Look, Omit<ComponentProps<'button'>, 'disabled'> {
  /** Why it cannot be used now. The button stays focusable and says so. */
  reason?: string | null | false
  /** True while what it started is under way: it keeps its width and cannot be pressed twice. */
  sending?: boolean
  /** The same where nothing is sent: it reads. */
  reading?: boolean
}

export function Button({
  variant,
  size,
  icon,
  reason,
  sending,
  reading,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const t = useTranslations('ui')
  const reasonId = useId()
  const isBusy = sending || reading
  const off = Boolean(reason) || isBusy
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (off) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <>
      <button
        type="button"
        {...rest}
        className={buttonClass({ variant, size }, className)}
        onClick={press}
        aria-disabled={off || undefined}
        aria-describedby={reason ? reasonId : rest['aria-describedby']}
        data-sending={isBusy || undefined}
        data-tip={reason || undefined}
      >
        {icon && <Icon name={icon} />}
        {isBusy ? (
          <span className="grid">
            <span className="invisible col-start-1 row-start-1">{children}</span>
            <span className="col-start-1 row-start-1">{t(reading ? 'reading' : 'sending')}</span>
          </span>
        ) : (
          children
        )}
      </button>
      {reason && (
        <span id={reasonId} className="sr-only">
          {reason}
        </span>
      )}
    </>
  )
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label'> {
  icon: IconName
  /** Accessible name and tooltip. */
  label: string
}

/** A square quiet button for toolbars and the top bar; never the only way to do a thing in a row. */
export function IconButton({ icon, label, className, ...rest }: IconButtonProps) {
  return (
    <button type="button" {...rest} className={cx('iconbtn', className)} aria-label={label} data-tip={label}>
      <Icon name={icon} />
    </button>
  )
}
