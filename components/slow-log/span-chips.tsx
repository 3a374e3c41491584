'use client'

import { useTranslations } from 'next-intl'
import { Icon } from '@/components/ui/icon'
import type { Span } from '@/lib/model/time-range'
import { useTimeText } from './words'

interface SpanChipsProps {
  spans: readonly Span[]
  isLong: boolean
  pattern: { text: string; onClear: () => void } | null
  onChange: (spans: Span[]) => void
}

/** What of the range is looked at: each can be taken away. */
export function SpanChips({ spans, isLong, pattern, onChange }: SpanChipsProps) {
  const t = useTranslations('slowLog')
  const timeText = useTimeText(isLong)
  const words = ({ from, to }: Span) =>
    t('spanOf', { from: timeText(from), to: timeText(to), minutes: Math.round((to - from) / 60_000) })
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
      <span className="text-muted text-sm max-wide:hidden">{t('drag')}</span>
    </>
  )
}
