'use client'

import { useTranslations } from 'next-intl'
import { useSaidText } from '@/components/ui/problem'
import type { SlowArchive, SlowPart } from '@/lib/model/slow-log'
import type { Span } from '@/lib/model/time-range'
import { useTimeText } from './words'

interface SourcesProps {
  parts: readonly SlowPart[]
  /** What its cloud was asked for in vain. */
  unread: readonly Span[]
  archive: SlowArchive | null
  span: Span
  isLong: boolean
  reveal: boolean
}

/** Where what is shown is from, how far the archive goes, and what nobody has. Nothing where all is the cloud's. */
export function Sources({ parts, unread, archive, span, isLong, reveal }: SourcesProps) {
  const t = useTranslations('slowLog')
  const saidText = useSaidText()
  const timeText = useTimeText(isLong)
  if (!archive) return null
  const time = (at: string) => timeText(Date.parse(at))
  const holes = archive.holes.filter(({ from, to }) => Date.parse(to) > span.from && Date.parse(from) < span.to)
  const { failed } = archive
  const isHole = ({ from }: Span) => holes.some((hole) => Math.max(span.from, Date.parse(hole.from)) === from)
  const said = failed && saidText(failed)
  const list = [
    ...parts.map(({ from, to, source }) => t(`parts.${source}`, { from: time(from), to: time(to) })),
    ...unread
      .filter((one) => !isHole(one))
      .map(({ from, to }) => t('parts.unread', { from: timeText(from), to: timeText(to) })),
    ...holes.map(({ from, to }) => t('parts.hole', { from: time(from), to: time(to) })),
  ]
  return (
    <>
      <span data-sources>{list.join(' · ')}</span>
      <span className={failed ? 'text-warn' : ''}>
        {failed
          ? t('archive.toFailed', { time: time(archive.to), said: said ?? '' })
          : t('archive.to', { time: time(archive.to) })}
      </span>
      {reveal && parts.some(({ source }) => source === 'archive') && <span>{t('archive.noArguments')}</span>}
    </>
  )
}
