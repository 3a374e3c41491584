'use client'

import './logs.css'
import { useTranslations } from 'next-intl'
import { useDeferredValue, useMemo, useState } from 'react'
import { useRangeWords } from '@/components/monitoring/use-range-words'
import { useMe } from '@/components/shell/shell-context'
import { useTimeText } from '@/components/slow-log/words'
import { useLang } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Failed } from '@/components/ui/failed'
import { ProblemBanner, useSaidText } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import type { Instance } from '@/lib/model/instance'
import { type AuditLine, LOGS_TOLD, type LogAnswer, type LogLine } from '@/lib/model/logs'
import { PROVIDER_NAMES } from '@/lib/model/service'
import { byNumber } from '@/lib/model/slow-stats'
import { spanOf } from '@/lib/model/time-range'
import { AuditList } from './audit-list'
import { AuditState } from './audit-state'
import { LineList } from './line-list'
import { saveCommands, saveLines } from './save'
import { LogToolbar } from './toolbar'
import { useLog } from './use-log'
import { type LogState, NOTHING_ASKED, useLogState } from './use-log-state'

const MINUTE_MS = 60_000
const minute = (ms: number) => Math.floor(ms / MINUTE_MS) * MINUTE_MS

/** The running log of an instance's servers, and its audit log where it has one. */
export function InstanceLogs({ row }: { row: Instance }) {
  const t = useTranslations('logs')
  const saidText = useSaidText()
  const lang = useLang()
  const { role } = useMe()
  const [state, change] = useLogState()
  const [base, setBase] = useState(() => minute(Date.now()) + MINUTE_MS)
  const [reveal, setReveal] = useState(false)
  /** What its cloud was asked to look for: only on demand, each answer is on record. */
  const [word, setWord] = useState('')
  const span = useMemo(() => spanOf(state.range, base), [state.range, base])
  const isLong = span.to - span.from >= 86_400_000
  const words = useRangeWords(span, base)
  const timeText = useTimeText(isLong)
  const log = useLog(row.ref, {
    from: minute(span.from),
    to: minute(span.to),
    kind: state.kind,
    node: state.node,
    role: state.role,
    reveal,
    word,
    ...whoOf(state),
  })
  const { newest, query } = log
  const find = useDeferredValue(state.find.trim().toLowerCase())
  const lines = useMemo(
    () => log.lines.filter((line) => (state.level === null || line.level === state.level) && fitsLine(line, find)),
    [log.lines, state.level, find],
  )
  const commands = useMemo(() => log.commands.filter((one) => fitsCommand(one, find)), [log.commands, find])
  const nodes = useMemo(
    () => [...new Set([...log.lines, ...log.commands].flatMap(({ node }) => node ?? []))].sort(byNumber),
    [log.lines, log.commands],
  )

  const who = useMemo(() => {
    const of = (values: (string | number | null)[]) =>
      [...new Set(values.flatMap((value) => (value === null ? [] : String(value))))].sort(byNumber)
    return {
      client: of(log.commands.map(({ client }) => client)),
      account: of(log.commands.map(({ account }) => account)),
      database: of(log.commands.map(({ database }) => database)),
    }
  }, [log.commands])

  // Which logs there are does not change from one question to the next.
  const [told, setTold] = useState<Pick<LogAnswer, 'kinds' | 'roles'>>()
  if (newest && newest.kinds !== told?.kinds) setTold({ kinds: newest.kinds, roles: newest.roles })

  const mayTell = told?.kinds ?? LOGS_TOLD[row.key.service]
  const isAudit = state.kind === 'audit'
  const shown = isAudit ? commands.length : lines.length
  const name = row.name || row.key.id
  const toolbar = (
    <LogToolbar
      state={state}
      change={change}
      words={words}
      kinds={mayTell}
      roles={isAudit ? [] : (told?.roles ?? [])}
      nodes={nodes}
      who={who}
      instance={row.key.id}
      isReading={log.isReading}
      onAgain={() => {
        setBase(minute(Date.now()) + MINUTE_MS)
        void query.refetch()
      }}
      search={reveal ? { word, ask: setWord } : null}
      onSave={shown === 0 ? null : () => (isAudit ? saveCommands(name, commands) : saveLines(name, lines))}
    />
  )
  // The tools keep their place whatever stands below them: what is half typed in them is not lost.
  if (query.error && !newest)
    return (
      <div>
        {mayTell.length > 0 && toolbar}
        <Failed error={query.error} retry={() => query.refetch()} />
      </div>
    )
  if (!newest)
    return (
      <div>
        {told && toolbar}
        <p className="px-gut py-3 text-muted" role="status">
          {t('asking')}
        </p>
        <Skeleton widths={[160, 320, 120]} rows={8} />
      </div>
    )
  if (newest.kinds.length === 0)
    return (
      <Empty title={t('none.title')}>
        {row.engine === 'memcached' && row.key.service === 'alibaba-kvstore'
          ? t('none.memcached')
          : t('none.why', { cloud: PROVIDER_NAMES[row.provider][lang] })}
      </Empty>
    )
  const hasKind = newest.kinds.includes(state.kind)
  const isAsked = state.node !== null || state.level !== null || Object.values(whoOf(state)).some((one) => one !== null)
  const isSifted = log.count > 0 || (log.isWhole && !log.refused && (isAsked || word !== ''))
  return (
    <div>
      {toolbar}
      {!hasKind ? (
        <Empty title={t('noAudit.title')}>{t('noAudit.why', { cloud: PROVIDER_NAMES[row.provider][lang] })}</Empty>
      ) : (
        <>
          {isAudit && <AuditState reference={row.ref} days={newest.auditDays} />}
          {log.refused && (
            <Banner tone="warn" title={t('refused')} className="mx-gut mb-2" role="status">
              {saidText(log.refused)}
            </Banner>
          )}
          {query.error ? <ProblemBanner error={query.error} className="mx-gut mb-2" /> : null}
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-gut pb-2 text-muted text-sm">
            <span>
              {t('shown', { count: shown, all: log.count })}
              {word !== '' && ` · ${t('lookedFor', { word })}`}
            </span>
            <span className="ml-auto">{t(reveal ? 'unmasked' : isAudit ? 'maskedAudit' : 'masked')}</span>
            {role !== 'viewer' && (
              <Button
                size="small"
                variant="quiet"
                aria-pressed={reveal}
                onClick={() => {
                  setReveal(!reveal)
                  setWord('')
                }}
              >
                {t(reveal ? 'maskAgain' : 'unmask')}
              </Button>
            )}
          </div>
          {shown === 0 ? (
            isSifted && !log.isReading ? (
              <Empty
                title={t('empty.nothingFits')}
                action={
                  <Button
                    onClick={() => {
                      setWord('')
                      change(NOTHING_ASKED)
                    }}
                  >
                    {t('empty.clear')}
                  </Button>
                }
              >
                {state.find.trim() === '' ? t('empty.filtered') : t('empty.notFound', { text: state.find.trim() })}
                {!log.isWhole && ` ${t('empty.readFrom', { time: timeText(log.readFrom) })}`}
              </Empty>
            ) : log.isWhole && !log.refused ? (
              <Empty title={t('empty.title')}>
                {t(isAudit && newest.auditDays === 0 ? 'empty.off' : 'empty.why', { range: words })}
              </Empty>
            ) : null
          ) : isAudit ? (
            <AuditList commands={commands} isLong={isLong} instance={row.key.id} />
          ) : (
            <LineList lines={lines} isLong={isLong} instance={row.key.id} />
          )}
          <footer className="flex flex-wrap items-center gap-x-5 gap-y-1 px-gut py-2 text-muted text-sm">
            {log.shifted && <span className="text-warn">{t('shifted')}</span>}
            {log.unreadable > 0 && <span className="text-warn">{t('unreadable', { count: log.unreadable })}</span>}
            {log.waits && (
              <Button size="small" onClick={log.readMore}>
                {t('readMore', { time: timeText(log.readFrom) })}
              </Button>
            )}
            <span className="ml-auto" role="status">
              {log.isReading && !log.isWhole
                ? t('reading', { time: timeText(log.readFrom), count: log.count })
                : t('source', { operation: newest.operation?.split('/')[1] ?? '', calls: log.calls })}
            </span>
          </footer>
        </>
      )}
    </div>
  )
}

/** Only the audit log is asked for by them. */
const whoOf = ({ kind, client, account, database }: LogState) =>
  kind === 'audit' ? { client, account, database } : { client: null, account: null, database: null }

const fitsLine = ({ text, node }: LogLine, find: string): boolean =>
  find === '' || `${text} ${node ?? ''}`.toLowerCase().includes(find)

const fitsCommand = ({ pattern, text, client, account, type }: AuditLine, find: string): boolean =>
  find === '' ||
  `${pattern.command} ${pattern.keys.join(' ')} ${text ?? ''} ${client ?? ''} ${account ?? ''} ${type ?? ''}`
    .toLowerCase()
    .includes(find)
