'use client'

import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import type { FleetSlow } from '@/lib/model/slow-fleet'
import { useTimeText } from '../words'
import { keptLate, summaryOf } from './shown'

/** What there is, until when it was read, and from when on it is kept where the range begins before that. */
export function FleetSummary({ data }: { data: FleetSlow }) {
  const t = useTranslations('slowLog.fleet')
  const isChinese = useLang() === 'zh'
  const timeText = useTimeText(false)
  const dayText = useTimeText(true)
  const { patterns: told, fresh, worse, muted } = summaryOf(data.rows, Date.parse(data.at))
  // An answer has those that took most time; there may be more.
  const patterns = told + Math.max(0, data.rowCount - data.rows.length)
  // What was read of all of them; of one whose cloud refuses its own line tells until when.
  const read = data.instances.filter(({ failed }) => failed === null).map(({ keptTo }) => Date.parse(keptTo))
  const late = keptLate(data.instances, Date.parse(data.from))
  const sentences = [
    [
      t('summary', { patterns, instances: data.instances.length, fresh }),
      worse === null ? t('summaryUnknown') : t('summaryWorse', { worse }),
    ].join(isChinese ? '' : ' ') + (muted > 0 ? t('summaryMuted', { count: muted }) : ''),
    read.length > 0 && t('until', { time: timeText(Math.min(...read)) }),
    late &&
      (late.oldest === null
        ? t('keptLater', { late: late.late, all: late.all })
        : t('keptSince', { time: dayText(late.oldest) })),
  ].filter((one) => typeof one === 'string')
  return <span role="status">{sentences.join(isChinese ? '' : ' ')}</span>
}
