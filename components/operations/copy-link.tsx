'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'

/** Copies the address that fills this form elsewhere. It never sends, and holds no secrets. */
export function CopyLink({ path }: { path: string }) {
  const t = useTranslations('operations')
  const ui = useTranslations('ui')
  const [done, setDone] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(`${location.origin}${path}`)
      setDone(true)
      setTimeout(() => setDone(false), 1_500)
    } catch {
      toast({ tone: 'warn', title: ui('copyFailed') })
    }
  }
  return (
    <Button variant="quiet" onClick={copy}>
      {done ? ui('copied') : t('copyLink')}
    </Button>
  )
}
