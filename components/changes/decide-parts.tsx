'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ProblemBanner } from '@/components/ui/problem'
import { Moment } from '@/components/ui/time'
import type { Act } from './use-act'

/** What this person can do with a change or a batch, or why not; links lead to it by its id. */
export function DecisionBox({ children }: { children: ReactNode }) {
  const t = useTranslations('changes.decide')
  return (
    <section id="decision" tabIndex={-1} className="grid gap-2.5 px-4 py-3.5" aria-label={t('title')}>
      <h2 className="font-semibold">{t('title')}</h2>
      {children}
    </section>
  )
}

/** Which policy wants a second person, and until when one can agree. */
export function Waits({ policy, expiresAt }: { policy: string | null; expiresAt: string | null }) {
  const t = useTranslations('changes.decide')
  return (
    <p>
      {t('waits', { policy: policy ?? '' })}{' '}
      {expiresAt && t.rich('until', { time: () => <Moment at={expiresAt} style="seconds" /> })}
    </p>
  )
}

interface WithdrawProps<Answer> {
  act: Act<Answer>
  withdraw: () => Promise<Answer>
}

export function Withdraw<Answer>({ act: { run, running, problem }, withdraw }: WithdrawProps<Answer>) {
  const t = useTranslations('changes.decide')
  return (
    <>
      {problem ? <ProblemBanner error={problem} /> : null}
      <div>
        <Button variant="quiet" sending={running !== null} onClick={() => run('withdraw', withdraw)}>
          {t('withdraw')}
        </Button>
      </div>
    </>
  )
}

interface ApproveProps<Answer> {
  act: Act<Answer>
  /** What the button says. */
  label: string
  /** Why it cannot be approved now, or null. */
  against?: string | null
  approve: () => Promise<Answer>
  reject: (reason: string) => Promise<Answer>
}

/** Approving at once, or rejecting with a reason. */
export function Approve<Answer>({
  act: { run, running, problem },
  label,
  against,
  approve,
  reject,
}: ApproveProps<Answer>) {
  const t = useTranslations('changes.decide')
  const ui = useTranslations('ui')
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
            if (reason.trim()) void run('reject', () => reject(reason.trim()))
          }}
        >
          <Field label={t('rejectWhy')} required>
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
              reason={reason.trim() ? null : t('reasonNeeded')}
            >
              {t('reject')}
            </Button>
            <Button onClick={() => setRejecting(false)}>{ui('cancel')}</Button>
          </div>
        </form>
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button
            variant="primary"
            sending={running === 'approve'}
            reason={against}
            onClick={() => run('approve', approve)}
          >
            {label}
          </Button>
          <Button variant="danger-quiet" onClick={() => setRejecting(true)}>
            {t('rejectOpen')}
          </Button>
        </div>
      )}
    </>
  )
}
