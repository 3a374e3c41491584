'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { useMe } from '@/components/shell/shell-context'
import { Button } from '@/components/ui/button'
import { Check } from '@/components/ui/check'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ProblemBanner } from '@/components/ui/problem'
import { Moment } from '@/components/ui/time'
import type { Batch } from '@/lib/model/batch'
import { approveBatch, rejectBatch, resumeBatch, stopBatch, withdrawBatch } from '@/lib/queries/batches'
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
    if (!isMine) return <Box>{changes('decide.othersPlan', { who: batch.requestedBy.label })}</Box>
    return (
      <Box>
        {state === 'planning' ? (
          <p>{t('decide.planning')}</p>
        ) : batch.totals.rows === 0 ? (
          <p>{t('decide.nothing')}</p>
        ) : (
          <ConfirmBatch batch={batch} />
        )}
        <Withdraw batch={batch} />
      </Box>
    )
  }
  if (state === 'waiting') {
    return (
      <Box>
        <p>
          {changes('decide.waits', { policy: batch.policy ?? '' })}{' '}
          {batch.expiresAt &&
            changes.rich('decide.until', { time: () => <Moment at={batch.expiresAt ?? ''} style="seconds" /> })}
        </p>
        {isMine ? (
          <>
            <p>{changes('decide.own')}</p>
            <Withdraw batch={batch} />
          </>
        ) : isViewer ? (
          <p>{changes('decide.viewer')}</p>
        ) : (
          <Approve batch={batch} />
        )}
      </Box>
    )
  }
  if (state === 'running') {
    return (
      <Box>
        <p>{changes('decide.running')}</p>
        {isViewer ? null : <Stop batch={batch} />}
      </Box>
    )
  }
  if (isViewer || again.unsent + again.failed === 0) return null
  return (
    <Box>{isMine ? <Resume batch={batch} /> : <p>{t('decide.resumeOthers', { who: batch.requestedBy.label })}</p>}</Box>
  )
}

function Box({ children }: { children: ReactNode }) {
  const changes = useTranslations('changes')
  return (
    <section className="grid gap-2.5 px-4 py-3.5" aria-label={changes('decide.title')}>
      <h2 className="font-semibold">{changes('decide.title')}</h2>
      {children}
    </section>
  )
}

function Withdraw({ batch: { id } }: { batch: Batch }) {
  const changes = useTranslations('changes')
  const { run, running, problem } = useBatchAct(id)
  return (
    <>
      {problem ? <ProblemBanner error={problem} /> : null}
      <div>
        <Button variant="quiet" sending={running !== null} onClick={() => run('withdraw', () => withdrawBatch(id))}>
          {changes('decide.withdraw')}
        </Button>
      </div>
    </>
  )
}

function Stop({ batch: { id } }: { batch: Batch }) {
  const t = useTranslations('batches')
  const { run, running, problem } = useBatchAct(id)
  return (
    <>
      {problem ? <ProblemBanner error={problem} /> : null}
      <p className="hint">{t('decide.stopWhat')}</p>
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
  const [failed, setFailed] = useState(false)
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

function Approve({ batch: { id, totals } }: { batch: Batch }) {
  const t = useTranslations('batches')
  const changes = useTranslations('changes')
  const ui = useTranslations('ui')
  const { run, running, problem } = useBatchAct(id)
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
            if (reason.trim()) void run('reject', () => rejectBatch(id, reason.trim()))
          }}
        >
          <Field label={changes('decide.rejectWhy')} required>
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
              reason={reason.trim() ? null : changes('decide.reasonNeeded')}
            >
              {changes('decide.reject')}
            </Button>
            <Button onClick={() => setRejecting(false)}>{ui('cancel')}</Button>
          </div>
        </form>
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button
            variant="primary"
            sending={running === 'approve'}
            onClick={() => run('approve', () => approveBatch(id))}
          >
            {t('decide.approve', { count: totals.rows })}
          </Button>
          <Button variant="danger-quiet" onClick={() => setRejecting(true)}>
            {changes('decide.rejectOpen')}
          </Button>
        </div>
      )}
    </>
  )
}
