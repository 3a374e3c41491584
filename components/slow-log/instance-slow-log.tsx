'use client'

import './slow-log.css'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useDeferredValue, useMemo, useState } from 'react'
import { useMe } from '@/components/shell/shell-context'
import { useLang } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Failed } from '@/components/ui/failed'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import type { Instance } from '@/lib/model/instance'
import { PROVIDER_NAMES } from '@/lib/model/service'
import type { SlowEntry } from '@/lib/model/slow-log'
import { sentenceOf } from '@/lib/model/slow-sentence'
import { bucketMs, byNumber, countsOver, patternStats } from '@/lib/model/slow-stats'
import { spanOf } from '@/lib/model/time-range'
import { parametersQuery } from '@/lib/queries/parameters'
import { ClientTable } from './client-table'
import { useCpu } from './cpu-lines'
import { EntryList } from './entry-list'
import { PatternTable } from './pattern-table'
import { saveSlowLog } from './save'
import { Sentence } from './sentence'
import { SlowCharts } from './slow-charts'
import { Sources } from './sources'
import { SpanChips } from './span-chips'
import { SlowToolbar } from './toolbar'
import { useSlowLog } from './use-slow-log'
import { SLOW_VIEWS, useSlowState } from './use-slow-state'
import { durationText, useKeysText, useTimeText } from './words'

const MINUTE_MS = 60_000
const MOST_BUCKETS = 90
const NONE: never[] = []
const minute = (ms: number) => Math.floor(ms / MINUTE_MS) * MINUTE_MS
export const THRESHOLD = 'slowlog-log-slower-than'

/** Slow commands of an instance: what matters, when, how long, what they have in common, and one by one. */
export function InstanceSlowLog({ row }: { row: Instance }) {
  const t = useTranslations('slowLog')
  const lang = useLang()
  const { role } = useMe()
  const [state, change] = useSlowState()
  const [base, setBase] = useState(() => minute(Date.now()))
  const [reveal, setReveal] = useState(false)
  const span = useMemo(() => spanOf(state.range, base), [state.range, base])
  const isLong = span.to - span.from > 86_400_000
  const log = useSlowLog(row.ref, span, state.kind, reveal)
  const { newest, query } = log
  // What arrives is reckoned and drawn when nothing else wants to be.
  const { entries, isWhole } = useDeferredValue(log.arrived)
  const parameters = useQuery({ ...parametersQuery(row.ref), enabled: (newest?.kinds.length ?? 0) > 0 })
  const told = parameters.data?.parameters.find(({ name }) => name === THRESHOLD)?.value
  const threshold = told === undefined || told === null || Number.isNaN(Number(told)) ? null : Number(told)
  const timeText = useTimeText(isLong)
  const keysText = useKeysText()

  const nodes = useMemo(() => [...new Set(entries.flatMap(({ node }) => node ?? []))].sort(byNumber), [entries])
  const find = useDeferredValue(state.find.trim().toLowerCase())
  const found = useMemo(
    () =>
      state.node === null && find === ''
        ? entries
        : entries.filter((one) => (state.node === null || one.node === state.node) && fits(one, find)),
    [entries, state.node, find],
  )
  const inSpans = useMemo(
    () =>
      state.spans.length === 0
        ? found
        : found.filter(({ at }) => state.spans.some(({ from, to }) => at >= from && at < to)),
    [found, state.spans],
  )
  const stats = useMemo(() => patternStats(inSpans), [inSpans])
  // What the drawings and the table are of is what the sentence speaks of; a filter changes it not.
  const spoken = useMemo(
    () =>
      state.spans.length === 0
        ? entries
        : entries.filter(({ at }) => state.spans.some(({ from, to }) => at >= from && at < to)),
    [entries, state.spans],
  )
  const said = useMemo(
    () =>
      sentenceOf(spoken, {
        span,
        nodes: Math.max(nodes.length, row.shards ?? 1),
        stats: inSpans === spoken ? stats : undefined,
      }),
    [spoken, inSpans, stats, span, nodes.length, row.shards],
  )
  const looked = state.pattern ?? null
  const shown = useMemo(
    () => (looked === null ? inSpans : inSpans.filter(({ patternId }) => patternId === looked)),
    [inSpans, looked],
  )
  const clientCount = useMemo(() => new Set(shown.map((one) => one.client)).size, [shown])
  const marked = looked ?? said?.id ?? null
  const markedText = marked === null ? undefined : entries.find(({ patternId }) => patternId === marked)?.pattern
  const stepMs = bucketMs(span, MOST_BUCKETS)
  const counts = useMemo(() => countsOver(found, span, stepMs, marked), [found, span, stepMs, marked])
  const speaksOf = looked === null ? (said?.onlyOn ?? null) : (stats.find(({ id }) => id === looked)?.nodes[0] ?? null)
  const cpu = useCpu(row.ref, row.key.id, span, state.node ?? speaksOf)

  if (query.error && !newest) return <Failed error={query.error} retry={() => query.refetch()} />
  if (!newest)
    return (
      <>
        <p className="px-gut py-3 text-muted" role="status">
          {t('asking')}
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
  const views = { patterns: stats.length, entries: shown.length, clients: clientCount }
  /** Nothing is known of the span: figures would tell it as none. */
  const isUntold = log.entries.length === 0 && log.parts.length === 0 && log.refused !== null
  const isEmpty = log.entries.length === 0 && log.isWhole
  const words = t('fromTo', { from: timeText(span.from), to: timeText(span.to) })
  return (
    <div>
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
        threshold={threshold}
        thresholdHref={`/instances/${encodeURIComponent(row.ref)}?tab=parameters&name=${THRESHOLD}`}
        onSave={shown.length > 0 ? () => saveSlowLog(row.name || row.key.id, shown) : null}
      />
      {said && (
        <Sentence
          said={said}
          isLong={isLong}
          isWhole={isWhole}
          spans={state.spans.length}
          onFollow={() => change({ pattern: said.id, view: 'entries' })}
        />
      )}
      {log.refused && (
        <Banner tone="warn" title={t('refused')} className="mx-gut mb-2" role="status">
          {[log.refused.message, log.refused.code].filter(Boolean).join(' · ') || log.refused.kind}
        </Banner>
      )}
      {query.error && newest ? <ProblemBanner error={query.error} className="mx-gut mb-2" /> : null}
      {isUntold ? null : isEmpty ? (
        <Empty title={t('empty.title')}>
          {t(threshold === null ? 'empty.noThreshold' : 'empty.threshold', {
            range: words,
            threshold: threshold === null ? '' : durationText(threshold),
          })}
        </Empty>
      ) : (
        <>
          <SlowCharts
            row={row}
            span={span}
            isLong={isLong}
            counts={counts}
            stepMs={stepMs}
            marked={markedText ? `${markedText.command} ${keysText(markedText)}` : null}
            above={cpu}
            spans={state.spans}
            unread={log.unread}
            entries={shown}
            onSpan={(one) =>
              change({ spans: [...state.spans, { from: minute(one.from), to: minute(one.to) + MINUTE_MS }] })
            }
          />
          <div className="flex flex-wrap items-center gap-2 px-gut py-2">
            <fieldset className="seg small" aria-label={t('show')}>
              {SLOW_VIEWS.map((view) => (
                <button key={view} type="button" aria-pressed={state.view === view} onClick={() => change({ view })}>
                  {t(`${view}`)} <span className="text-muted">{views[view].toLocaleString('en')}</span>
                </button>
              ))}
            </fieldset>
            <SpanChips
              spans={state.spans}
              isLong={isLong}
              onChange={(spans) => change({ spans })}
              pattern={
                looked === null || !markedText
                  ? null
                  : { text: `${markedText.command} ${keysText(markedText)}`, onClear: () => change({ pattern: null }) }
              }
            />
            <span className="ml-auto flex flex-wrap items-center gap-x-3 text-muted text-sm">
              <span>{t(`measured.${state.kind}`)}</span>
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
          {state.view === 'patterns' && (
            <PatternTable stats={stats} chosen={looked} isLong={isLong} onChoose={(pattern) => change({ pattern })} />
          )}
          {state.view === 'entries' && <EntryList entries={shown} isLong={isLong} />}
          {state.view === 'clients' && <ClientTable entries={shown} isLong={isLong} />}
        </>
      )}
      <footer className="flex flex-wrap items-center gap-x-5 gap-y-1 px-gut py-2 text-muted text-sm">
        {log.shifted && <span className="text-warn">{t('shifted')}</span>}
        {log.unreadable > 0 && <span className="text-warn">{t('unreadable', { count: log.unreadable })}</span>}
        {newest.resolutionUs > 1 && <span>{t('resolution', { step: durationText(newest.resolutionUs) })}</span>}
        <Sources
          parts={log.parts}
          unread={log.refused ? log.unread : NONE}
          archive={newest.archive}
          span={span}
          isLong={isLong}
          reveal={reveal}
        />
        {newest.keptFrom !== null && Date.parse(newest.keptFrom) > span.from && newest.archive === null && (
          <span>{t('kept', { time: timeText(Date.parse(newest.keptFrom)) })}</span>
        )}
        {log.waits && (
          <Button size="small" onClick={log.readMore}>
            {t('readMore', { time: timeText(log.readFrom) })}
          </Button>
        )}
        <span className="ml-auto" role="status">
          {log.isReading && !log.isWhole
            ? t('reading', { time: timeText(log.readFrom), count: entries.length })
            : t('source', { operation: newest.operation?.split('/')[1] ?? '', calls: log.calls })}
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

/** A word of the command, a template, a client or what was shown of the command. */
function fits({ pattern, client, text }: SlowEntry, find: string): boolean {
  if (find === '') return true
  return `${pattern.command} ${pattern.keys.join(' ')} ${client ?? ''} ${text ?? ''}`.toLowerCase().includes(find)
}
