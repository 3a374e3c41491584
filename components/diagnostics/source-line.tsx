'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Moment } from '@/components/ui/time'

interface SourceLineProps {
  at: string
  operations: readonly string[]
  isReading: boolean
  onAgain: () => void
}

/** When it was asked, with which calls, and a way to ask again. */
export function SourceLine({ at, operations, isReading, onAgain }: SourceLineProps) {
  const t = useTranslations('diagnostics')
  return (
    <span className="flex flex-wrap items-center gap-x-2 font-normal text-muted text-sm">
      <span>
        {t.rich('asked', {
          time: () => <Moment at={at} style="seconds" />,
          operations: operations.join(', '),
        })}
      </span>
      <Button size="small" variant="quiet" icon="refresh" reading={isReading} onClick={onAgain}>
        {t('again')}
      </Button>
    </span>
  )
}
