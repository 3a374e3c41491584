'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { useMe } from '@/components/shell/shell-context'
import { Tag, useLang } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { Icon } from '@/components/ui/icon'
import { addressOf } from '@/lib/explorer/address'
import { inputOf } from '@/lib/explorer/draft'
import { fieldsOfRequest } from '@/lib/explorer/fields'
import { targetTextOf } from '@/lib/explorer/target'
import { fieldsOf } from '@/lib/issues'
import type { Account } from '@/lib/model/account'
import type { OperationAnswer } from '@/lib/model/operation'
import type { Operation } from '@/lib/operation'
import { accountsQuery } from '@/lib/queries/accounts'
import { callHistoryQuery, callOperation } from '@/lib/queries/operations'
import { CopyLink } from './copy-link'
import { KindTag } from './kind'
import { OperationForm } from './operation-form'
import { type Outcome, OutcomeView } from './outcome-view'
import { PreviewBox } from './preview-box'
import { isRegionField } from './region-field'
import { SendAs } from './send-as'
import { useFilled } from './use-filled'

/** One operation: its form, what it will send, and what was answered. */
export function OperationView({ operation, onHistory }: { operation: Operation; onHistory: () => void }) {
  const t = useTranslations('operations')
  const locale = useLang()
  const me = useMe()
  const client = useQueryClient()
  const fields = useMemo(() => fieldsOfRequest(operation.request), [operation])
  const [filled, change] = useFilled(operation, fields)
  const [tried, setTried] = useState(false)
  const [asking, setAsking] = useState(false)
  const [sending, setSending] = useState(false)
  const [outcome, setOutcome] = useState<Outcome>()
  const { data: accounts } = useQuery(accountsQuery)

  const usable = accounts?.filter((account) => account.services.includes(operation.service)) ?? []
  // Unless the address says which: one that the cloud answered last time.
  const account = usable.find(({ id }) => id === filled.accountId) ?? usable.find(answers) ?? usable[0]
  const region = filled.region || account?.regions[0] || ''
  const here = { ...filled, accountId: account?.id ?? '', region }

  // A region that must be given is the one chosen above, unless somebody wrote another.
  const given = { ...filled.draft }
  for (const { name, required } of fields) if (required && isRegionField(name) && !given[name]) given[name] = region
  const input = inputOf(fields, given)
  const parsed = operation.request.safeParse(input)
  const problems = parsed.success ? {} : fieldsOf(parsed.error.issues, input)
  const wrong = Object.keys(problems)[0]
  const missing = wrong !== undefined && problems[wrong]?.code === 'required'

  const forbidden = operation.kind !== 'read' && me.role === 'viewer'
  const reason = forbidden
    ? t('send.forbidden')
    : !account
      ? t('send.noAccount')
      : wrong !== undefined
        ? t(missing ? 'send.fillIn' : 'send.correct', { field: wrong })
        : null
  const target = targetTextOf(operation, input)

  const send = async ({ reveal, confirm }: { reveal?: boolean; confirm?: string } = {}) => {
    if (!account) return
    setSending(true)
    const startedAt = Date.now()
    try {
      const answer: OperationAnswer = await callOperation(operation, {
        accountId: account.id,
        region,
        input,
        reveal,
        confirm,
      })
      setOutcome({ answer, at: startedAt })
    } catch (error) {
      setOutcome({ error, at: startedAt })
    }
    setSending(false)
    await client.invalidateQueries({ queryKey: callHistoryQuery.queryKey })
  }
  const press = () => {
    setTried(true)
    if (operation.kind === 'read') void send()
    else setAsking(true)
  }

  return (
    <div className="min-h-0 overflow-auto full:contents">
      <section className="flex min-h-0 min-w-0 flex-col" aria-labelledby="operation">
        <header className="border-border border-b px-gut pt-3.5 pb-2.5">
          <Link
            href="/operations"
            prefetch={false}
            className="mb-1 inline-flex items-center gap-1 text-accent wide:hidden"
          >
            <Icon name="left" size="sm" />
            {t('all')}
          </Link>
          <div className="flex flex-wrap items-center gap-2">
            <h1 id="operation" tabIndex={-1} className="wrap-anywhere font-mono font-semibold text-lg">
              {operation.name}
            </h1>
            <KindTag kind={operation.kind} />
            {operation.costs && <Tag tone="warn">{t('costs')}</Tag>}
            {operation.async && <Tag line>{t('async')}</Tag>}
          </div>
          <p className="mt-0.5 text-text-2">{operation.summary[locale]}</p>
          <p className="text-muted text-sm">
            <span lang={locale === 'zh' ? 'en' : 'zh'}>{operation.summary[locale === 'zh' ? 'en' : 'zh']}</span>
            {operation.manual && ` · ${t('manual', { section: operation.manual })}`}
          </p>
        </header>
        <div className="min-h-0 flex-1 px-gut py-2.5 full:overflow-auto">
          <SendAs
            accounts={usable}
            loaded={accounts !== undefined}
            account={account}
            region={region}
            onChange={(next) => change({ ...filled, ...next })}
          />
          <OperationForm
            operation={operation}
            fields={fields}
            draft={filled.draft}
            input={input}
            account={account}
            region={region}
            problems={problems}
            tried={tried}
            onChange={(draft) => change({ ...filled, draft })}
          />
        </div>
        <footer className="flex flex-wrap items-center gap-2 border-border border-t px-gut py-2.5">
          <Button variant="primary" reason={reason} sending={sending} onClick={press}>
            {t(operation.kind === 'read' ? 'send.act' : 'send.ask')}
          </Button>
          {reason && (
            <button
              type="button"
              className={forbidden ? 'text-left text-muted text-sm' : 'text-left text-danger text-sm'}
              onClick={() => setTried(true)}
            >
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
      <div className="flex min-h-0 min-w-0 flex-col border-border bg-bg full:border-l">
        <PreviewBox
          operation={operation}
          accountId={parsed.success ? account?.id : undefined}
          region={region}
          input={input}
          missing={wrong}
        />
        <OutcomeView
          outcome={outcome}
          operation={operation}
          place={{ accountId: here.accountId, region }}
          onReveal={operation.kind === 'read' && me.role !== 'viewer' ? () => send({ reveal: true }) : undefined}
        />
      </div>
      {asking && (
        <Confirm
          title={target ? t('confirm.title', { operation: operation.name, target }) : operation.name}
          loss={operation.kind === 'destructive' ? operation.summary[locale] : undefined}
          act={t('confirm.act', { operation: operation.name })}
          danger={operation.kind === 'destructive'}
          name={operation.kind === 'destructive' ? target : undefined}
          run={() => send({ confirm: target })}
          onClose={() => setAsking(false)}
        >
          <p>{t('confirm.where', { account: account?.name ?? '', region })}</p>
          {operation.kind === 'write' && <p>{operation.summary[locale]}</p>}
          {operation.costs && <p>{t('confirm.costs')}</p>}
        </Confirm>
      )}
    </div>
  )
}

const answers = ({ paused, shards }: Account) => !paused && shards.some(({ okAt, errorKind }) => okAt && !errorKind)
