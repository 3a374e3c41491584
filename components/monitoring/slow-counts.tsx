'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { Sentence } from '@/components/slow-log/sentence'
import { TimeChart } from '@/components/slow-log/time-chart'
import { useSlowLog } from '@/components/slow-log/use-slow-log'
import { useKeysText } from '@/components/slow-log/words'
import { formatNumber } from '@/lib/i18n/format'
import type { Instance } from '@/lib/model/instance'
import { sentenceOf } from '@/lib/model/slow-sentence'
import { bucketMs, byNumber, countsOver } from '@/lib/model/slow-stats'
import type { Span } from '@/lib/model/time-range'
import type { Crosshair } from './crosshair'
import type { Mark } from './marks'

const MOST_BUCKETS = 120
const NO_SPANS: Span[] = []
const DAY_MS = 86_400_000

interface SlowCountsProps {
  row: Instance
  span: Span
  /** As it stands in the address. */
  range: string
  /** What happened meanwhile. */
  marks: readonly Mark[]
  crosshair: Crosshair
  onZoom: (span: Span) => void
}

/** Slow commands over time on the axis of the panels below, and the sentence about them. */
export function useSlowCounts({ row, span, range, marks, crosshair, onZoom }: SlowCountsProps) {
  const t = useTranslations('monitoring.together')
  const router = useRouter()
  const keysText = useKeysText()
  const { arrived, query, isReading } = useSlowLog(row.ref, span, 'db', false)
  const { entries, newest, unread, isWhole } = arrived
  const nodes = useMemo(() => [...new Set(entries.flatMap(({ node }) => node ?? []))].sort(byNumber), [entries])
  const said = useMemo(
    () => sentenceOf(entries, { span, nodes: Math.max(nodes.length, row.shards ?? 1) }),
    [entries, span, nodes.length, row.shards],
  )
  const stepMs = bucketMs(span, MOST_BUCKETS)
  const marked = said?.id ?? null
  const counts = useMemo(() => countsOver(entries, span, stepMs, marked), [entries, span, stepMs, marked])
  const markedText = entries.find(({ patternId }) => patternId === marked)?.pattern
  const search = new URLSearchParams({ tab: 'slow-log', range })
  const href = `/instances/${encodeURIComponent(row.ref)}?${search}`
  const state =
    query.error && !newest
      ? t('slowFailed')
      : !newest
        ? t('slowReading')
        : newest.kinds.length === 0
          ? t('slowNone')
          : null
  return {
    sentence: said && (
      <Sentence
        said={said}
        isLong={span.to - span.from > DAY_MS}
        isWhole={isWhole}
        onFollow={() => router.push(`${href}&view=entries&pattern=${encodeURIComponent(said.id)}`)}
      />
    ),
    panel: (
      <section className="monitor-panel" aria-labelledby="slow-counts" aria-busy={isReading} data-panel="slow">
        <header className="flex min-h-7 items-center gap-2">
          <h2 id="slow-counts" className="font-semibold text-md">
            {t('slow')}
          </h2>
        </header>
        {state ? (
          <p className="text-muted" role="status">
            {state}
          </p>
        ) : (
          <>
            <div className="min-w-0 pt-2">
              <TimeChart
                span={span}
                counts={counts}
                stepMs={stepMs}
                marked={markedText ? `${markedText.command} ${keysText(markedText)}` : null}
                spans={NO_SPANS}
                unread={unread}
                marks={marks}
                above={null}
                crosshair={crosshair}
                onSpan={onZoom}
              />
            </div>
            <p className="monitor-aside text-sm">
              <b>{formatNumber(entries.length)}</b> {t(isWhole ? 'slowAll' : 'slowSoFar')}
              <br />
              <Link href={href} prefetch={false}>
                {t('toSlowLog')}
              </Link>
            </p>
          </>
        )}
      </section>
    ),
  }
}
