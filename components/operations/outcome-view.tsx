'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type ReactNode, type Ref, useState } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy'
import { State } from '@/components/ui/status'
import { Moment } from '@/components/ui/time'
import { indented } from '@/lib/explorer/answer'
import type { NextPage } from '@/lib/explorer/next-page'
import type { ServiceTable } from '@/lib/explorer/tables'
import type { OperationAnswer } from '@/lib/model/operation'
import type { Kind } from '@/lib/operation'
import { mayBeDone } from '@/lib/queries/problem'
import { AnswerTables } from './answer-tables'
import { FailedCall } from './failed-call'
import type { Outcome } from './kept'

interface OutcomeViewProps {
  heading: Ref<HTMLHeadingElement>
  kind: Kind
  outcome: Outcome | undefined
  /** What is told while a call is under way. */
  progress: ReactNode
  table: ServiceTable
  place: { accountId: string; region: string }
  /** Below form and preview, over the whole width. */
  isWide: boolean
  onWide: (isWide: boolean) => void
  next: (NextPage & { sending: boolean; onPress: () => void }) | undefined
  /** Sends the read again and shows customer data; undefined for who may not. */
  onReveal: (() => void) | undefined
}

/** What the cloud answered: status, time, request id; for reading, and as it came. */
export function OutcomeView(props: OutcomeViewProps) {
  const { heading, kind, outcome, progress, table, place, isWide, onWide, next, onReveal } = props
  const t = useTranslations('operations')
  const [isRaw, setRaw] = useState(false)
  const answer = outcome && 'answer' in outcome ? outcome.answer : undefined
  return (
    <section className="flex min-h-0 flex-1 flex-col border-border border-t bg-surface" aria-label={t('answer.title')}>
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1 px-4 pt-2.5 pb-1">
        <h2 ref={heading} tabIndex={-1} className="font-semibold">
          {t('answer.title')}
        </h2>
        <span role="status" className="flex flex-wrap items-center gap-x-2.5">
          {outcome && (
            <>
              {'answer' in outcome ? (
                <State tone="ok">{outcome.answer.status}</State>
              ) : mayBeDone(kind, outcome.error) ? (
                <State tone="warn">{t('answer.open')}</State>
              ) : (
                <State tone="danger">{t('answer.failed')}</State>
              )}
              <span className="text-muted text-sm">
                {t('answer.took', { ms: answer ? answer.latencyMs : outcome.tookMs })}
              </span>
              <span className="text-muted text-sm">
                <Moment at={new Date(outcome.at).toISOString()} />
              </span>
            </>
          )}
        </span>
        {answer && (
          <>
            <Button
              size="small"
              variant="quiet"
              className="ml-auto hidden full:inline-flex"
              aria-pressed={isWide}
              onClick={() => onWide(!isWide)}
            >
              {t('answer.wide')}
            </Button>
            <fieldset className="seg small ml-auto full:ml-0">
              <legend className="sr-only">{t('answer.as')}</legend>
              <button type="button" aria-pressed={!isRaw} onClick={() => setRaw(false)}>
                {t('answer.table')}
              </button>
              <button type="button" aria-pressed={isRaw} onClick={() => setRaw(true)}>
                {t('answer.raw')}
              </button>
            </fieldset>
          </>
        )}
      </div>
      {progress && <div className="px-4 py-1">{progress}</div>}
      {answer?.requestId && (
        <p className="flex items-center gap-1 px-4 text-muted text-sm">
          <code className="min-w-0 truncate">{answer.requestId}</code>
          <CopyButton text={answer.requestId} what={t('answer.requestId')} />
        </p>
      )}
      {answer?.change && (
        <p className="px-4 text-sm">
          <Link href={`/changes/${answer.change}`} prefetch={false}>
            {t('answer.change')}
          </Link>
        </p>
      )}
      {!outcome && !progress && <p className="px-4 py-2 text-muted">{t('answer.none')}</p>}
      {outcome && 'error' in outcome && (
        <FailedCall kind={kind} error={outcome.error} errors={table.errors} className="mx-4 my-2" />
      )}
      {answer?.masked && (
        <Banner
          tone="info"
          title={t('answer.masked')}
          className="mx-4 my-1"
          actions={
            onReveal && (
              <Button size="small" onClick={onReveal}>
                {t('answer.reveal')}
              </Button>
            )
          }
        >
          {onReveal ? t('answer.revealNote') : t('answer.maskedNote')}
        </Banner>
      )}
      {answer && (
        <div
          className="min-h-0 flex-1 overflow-auto pb-3"
          tabIndex={0}
          role="region"
          aria-label={t(isRaw ? 'answer.raw' : 'answer.table')}
        >
          {isRaw ? <Raw answer={answer} /> : <AnswerTables data={answer.data} table={table.operations} place={place} />}
          {next && (
            <p className="flex flex-wrap items-center gap-x-2 px-4 pt-2 text-muted text-sm">
              {next.total !== undefined && t('answer.total', { total: next.total })}
              <button type="button" className="linkbtn" disabled={next.sending} onClick={next.onPress}>
                {next.at === undefined
                  ? t('answer.nextPage')
                  : 'page' in next.at
                    ? t('answer.page', next.at)
                    : t('answer.fromRow', next.at)}
              </button>
            </p>
          )}
        </div>
      )}
    </section>
  )
}

/** The body as the cloud sent it. Lines are ours, numbers and order are the cloud's. */
function Raw({ answer: { raw, data } }: { answer: OperationAnswer }) {
  const t = useTranslations('operations')
  const text = raw === null ? JSON.stringify(data, null, 2) : indented(raw)
  return (
    <div className="relative px-4">
      <p className="hint pb-1">{t(raw === null ? 'answer.rawParsed' : 'answer.rawSent')}</p>
      <CopyButton text={raw ?? text} what={t('answer.raw')} className="absolute top-6.5 right-6" />
      <pre className="codebox whitespace-pre-wrap wrap-anywhere">{text}</pre>
    </div>
  )
}
