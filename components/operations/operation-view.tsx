'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMemo, useRef, useState } from 'react'
import { useMe } from '@/components/shell/shell-context'
import { Button } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { addressOf, type Filled } from '@/lib/explorer/address'
import { emptyItemsOf, inputOf, pathInDraft, spokenPath } from '@/lib/explorer/draft'
import { fieldsOfRequest } from '@/lib/explorer/fields'
import { isRegionField } from '@/lib/explorer/known-fields'
import { nextPageOf } from '@/lib/explorer/next-page'
import type { ServiceTable } from '@/lib/explorer/tables'
import { targetTextOf } from '@/lib/explorer/target'
import { type Fields, fieldsOf } from '@/lib/issues'
import type { Account } from '@/lib/model/account'
import type { OperationAnswer } from '@/lib/model/operation'
import { idOf, kindOf, type Operation } from '@/lib/operation'
import { accountsQuery } from '@/lib/queries/accounts'
import { callHistoryQuery, callOperation } from '@/lib/queries/operations'
import { Cancelled } from '@/lib/queries/problem'
import { AboutOperation } from './about-operation'
import { CallProgress } from './call-progress'
import { ConfirmCall } from './confirm-call'
import { CopyLink } from './copy-link'
import type { Kept, Outcome } from './kept'
import { OperationForm } from './operation-form'
import { OperationHead } from './operation-head'
import { OutcomeView } from './outcome-view'
import { PreviewBox } from './preview-box'
import { SendAs } from './send-as'
import { UnreadAddress } from './unread-address'
import { useFilled } from './use-filled'
import { useTarget } from './use-target'

interface OperationViewProps {
  operation: Operation
  table: ServiceTable
  kept: Kept
  onHistory: () => void
}

/** One operation: its form, what it will send, and what was answered. */
export function OperationView({ operation, table, kept, onHistory }: OperationViewProps) {
  const t = useTranslations('operations')
  const me = useMe()
  const client = useQueryClient()
  const fields = useMemo(() => fieldsOfRequest(operation.request), [operation])
  const [filled, change, unread] = useFilled(operation, fields, kept)
  const [tried, setTried] = useState(false)
  const [asking, setAsking] = useState(false)
  const [sending, setSending] = useState<{ since: number; stop: AbortController }>()
  const [isWide, setWide] = useState(kept.isWide)
  const [outcome, setOutcome] = useState<Outcome | undefined>(() => kept.of(idOf(operation))?.outcome)
  const form = useRef<HTMLFormElement>(null)
  const answer = useRef<HTMLHeadingElement>(null)
  const { data: accounts } = useQuery(accountsQuery)

  const usable = accounts?.filter((account) => account.services.includes(operation.service)) ?? []
  // Unless the address says which: one that the cloud answered last time.
  const account = usable.find(({ id }) => id === filled.accountId) ?? usable.find(answers) ?? usable[0]
  const region = (account?.id === filled.accountId && filled.region) || account?.regions[0] || filled.region
  const here = { ...filled, accountId: account?.id ?? '', region }

  // A region that must be given is the one chosen above, unless somebody wrote another.
  const given = { ...filled.draft }
  for (const { name, required } of fields) if (required && isRegionField(name) && !given[name]) given[name] = region
  const input = inputOf(fields, given)
  const parsed = operation.request.safeParse(input)
  const refused = parsed.success ? {} : fieldsOf(parsed.error.issues, input)
  const problems: Fields = {}
  for (const [path, problem] of Object.entries(refused)) problems[pathInDraft(fields, given, path)] = problem
  for (const path of emptyItemsOf(fields, given)) problems[path] = { code: 'empty-item' }
  const wrong = Object.keys(problems)[0]
  const missing = wrong !== undefined && /^required|^empty-item/.test(problems[wrong]?.code ?? '')

  const forbidden = operation.kind !== 'read' && me.role === 'viewer'
  const reason = forbidden
    ? t('send.forbidden')
    : accounts && !account
      ? t('send.noAccount')
      : !account
        ? t('send.loading')
        : wrong !== undefined
          ? t(missing ? 'send.fillIn' : 'send.correct', { field: spokenPath(wrong) })
          : null
  const target = targetTextOf(operation, input)
  const isRead = operation.kind === 'read'
  const place = { service: operation.service, accountId: account?.id, region }
  const { instance, readAgain } = useTarget(place, isRead ? undefined : target)

  const send = async ({ reveal, confirm, page }: { reveal?: boolean; confirm?: string; page?: Filled } = {}) => {
    if (!account || sending) return
    const sent = page ?? { ...here, draft: given }
    const call = { accountId: sent.accountId, region: sent.region, input: inputOf(fields, sent.draft) }
    const at = Date.now()
    const stop = new AbortController()
    setSending({ since: at, stop })
    const started = performance.now()
    const end = (ended: { answer: OperationAnswer } | { error: unknown }) => {
      const next: Outcome = { at, tookMs: Math.round(performance.now() - started), sent, ...ended }
      setOutcome(next)
      kept.end(idOf(operation), filled, next)
    }
    try {
      end({ answer: await callOperation(operation, { ...call, reveal, confirm }, stop.signal) })
    } catch (error) {
      end({ error: stop.signal.aborted ? new Cancelled() : error })
    }
    setSending(undefined)
    if (!isRead) void readAgain()
    await client.invalidateQueries({ queryKey: callHistoryQuery.queryKey })
  }
  /** The answer is read out anyway; whoever is not typing goes on from it, and on a phone it comes into sight. */
  const toAnswer = () =>
    setTimeout(() => {
      if (!document.activeElement?.matches('input, select, textarea, dialog *')) answer.current?.focus()
    })
  const onward = useMemo(() => {
    if (operation.kind !== 'read' || !outcome || !('answer' in outcome)) return undefined
    return nextPageOf(fields, inputOf(fields, outcome.sent.draft), outcome.answer.data)
  }, [operation, fields, outcome])
  /** The form as it was sent, with the next page in it, and sent again. */
  const toNextPage = () => {
    if (!onward || !outcome) return
    const next = { ...outcome.sent, draft: { ...outcome.sent.draft, [onward.field]: onward.value } }
    change(next)
    void send({ page: next }).then(toAnswer)
  }
  const toFirstWrong = () => {
    setTried(true)
    // The fields that are missing are marked with the next paint.
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>(WRONG)?.focus())
  }
  const press = () => {
    if (reason) return forbidden ? undefined : toFirstWrong()
    if (operation.kind === 'read') void send().then(toAnswer)
    else setAsking(true)
  }

  const progress = sending && (
    <CallProgress kind={operation.kind} since={sending.since} onCancel={() => sending.stop.abort()} />
  )

  return (
    <div className={cx('min-h-0 overflow-auto', isWide ? 'op-wide' : 'full:contents')}>
      <section className="flex min-h-0 min-w-0 flex-col" aria-labelledby="operation">
        <OperationHead operation={operation} />
        <div className="relative min-h-0 flex-1 px-gut py-2.5 full:overflow-auto">
          <SendAs
            accounts={usable}
            loaded={accounts !== undefined}
            account={account}
            region={region}
            onChange={(next) => change({ ...here, ...next })}
          />
          {unread.length > 0 && <UnreadAddress parts={unread} />}
          <OperationForm
            operation={operation}
            table={table.operations}
            fields={fields}
            draft={filled.draft}
            input={input}
            account={account}
            region={region}
            problems={problems}
            tried={tried}
            form={form}
            onChange={(draft) => change({ ...here, draft })}
            onSubmit={press}
          />
          <AboutOperation operation={operation} errors={table.errors} />
        </div>
        <footer className="flex flex-wrap items-center gap-2 border-border border-t px-gut py-2.5">
          <Button
            variant="primary"
            reason={reason}
            sending={sending !== undefined}
            onClick={press}
            onClickCapture={() => reason && press()}
          >
            {t(operation.kind === 'read' ? 'send.act' : 'send.ask')}
          </Button>
          {reason && forbidden && <span className="text-muted text-sm">{reason}</span>}
          {reason && !forbidden && account && (
            <button type="button" className="text-left text-danger text-sm" onClick={toFirstWrong}>
              {reason}
            </button>
          )}
          <span className="ml-auto flex gap-1">
            <CopyLink path={addressOf(operation, fields, here)} />
            <Button variant="quiet" onClick={onHistory}>
              {t('history.title')}
            </Button>
          </span>
        </footer>
      </section>
      <div className="op-side flex min-h-0 min-w-0 flex-col border-border bg-bg full:border-l">
        <PreviewBox
          operation={operation}
          accountId={parsed.success ? account?.id : undefined}
          region={region}
          input={input}
          missing={wrong}
        />
        <OutcomeView
          heading={answer}
          kind={operation.kind}
          outcome={outcome}
          progress={progress}
          table={table}
          place={{ accountId: here.accountId, region }}
          isWide={isWide}
          onWide={(next) => setWide((kept.isWide = next))}
          next={onward && { ...onward, sending: sending !== undefined, onPress: toNextPage }}
          onReveal={
            operation.kind === 'read' && me.role !== 'viewer' ? () => send({ reveal: true }).then(toAnswer) : undefined
          }
        />
      </div>
      {asking && (
        <ConfirmCall
          operation={operation}
          target={target}
          kind={kindOf(operation, input)}
          targetName={instance?.name}
          account={account}
          progress={progress}
          region={region}
          input={input}
          run={() => send({ confirm: target })}
          onDone={toAnswer}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  )
}

/** The control that is wrong, or the first of a group that is. */
const WRONG = '[aria-invalid="true"], .op-field:has(> div > .err) :is(input, select, textarea)'

const answers = ({ paused, shards }: Account) => !paused && shards.some(({ okAt, errorKind }) => okAt && !errorKind)
