'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useMe } from '@/components/shell/shell-context'
import { Banner } from '@/components/ui/banner'
import { buttonClass } from '@/components/ui/button'
import type { Change } from '@/lib/model/change'
import { approveChange, changeNowQuery, rejectChange, withdrawChange } from '@/lib/queries/changes'
import { AtWork } from './at-work'
import { callHref } from './call-href'
import { Conclude } from './conclude'
import { ConfirmPlan } from './confirm-plan'
import { Approve, DecisionBox, Waits, Withdraw } from './decide-parts'
import { FactsNow } from './facts-now'
import { ScheduledNote } from './scheduled-note'
import { isSilence } from './silence'
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
    if (!isMine) return <DecisionBox>{t('decide.othersPlan', { who: change.requestedBy.label })}</DecisionBox>
    if (plan.blocked) {
      return (
        <DecisionBox>
          <p>{t('decide.blocked')}</p>
          <div className="flex flex-wrap gap-2">
            <Again change={change} primary />
            <WithdrawChange change={change} />
          </div>
        </DecisionBox>
      )
    }
    return (
      <DecisionBox>
        <ConfirmPlan change={change} anew={<Again change={change} primary anew />} />
        <div className="flex flex-wrap gap-2">
          <Again change={change} />
          <WithdrawChange change={change} />
        </div>
      </DecisionBox>
    )
  }
  if (state === 'waiting') {
    return (
      <DecisionBox>
        <Waits policy={change.policy} expiresAt={change.expiresAt} />
        {change.schedule && <ScheduledNote schedule={change.schedule} />}
        {isMine ? (
          <>
            <p>{t('decide.own')}</p>
            <WhoCan change={change} />
            <WithdrawChange change={change} />
          </>
        ) : isViewer ? (
          <>
            <p>{t('decide.viewer')}</p>
            <WhoCan change={change} />
          </>
        ) : (
          <>
            <FactsNow change={change} />
            <ApproveChange change={change} />
          </>
        )}
      </DecisionBox>
    )
  }
  if (state === 'scheduled' && change.schedule) {
    return (
      <DecisionBox>
        <ScheduledNote schedule={change.schedule} />
        {isMine ? (
          <WithdrawChange change={change} />
        ) : (
          <p>{t('when.othersWithdraw', { who: change.requestedBy.label })}</p>
        )}
      </DecisionBox>
    )
  }
  if (state === 'ordered') return <DecisionBox>{t('decide.ordered')}</DecisionBox>
  if (change.endedAt !== null || state === 'expired') {
    return isViewer || state === 'done' ? null : (
      <DecisionBox>
        {state === 'human' && change.concluded === null && <Conclude change={change} />}
        {isSilence(change) ? (
          <Banner tone="warn" title={t('silence.anew')}>
            {t(change.plan.costs ? 'silence.anewCosts' : 'silence.anewWhy')}
          </Banner>
        ) : (
          <p>{t(state === 'human' && change.sends > 0 && !change.concluded ? 'decide.mayBeDone' : 'decide.over')}</p>
        )}
        <div>
          <Again change={change} />
        </div>
      </DecisionBox>
    )
  }
  return (
    <DecisionBox>
      <p>{t(state === 'checking' ? 'decide.checking' : 'decide.running')}</p>
      <AtWork change={change} />
    </DecisionBox>
  )
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
    <DecisionBox>
      <p>{t('inBatch')}</p>
      <div>
        <Link href={`/changes/batch/${id}`} className={buttonClass({ variant: 'primary' })} prefetch={false}>
          {t('toBatch')}
        </Link>
      </div>
    </DecisionBox>
  )
}

/** Back to the form of a plan; `anew` says that what comes of it is another plan. */
function Again(props: { change: Change; primary?: boolean; anew?: boolean }) {
  const t = useTranslations('changes')
  if (props.change.action !== 'call') return <AgainPlanned {...props} />
  return (
    <Link href={callHref(props.change)} className={buttonClass({})} prefetch={false}>
      {t('toOperation')}
    </Link>
  )
}

function AgainPlanned({ change, primary, anew }: { change: Change; primary?: boolean; anew?: boolean }) {
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
      {t(change.state === 'planned' && !anew ? 'decide.backToForm' : 'decide.again')}
    </Link>
  )
}

function WithdrawChange({ change: { id } }: { change: Change }) {
  return <Withdraw act={useDecision(id)} withdraw={() => withdrawChange(id)} />
}

function ApproveChange({ change: { id, schedule } }: { change: Change }) {
  const t = useTranslations('changes')
  const { data } = useQuery(changeNowQuery(id))
  return (
    <Approve
      act={useDecision(id)}
      against={data?.reason && !schedule ? t('facts.impossible') : null}
      label={t(schedule ? 'decide.approveForThen' : 'decide.approve')}
      approve={() => approveChange(id)}
      reject={(reason) => rejectChange(id, reason)}
    />
  )
}
