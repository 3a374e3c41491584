'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Nav } from './nav'

/** The navigation of a narrow window: a sheet from the left, closed by Esc, a press beside it, or going somewhere. */
export function NavSheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations('shell')
  const ref = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={ref}
      className="dialog sheet-nav"
      aria-label={t('nav.label')}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === ref.current) onClose()
      }}
    >
      <Nav onGo={onClose} />
    </dialog>
  )
}
