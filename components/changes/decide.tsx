'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { useMe } from '@/components/shell/shell-context'
import { Button, buttonClass } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ProblemBanner } from '@/components/ui/problem'
import { Moment } from '@/components/ui/time'
import type { Change } from '@/lib/model/change'
import { approveChange, rejectChange, withdrawChange } from '@/lib/queries/changes'
import { callHref } from './call-href'
import { ConfirmPlan } from './confirm-plan'
import { FactsNow } from './facts-now'
import { ScheduledNote } from './scheduled-note'
import { useDecision } from './use-decision'

/** What this person can do with the change now, or why not. */
export function Decide({ change }: { change: Change }) {
  const t = useTranslations('changes')
  const me = useMe()
  const isMine = change.requestedBy.id === me.id
  const isViewer = me.role === 'viewer'
  const { state, plan } = change
  if (change.batchId && ['planned', 'waiting', 'queued'].includes(state)) return <InBatch id={change.batchId} />
  if (state === 'planned') {
    if (!isMine) return <Box>{t('decide.othersPlan', { who: change.requestedBy.label })}</Box>
    if (plan.blocked) {
      return (
        <Box>
          <p>{t('decide.blocked')}</p>
          <div className="flex flex-wrap gap-2">
            <Again change={change} primary />
            <Withdraw change={change} />
          </div>
        </Box>
      )
    }
    return (
      <Box>
        <ConfirmPlan change={change} />
        <div className="flex flex-wrap gap-2">
          <Again change={change} />
          <Withdraw change={change} />
        </div>
      </Box>
    )
  }
  if (state === 'waiting') {
    return (
      <Box>
        <p>
          {t('decide.waits', { policy: change.policy ?? '' })}{' '}
          {change.expiresAt &&
            t.rich('decide.until', { time: () => <Moment at={change.expiresAt ?? ''} style="seconds" /> })}
        </p>
        {change.schedule && <ScheduledNote schedule={change.schedule} />}
        {isMine ? (
          <>
            <p>{t('decide.own')}</p>
            <WhoCan change={change} />
            <Withdraw change={change} />
          </>
        ) : isViewer ? (
          <>
            <p>{t('decide.viewer')}</p>
            <WhoCan change={change} />
          </>
        ) : (
          <>
            <FactsNow change={change} />
            <Approve change={change} />
          </>
        )}
      </Box>
    )
  }
  if (state === 'scheduled' && change.schedule) {
    return (
      <Box>
        <ScheduledNote schedule={change.schedule} />
        {isMine ? <Withdraw change={change} /> : <p>{t('when.othersWithdraw', { who: change.requestedBy.label })}</p>}
      </Box>
    )
  }
  if (state === 'ordered') return <Box>{t('decide.ordered')}</Box>
  if (change.endedAt !== null || state === 'expired') {
    return isViewer || state === 'done' ? null : (
      <Box>
        <p>{t('decide.over')}</p>
        <div>
          <Again change={change} />
        </div>
      </Box>
    )
  }
  return <Box>{t(state === 'checking' ? 'decide.checking' : 'decide.running')}</Box>
}

/** Who else may approve it, by name when they are few. */
function WhoCan({ change: { approvers, requestedBy } }: { change: Change }) {
  const t = useTranslations('changes')
  if (!approvers) return null
  const { count, names } = approvers
  return (
    <p>
      {t('decide.whoCan', { count, names: names.length > 0 ? names.join(t('comma')) : 'none', who: requestedBy.label })}
    </p>
  )
}

/** A row of a batch: what can be decided is decided there. */
function InBatch({ id }: { id: string }) {
  const t = useTranslations('batches')
  return (
    <Box>
      <p>{t('inBatch')}</p>
      <div>
        <Link href={`/changes/batch/${id}`} className={buttonClass({ variant: 'primary' })} prefetch={false}>
          {t('toBatch')}
        </Link>
      </div>
    </Box>
  )
}

function Box({ children }: { children: ReactNode }) {
  const t = useTranslations('changes')
  return (
    <section id="decision" tabIndex={-1} className="grid gap-2.5 px-4 py-3.5" aria-label={t('decide.title')}>
      <h2 className="font-semibold">{t('decide.title')}</h2>
      {children}
    </section>
  )
}

function Again(props: { change: Change; primary?: boolean }) {
  const t = useTranslations('changes')
  if (props.change.action !== 'call') return <AgainPlanned {...props} />
  return (
    <Link href={callHref(props.change)} className={buttonClass({})} prefetch={false}>
      {t('toOperation')}
    </Link>
  )
}

function AgainPlanned({ change, primary }: { change: Change; primary?: boolean }) {
  const t = useTranslations('changes')
  return (
    <Link
      href={
        change.action === 'create'
          ? `/instances/new?change=${change.id}`
          : `/instances/${encodeURIComponent(change.ref)}/change/${change.action}?from=${change.id}`
      }
      className={buttonClass({ variant: primary ? 'primary' : 'default' })}
      prefetch={false}
    >
      {t(change.state === 'planned' ? 'decide.backToForm' : 'decide.again')}
    </Link>
  )
}

function Withdraw({ change: { id } }: { change: Change }) {
  const t = useTranslations('changes')
  const { run, running, problem } = useDecision(id)
  return (
    <>
      {problem ? <ProblemBanner error={problem} /> : null}
      <div>
        <Button variant="quiet" sending={running !== null} onClick={() => run('withdraw', () => withdrawChange(id))}>
          {t('decide.withdraw')}
        </Button>
      </div>
    </>
  )
}

function Approve({ change: { id } }: { change: Change }) {
  const t = useTranslations('changes')
  const ui = useTranslations('ui')
  const { run, running, problem } = useDecision(id)
  const [rejecting, setRejecting] = useState(false)
  const [reason, setReason] = useState('')
  return (
    <>
      {problem ? <ProblemBanner error={problem} /> : null}
      {rejecting ? (
        <form
          className="grid gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            if (reason.trim()) void run('reject', () => rejectChange(id, reason.trim()))
          }}
        >
          <Field label={t('decide.rejectWhy')} required>
            {(props) => (
              <Input
                {...props}
                autoFocus
                maxLength={500}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
          <div className="flex gap-2">
            <Button
              type="submit"
              variant="danger"
              sending={running === 'reject'}
              reason={reason.trim() ? null : t('decide.reasonNeeded')}
            >
              {t('decide.reject')}
            </Button>
            <Button onClick={() => setRejecting(false)}>{ui('cancel')}</Button>
          </div>
        </form>
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button
            variant="primary"
            sending={running === 'approve'}
            onClick={() => run('approve', () => approveChange(id))}
          >
            {t('decide.approve')}
          </Button>
          <Button variant="danger-quiet" onClick={() => setRejecting(true)}>
            {t('decide.rejectOpen')}
          </Button>
        </div>
      )}
    </>
  )
}
