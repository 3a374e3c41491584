'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Approve, DecisionBox, Waits, Withdraw } from '@/components/changes/decide-parts'
import { useMe } from '@/components/shell/shell-context'
import { Button } from '@/components/ui/button'
import { Check } from '@/components/ui/check'
import { ProblemBanner } from '@/components/ui/problem'
import type { Batch } from '@/lib/model/batch'
import { approveBatch, rejectBatch, resumeBatch, stopBatch, withdrawBatch } from '@/lib/queries/batches'
import { BatchTime } from './batch-time'
import { ConfirmBatch } from './confirm-batch'
import { useBatchAct } from './use-batch-act'

/** What this person can do with the batch now, or why not. */
export function DecideBatch({ batch }: { batch: Batch }) {
  const t = useTranslations('batches')
  const changes = useTranslations('changes')
  const me = useMe()
  const isMine = batch.requestedBy.id === me.id
  const isViewer = me.role === 'viewer'
  const { state, again } = batch
  if (state === 'planning' || state === 'planned') {
    if (!isMine) return <DecisionBox>{changes('decide.othersPlan', { who: batch.requestedBy.label })}</DecisionBox>
    return (
      <DecisionBox>
        {state === 'planning' ? (
          <p>{t('decide.planning')}</p>
        ) : batch.totals.rows === 0 ? (
          <p>{t('decide.nothing')}</p>
        ) : (
          <ConfirmBatch batch={batch} />
        )}
        <WithdrawBatch batch={batch} />
      </DecisionBox>
    )
  }
  if (state === 'waiting') {
    return (
      <DecisionBox>
        <Waits policy={batch.policy} expiresAt={batch.expiresAt} />
        <BatchTime batch={batch} />
        {isMine ? (
          <>
            <p>{changes('decide.own')}</p>
            <WithdrawBatch batch={batch} />
          </>
        ) : isViewer ? (
          <p>{changes('decide.viewer')}</p>
        ) : (
          <ApproveBatch batch={batch} />
        )}
      </DecisionBox>
    )
  }
  if (state === 'running' || state === 'scheduled') {
    return (
      <DecisionBox>
        {state === 'running' && <p>{changes('decide.running')}</p>}
        <BatchTime batch={batch} />
        {isViewer ? null : <Stop batch={batch} />}
      </DecisionBox>
    )
  }
  if (isViewer || again.unsent + again.failed === 0) return null
  return (
    <DecisionBox>
      {isMine ? <Resume batch={batch} /> : <p>{t('decide.resumeOthers', { who: batch.requestedBy.label })}</p>}
    </DecisionBox>
  )
}

function WithdrawBatch({ batch: { id } }: { batch: Batch }) {
  return <Withdraw act={useBatchAct(id)} withdraw={() => withdrawBatch(id)} />
}

function Stop({ batch: { id, state } }: { batch: Batch }) {
  const t = useTranslations('batches')
  const { run, running, problem } = useBatchAct(id)
  return (
    <>
      {problem ? <ProblemBanner error={problem} /> : null}
      <p className="hint">{t(state === 'scheduled' ? 'when.stopWhat' : 'decide.stopWhat')}</p>
      <div>
        <Button variant="danger-quiet" sending={running !== null} onClick={() => run('stop', () => stopBatch(id))}>
          {t('decide.stop')}
        </Button>
      </div>
    </>
  )
}

function Resume({ batch: { id, again } }: { batch: Batch }) {
  const t = useTranslations('batches')
  const { run, running, problem } = useBatchAct(id)
  // With nothing left unsent, what did not happen is all that there is to plan again.
  const [failed, setFailed] = useState(again.unsent === 0)
  const count = again.unsent + (failed ? again.failed : 0)
  return (
    <>
      {problem ? <ProblemBanner error={problem} /> : null}
      <p>{t('decide.resumeWhat', { count: again.unsent })}</p>
      {again.failed > 0 && (
        <Check
          label={t('decide.resumeFailed', { count: again.failed })}
          checked={failed}
          onChange={(event) => setFailed(event.target.checked)}
        />
      )}
      <div>
        <Button
          variant="primary"
          sending={running !== null}
          reason={count === 0 ? t('decide.nothingAgain') : null}
          onClick={() => run('resume', () => resumeBatch(id, failed))}
        >
          {t('decide.resume', { count })}
        </Button>
      </div>
    </>
  )
}

function ApproveBatch({ batch: { id, totals, schedule } }: { batch: Batch }) {
  const t = useTranslations('batches')
  return (
    <Approve
      act={useBatchAct(id)}
      label={t(schedule ? 'when.approve' : 'decide.approve', { count: totals.rows })}
      approve={() => approveBatch(id)}
      reject={(reason) => rejectBatch(id, reason)}
    />
  )
}
