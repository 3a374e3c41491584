'use client'

import './slow-log.css'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import { useNarrow } from '@/components/instances/use-narrow'
import { useRangeWords } from '@/components/monitoring/use-range-words'
import { useMe } from '@/components/shell/shell-context'
import { useLang } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Failed } from '@/components/ui/failed'
import { ProblemBanner, useSaidText } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { formatNumber } from '@/lib/i18n/format'
import type { Instance } from '@/lib/model/instance'
import { PROVIDER_NAMES } from '@/lib/model/service'
import { type Span, spanOf } from '@/lib/model/time-range'
import { ClientTable } from './client-table'
import { EntryList } from './entry-list'
import { NoneShown } from './none-shown'
import { PatternTable } from './pattern-table'
import { saveSlowLog } from './save'
import { NothingInSpans, Sentence } from './sentence'
import { SlowCharts } from './slow-charts'
import { Sources } from './sources'
import { SpanChips } from './span-chips'
import { withSpan } from './spans'
import { SlowToolbar } from './toolbar'
import { useEarlierOnset } from './use-earlier-onset'
import { useSlowFigures } from './use-slow-figures'
import { useSlowLog } from './use-slow-log'
import { type EntrySort, SLOW_VIEWS, useSlowState } from './use-slow-state'
import { useThreshold, useThresholdText } from './use-threshold'
import { durationText, useKeysText, useTimeText, wordsOfId } from './words'

const MINUTE_MS = 60_000
const NONE: never[] = []
const minute = (ms: number) => Math.floor(ms / MINUTE_MS) * MINUTE_MS

/** Slow commands of an instance: what matters, when, how long, what they have in common, and one by one. */
export function InstanceSlowLog({ row }: { row: Instance }) {
  const t = useTranslations('slowLog')
  const saidText = useSaidText()
  const lang = useLang()
  const { role } = useMe()
  const [state, change] = useSlowState()
  const [base, setBase] = useState(() => minute(Date.now()))
  const [reveal, setReveal] = useState(false)
  const span = useMemo(() => spanOf(state.range, base), [state.range, base])
  const words = useRangeWords(span, base)
  const log = useSlowLog(row.ref, span, state.kind, reveal)
  const { query } = log
  // What arrives is reckoned and drawn when nothing else wants to be, in parts, and until then what was there stays.
  const arrived = useDeferredValue(log.arrived)
  const { newest, entries, isWhole, span: drawn } = arrived
  const drawnWords = useRangeWords(drawn, base)
  const readWords = useRangeWords({ from: arrived.readFrom, to: arrived.pending?.from ?? drawn.to }, base)
  const isLong = drawn.to - drawn.from >= 86_400_000
  const timeText = useTimeText(isLong)
  const dayText = useTimeText(true)
  const keysText = useKeysText()

  const figures = useSlowFigures(arrived, state, row.shards)
  const { nodes, stats, said, saidOfRange, isOutside, looked, shown, listed, clients, markedText } = figures
  const { counts, isMarked, stepMs, front } = figures
  const { spans } = state
  const onSpan = useCallback(
    (one: Span) => change({ spans: withSpan(spans, { from: minute(one.from), to: minute(one.to) + MINUTE_MS }) }),
    [change, spans],
  )
  const onRemoveLast = useCallback(() => spans.length > 0 && change({ spans: spans.slice(0, -1) }), [change, spans])
  const beganAt = isWhole ? (saidOfRange?.began ?? null) : null
  const beganBefore = useEarlierOnset(row, drawn, arrived.kind, isWhole ? saidOfRange : null)
  const beganId = saidOfRange?.id ?? ''
  const beganText = saidOfRange ? `${saidOfRange.pattern.command} ${keysText(saidOfRange.pattern)}` : ''
  const began = useMemo(
    () => (beganAt === null ? null : { at: beganAt, id: beganId, text: beganText }),
    [beganAt, beganId, beganText],
  )
  const onSort = useCallback((sort: EntrySort) => change({ sort }), [change])
  const onChoose = useCallback((pattern: string | null) => change({ pattern }), [change])

  if (query.error && !log.arrived.newest) return <Failed error={query.error} retry={() => query.refetch()} />
  if (!log.arrived.newest || !newest)
    return (
      <>
        <p className="px-gut py-3 text-muted" role="status">
          {t('asking')} {log.progress && t('callsOf', log.progress)}
        </p>
        <Skeleton widths={[160, 320, 120]} rows={8} />
      </>
    )
  if (newest.kinds.length === 0)
    return (
      <Empty title={t(row.engine === 'memcached' ? 'none.memcached' : 'none.title')}>
        {row.engine === 'memcached'
          ? t('none.memcachedWhy')
          : t('none.why', { cloud: PROVIDER_NAMES[row.provider][lang] })}
      </Empty>
    )
  const views = { patterns: stats.length, entries: shown.length, clients }
  /** Nothing is known of the span: figures would tell it as none. */
  const isUntold = entries.length === 0 && arrived.parts.length === 0 && arrived.refused !== null
  const isEmpty = entries.length === 0 && isWhole
  const canFollow = stats.some(({ id }) => id === said?.id)
  const lookedText =
    looked === null ? null : markedText ? `${markedText.command} ${keysText(markedText)}` : wordsOfId(looked)
  const none = (
    <NoneShown
      state={state}
      change={change}
      isOutside={isOutside}
      pattern={state.view === 'patterns' ? null : lookedText}
      range={readWords}
      isWhole={isWhole}
      now={base}
    />
  )
  const isNone = (state.view === 'patterns' ? stats : shown).length === 0
  // The newest part may have none: what is still to be read is no zero.
  const isFirst = entries.length === 0 && !isWhole && arrived.refused === null
  return (
    <div className="slow-log">
      {/* What the toolbar shows, which does not go on paper. */}
      <p className="hidden px-gut py-2 text-muted print:block">{drawnWords}</p>
      <SlowToolbar
        state={state}
        change={change}
        span={span}
        words={words}
        kinds={newest.kinds}
        nodes={nodes}
        isReading={log.isReading}
        onAgain={() => {
          setBase(minute(Date.now()))
          void query.refetch()
        }}
        reference={row.ref}
        onSave={shown.length > 0 ? () => saveSlowLog(row.name || row.key.id, listed) : null}
      />
      {said && (
        <Sentence
          said={said}
          isLong={isLong}
          isWhole={isWhole}
          isPartial={log.isReading && !isWhole}
          spans={isOutside ? 0 : spans.length}
          beganBefore={beganBefore}
          onFollow={canFollow ? () => change({ pattern: said.id, view: 'entries' }) : null}
        />
      )}
      {!said && saidOfRange && <NothingInSpans spans={spans.length} isWhole={isWhole} />}
      {log.isReading && !isWhole && (
        <p className="px-gut pb-2 text-muted text-sm" role="status" data-reading>
          {arrived.pending
            ? t('readingNewest', {
                count: entries.length,
                from: timeText(arrived.pending.from),
                to: timeText(arrived.pending.to),
              })
            : t('reading', { time: timeText(arrived.readFrom), count: entries.length })}
          {log.progress && ` · ${t('callsOf', log.progress)}`}
        </p>
      )}
      {isWhole && log.progress && (
        <p className="px-gut pb-2 text-muted text-sm" role="status">
          {t('readingAgain')} {t('callsOf', log.progress)}
        </p>
      )}
      {arrived.refused && (
        <Banner tone="warn" title={t(isUntold ? 'refusedAll' : 'refused')} className="mx-gut mb-2" role="status">
          {saidText(arrived.refused)}
        </Banner>
      )}
      {query.error ? <ProblemBanner error={query.error} className="mx-gut mb-2" /> : null}
      {isUntold ? null : isFirst ? (
        <Skeleton widths={[160, 320, 120]} rows={8} />
      ) : isEmpty ? (
        <>
          <Nothing reference={row.ref} range={drawnWords} />
          {isOutside && none}
        </>
      ) : (
        <>
          <SlowCharts
            row={row}
            span={drawn}
            isLong={isLong}
            counts={counts}
            stepMs={stepMs}
            marked={isMarked && markedText ? `${markedText.command} ${keysText(markedText)}` : null}
            node={front}
            spans={spans}
            unread={arrived.unread}
            began={began}
            entries={shown}
            onSpan={onSpan}
            onRemoveLast={onRemoveLast}
          />
          <div className="flex flex-wrap items-center gap-2 px-gut py-2">
            <fieldset className="seg small" aria-label={t('show')}>
              {SLOW_VIEWS.map((view) => (
                <button key={view} type="button" aria-pressed={state.view === view} onClick={() => change({ view })}>
                  {t(`${view}`)} <span className="text-muted">{formatNumber(views[view])}</span>
                </button>
              ))}
            </fieldset>
            <SpanChips
              spans={state.spans}
              range={drawn}
              now={base}
              onChange={(spans) => change({ spans })}
              pattern={lookedText === null ? null : { text: lookedText, onClear: () => change({ pattern: null }) }}
            />
            <span className="ml-auto flex flex-wrap items-center gap-x-3 text-muted text-sm">
              <NarrowThreshold reference={row.ref} />
              <span>{t(`measured.${arrived.kind}`)}</span>
              <span>{t(reveal ? 'unmasked' : 'masked')}</span>
              {role !== 'viewer' && (
                <Button
                  size="small"
                  variant="quiet"
                  aria-pressed={reveal}
                  onClick={() => {
                    setReveal(!reveal)
                    if (!reveal) change({ view: 'entries' })
                  }}
                >
                  {t(reveal ? 'maskAgain' : 'unmask')}
                </Button>
              )}
            </span>
          </div>
          {isNone && none}
          {!isNone && state.view === 'patterns' && (
            <PatternTable stats={stats} chosen={looked} isLong={isLong} onChoose={onChoose} />
          )}
          {!isNone && state.view === 'entries' && (
            <EntryList entries={listed} isLong={isLong} sort={state.sort} onSort={onSort} />
          )}
          {!isNone && state.view === 'clients' && <ClientTable entries={shown} isLong={isLong} />}
        </>
      )}
      <footer className="flex flex-wrap items-center gap-x-5 gap-y-1 px-gut py-2 text-muted text-sm">
        {arrived.shifted && <span className="text-warn">{t('shifted')}</span>}
        {arrived.unreadable > 0 && <span className="text-warn">{t('unreadable', { count: arrived.unreadable })}</span>}
        {newest.resolutionUs > 1 && <span>{t('resolution', { step: durationText(newest.resolutionUs) })}</span>}
        <Sources
          parts={arrived.parts}
          unread={arrived.refused ? arrived.unread : NONE}
          archive={newest.archive}
          span={drawn}
          isLong={isLong}
          reveal={reveal}
        />
        {newest.keptFrom !== null && Date.parse(newest.keptFrom) > drawn.from && newest.archive === null && (
          <span>{t('kept', { time: dayText(Date.parse(newest.keptFrom)) })}</span>
        )}
        {log.waits && (
          <Button size="small" onClick={log.readMore}>
            {t('readMore', { time: timeText(arrived.readFrom) })}
          </Button>
        )}
        <span className="ml-auto">
          {t('source', { operation: newest.operation?.split('/')[1] ?? '', calls: arrived.calls })}
        </span>
        {row.key.service === 'jdcloud-redis' && (
          <Link href={`/operations?service=${row.key.service}`} prefetch={false}>
            {t('newer')}
          </Link>
        )}
      </footer>
    </div>
  )
}

/** That nothing took so long, and how long that is. */
function Nothing({ reference, range }: { reference: string; range: string }) {
  const t = useTranslations('slowLog')
  const threshold = useThreshold(reference)
  return (
    <Empty title={t('empty.title')}>
      {threshold == null
        ? t('empty.noThreshold', { range })
        : t('empty.threshold', { range, threshold: durationText(threshold) })}
    </Empty>
  )
}

/** The threshold where there is no room for it beside what is looked for. */
function NarrowThreshold({ reference }: { reference: string }) {
  const text = useThresholdText(reference)
  return useNarrow() && text !== '' ? <span>{text}</span> : null
}
