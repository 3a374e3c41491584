'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button, buttonClass } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Icon } from '@/components/ui/icon'
import { usePreferences } from '@/components/ui/preferences'
import { zoneName } from '@/lib/i18n/format'
import {
  isBackwards,
  isTooLong,
  LONGEST_MS,
  last,
  parseRange,
  type TimeRange,
  writeRange,
} from '@/lib/model/time-range'
import { TypedField } from './typed-field'

const FAR_MS = 100 * 365 * 86_400_000
const LONGEST_DAYS = Math.floor(LONGEST_MS / 86_400_000)

const USUAL = [
  [30, 'm'],
  [1, 'h'],
  [3, 'h'],
  [6, 'h'],
  [12, 'h'],
  [1, 'd'],
  [2, 'd'],
  [7, 'd'],
  [30, 'd'],
  [90, 'd'],
] as const

interface RangePickerProps {
  range: TimeRange
  /** Both ends as they are now. */
  words: string
  onChange: (range: TimeRange) => void
  className?: string
}

/** The range of all panels: the last so long, or typed. */
export function RangePicker({ range, words, onChange, className }: RangePickerProps) {
  const t = useTranslations('monitoring')
  const [isOpen, setOpen] = useState(false)
  const written = writeRange(range)
  const usual = USUAL.find(([amount, unit]) => writeRange(last(amount, unit)) === written)
  // Both ends with their days would be the longest words of all tools; the axes have them too.
  const isOfDays = usual?.[1] === 'd'
  return (
    <>
      <button
        type="button"
        className={buttonClass({}, className)}
        onClick={() => setOpen(true)}
        aria-haspopup="dialog"
        data-tip={isOfDays ? words : undefined}
      >
        <Icon name="clock" size="sm" />
        {usual ? t(`lastOf.${usual[1]}`, { count: usual[0] }) : t('range')}
        {!isOfDays && <span className="min-w-0 max-w-[46vw] truncate text-muted">{words}</span>}
        <Icon name="down" size="sm" />
      </button>
      {isOpen && (
        <RangeDialog
          written={written}
          onClose={() => setOpen(false)}
          onChange={(next) => {
            setOpen(false)
            onChange(next)
          }}
        />
      )}
    </>
  )
}

function RangeDialog({
  written,
  onChange,
  onClose,
}: {
  written: string
  onChange: RangePickerProps['onChange']
  onClose: () => void
}) {
  const t = useTranslations('monitoring')
  const { zone } = usePreferences()
  return (
    <Dialog title={t('chooseRange')} onClose={onClose}>
      <div className="grid gap-4">
        <div className="flex flex-wrap gap-2">
          {USUAL.map(([amount, unit]) => {
            const range = last(amount, unit)
            return (
              <Button
                key={`${amount}${unit}`}
                size="small"
                aria-pressed={writeRange(range) === written}
                onClick={() => onChange(range)}
              >
                {t(`lastOf.${unit}`, { count: amount })}
              </Button>
            )
          })}
        </div>
        <TypedField
          label={t('typed')}
          act={t('show')}
          initial={written}
          hint={t('typedHint', { zone: zoneName(zone) })}
          wrong={t('typedWrong', { zone: zoneName(zone) })}
          isPrimary
          isFirst
          onText={(text) => {
            const range = parseRange(text, { zone, now: Date.now() })
            if (isBackwards(text, { zone, now: Date.now() })) return t('typedBackwards')
            if (!range) {
              // A range that will be one some day is understood: it is only not there yet.
              const later = parseRange(text, { zone, now: Date.now() + FAR_MS })
              return later ? t('typedFuture') : t('typedWrong', { zone: zoneName(zone) })
            }
            if (isTooLong(range, Date.now())) return t('typedLong', { days: LONGEST_DAYS })
            onChange(range)
            return true
          }}
        />
      </div>
    </Dialog>
  )
}
