'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button, buttonClass } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Icon } from '@/components/ui/icon'
import { usePreferences } from '@/components/ui/preferences'
import { zoneName } from '@/lib/i18n/format'
import { LONGEST_DAYS, last, parseRange, rangeFault, type TimeRange, writeRange } from '@/lib/model/time-range'
import { RangeNotice } from './range-notice'
import { TypedField } from './typed-field'
import { useRangeLabel } from './use-range-label'

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

/** The range of a page: the last so long, or typed. Says too where the address asked for one that cannot be shown. */
export function RangePicker({ range, words, onChange, className }: RangePickerProps) {
  const t = useTranslations('monitoring')
  const [isOpen, setOpen] = useState(false)
  const label = useRangeLabel(range)
  // Both ends with their days would be the longest words of all tools; the axes have them too.
  const isOfDays = label?.isOfDays === true
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
        {label?.text ?? t('range')}
        {!isOfDays && <span className="min-w-0 max-w-[46vw] truncate text-muted">{words}</span>}
        <Icon name="down" size="sm" />
      </button>
      <RangeNotice shown={label ? label.text : words} />
      {isOpen && (
        <RangeDialog
          written={writeRange(range)}
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
            const at = { zone, now: Date.now() }
            const fault = rangeFault(text, at)
            if (fault === 'backwards') return t('typedBackwards')
            if (fault === 'future') return t('typedFuture')
            if (fault === 'long') return t('typedLong', { days: LONGEST_DAYS })
            const range = parseRange(text, at)
            if (!range) return t('typedWrong', { zone: zoneName(zone) })
            onChange(range)
            return true
          }}
        />
      </div>
    </Dialog>
  )
}
