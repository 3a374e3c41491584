'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { cx } from './cx'
import { Icon } from './icon'
import { toast } from './toast'

/** Copies a text; the button says for a moment that it did. `what` names the thing in the button's label. */
export function CopyButton({ text, what, className }: { text: string; what: string; className?: string }) {
  const t = useTranslations('ui')
  const [done, setDone] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setDone(true)
      setTimeout(() => setDone(false), 1_500)
    } catch {
      toast({ tone: 'warn', title: t('copyFailed') })
    }
  }
  const label = done ? t('copied') : t('copy', { what })
  return (
    <button
      type="button"
      className={cx(
        'inline-flex size-6 items-center justify-center rounded-sm align-middle text-muted hover:bg-hover',
        className,
      )}
      aria-label={label}
      data-tip={label}
      onClick={copy}
    >
      <Icon name={done ? 'check' : 'copy'} size="sm" />
    </button>
  )
}
