'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { IconButton } from './button'
import { cx } from './cx'

interface DialogProps {
  /** The act and its object. */
  title: ReactNode
  onClose: () => void
  children: ReactNode
  footer?: ReactNode
  className?: string
  /** False while something is being sent that closing would not stop. */
  closable?: boolean
  /** There is nothing in it to go to by Tab: what scrolls is reached itself. */
  isText?: boolean
}

/**
 * A modal dialog, open as long as it is mounted. Focus starts on the first `autofocus` or field, Esc closes,
 * and focus returns to what opened it: all of that is the browser's own `<dialog>`.
 */
export function Dialog({ title, onClose, children, footer, className, closable = true, isText }: DialogProps) {
  const t = useTranslations('ui')
  const ref = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    const opener = document.activeElement
    dialog.showModal()
    const first = dialog.querySelector<HTMLElement>('[data-autofocus], .dialog-body :is(input, select, textarea)')
    first?.focus()
    return () => {
      dialog.close()
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  }, [])
  return (
    <dialog
      ref={ref}
      className={cx('dialog', className)}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        if (closable) onClose()
      }}
      onClick={(event) => {
        if (event.target === ref.current && closable && !ref.current.querySelector('form')) onClose()
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <header className="flex items-start justify-between gap-4">
        <h2 id={id}>{title}</h2>
        {closable && <IconButton icon="close" label={t('close')} onClick={onClose} className="-mt-1 -mr-2" />}
      </header>
      <div className="dialog-body" tabIndex={isText ? 0 : undefined}>
        {children}
      </div>
      {footer && <footer>{footer}</footer>}
    </dialog>
  )
}
