'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { usePreferences } from '@/components/ui/preferences'
import type { DraftObject } from '@/lib/explorer/draft'
import type { FieldModel } from '@/lib/explorer/fields'
import { type MomentForm, momentText, spanOf } from '@/lib/explorer/moment'
import { formatFull } from '@/lib/i18n/format'

interface MomentPickerProps {
  form: MomentForm
  text: string
  /** The label of the field it belongs to. */
  labelId: string
  onPick: (text: string) => void
}

/** Date and time to be chosen in the reader's own zone, and the same moment told in it; the cloud's form is written. */
export function MomentPicker({ form, text, labelId, onPick }: MomentPickerProps) {
  const t = useTranslations('operations.moment')
  const { zone } = usePreferences()
  const at = Date.parse(text)
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
      <input
        type="datetime-local"
        className="bg-transparent"
        aria-label={t(zone === 'utc' ? 'pickUtc' : 'pick')}
        aria-describedby={labelId}
        onChange={(event) => {
          const picked = Date.parse(event.target.value + (zone === 'utc' ? 'Z' : ''))
          if (!Number.isNaN(picked)) onPick(momentText(picked, form))
        }}
      />
      {!Number.isNaN(at) && <span>{formatFull(new Date(at).toISOString(), zone)}</span>}
    </div>
  )
}

const HOUR_MS = 3_600_000
const SPANS = { hour: HOUR_MS, day: 24 * HOUR_MS }

/** Fills start and end with the last hour or day, where a request has both. */
export function QuickSpans(props: { fields: readonly FieldModel[]; onPick: (part: DraftObject) => void }) {
  const t = useTranslations('operations.moment')
  const span = spanOf(props.fields)
  if (!span) return null
  const pick = (ms: number) => {
    const now = Date.now()
    props.onPick({ [span.start]: momentText(now - ms, span.form), [span.end]: momentText(now, span.form) })
  }
  return (
    <div className="op-field">
      <span className="name text-muted">{t('span')}</span>
      <div className="flex gap-1">
        {(['hour', 'day'] as const).map((one) => (
          <Button key={one} size="small" onClick={() => pick(SPANS[one])}>
            {t(one)}
          </Button>
        ))}
      </div>
    </div>
  )
}
