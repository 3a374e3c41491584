'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import type { Kind } from '@/lib/operation'

const SLOW_S = 4

interface CallProgressProps {
  kind: Kind
  /** When it was sent, in the time of `Date.now()`. */
  since: number
  onCancel: () => void
}

/** A call under way: for how long, what may keep it, and how to stop waiting. */
export function CallProgress({ kind, since, onCancel }: CallProgressProps) {
  const t = useTranslations('operations.progress')
  const [now, setNow] = useState(since)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.max(0, Math.floor((now - since) / 1000))
  const isSlow = seconds >= SLOW_S
  const isRead = kind === 'read'
  // Most calls are over before anybody could read it.
  if (seconds < 1) return null
  return (
    <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm">
      <span>{t('sent', { seconds })}</span>
      <Button size="small" onClick={onCancel}>
        {t(isRead ? 'cancel' : 'leave')}
      </Button>
      {/* Read out once, not with every second. */}
      <span role="status" className="basis-full text-muted">
        {isSlow && t(isRead ? 'slowRead' : 'slowWrite')}
      </span>
    </div>
  )
}
