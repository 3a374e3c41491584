'use client'

import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { usePreferences } from '@/components/ui/preferences'
import type { Span } from '@/lib/model/time-range'
import { spanEnds } from './spans'

interface SpanChipsProps {
  spans: readonly Span[]
  /** What is shown. */
  range: Span
  now: number
  pattern: { text: string; onClear: () => void } | null
  onChange: (spans: Span[]) => void
}

/** What of the range is looked at: each can be taken away. */
export function SpanChips({ spans, range, now, pattern, onChange }: SpanChipsProps) {
  const t = useTranslations('slowLog')
  const locale = useLang()
  const { zone } = usePreferences()
  const words = (span: Span) => {
    const [from, to] = spanEnds(span, { range, now, zone, locale })
    return t('spanOf', { from, to, minutes: Math.round((span.to - span.from) / 60_000) })
  }
  const chip = (text: string, label: string, onClear: () => void) => (
    <span
      key={text}
      className="inline-flex h-[26px] max-w-full items-center gap-1 rounded-[5px] border border-accent bg-accent-soft pl-2 text-accent text-sm"
    >
      <span className="max-w-60 truncate">{text}</span>
      <button type="button" className="flex size-6 items-center justify-center" aria-label={label} onClick={onClear}>
        <Icon name="close" size="xs" />
      </button>
    </span>
  )
  return (
    <>
      {pattern && chip(pattern.text, t('clearPattern', { pattern: pattern.text }), pattern.onClear)}
      {spans.map((span) =>
        chip(words(span), t('clearSpan', { span: words(span) }), () => onChange(spans.filter((one) => one !== span))),
      )}
      {spans.length > 1 && (
        <Button size="small" variant="quiet" onClick={() => onChange([])}>
          {t('clearSpans')}
        </Button>
      )}
      {spans.length === 0 && <span className="text-muted text-sm max-wide:hidden">{t('drag')}</span>}
    </>
  )
}
