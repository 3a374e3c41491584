'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Moment } from '@/components/ui/time'
import type { Refused } from '@/lib/model/parameter-revert'

interface RevertNoteProps {
  /** Whose values they are: of a moment, or of a template. */
  of: { at: string } | { template: string }
  /** Values that were put into the editors, and those that are as they were. */
  count: number
  same: number
  refused: readonly Refused[]
  onClose: () => void
}

/** What going back to a moment, or to a template, means: how much is edited now, and what cannot be brought back and why. */
export function RevertNote({ of, count, same, refused, onClose }: RevertNoteProps) {
  const t = useTranslations('parameters')
  return (
    <Banner
      tone={refused.length > 0 ? 'warn' : 'info'}
      role="status"
      title={
        'template' in of
          ? t('revert.ofTemplate', { name: of.template })
          : t.rich('revert.title', { time: () => <Moment at={of.at} style="seconds" /> })
      }
      actions={
        <Button size="small" onClick={onClose}>
          {t('revert.close')}
        </Button>
      }
      className="mx-gut mt-2.5"
    >
      {t('revert.count', { count, same })}
      {refused.length > 0 && (
        <ul className="pt-1">
          {refused.map(({ name, value, why, allowed }) => (
            <li key={name} className="wrap-anywhere">
              <code>{name}</code> {t(`cannot.${why}`, { value: value === '' ? t('empty') : (value ?? ''), allowed })}
            </li>
          ))}
        </ul>
      )}
    </Banner>
  )
}
