'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { NOW, useWhen, WhenField } from '@/components/changes/when-field'
import { WhyField } from '@/components/changes/why-field'
import { Button } from '@/components/ui/button'
import { Check } from '@/components/ui/check'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ProblemBanner, useFieldErrors } from '@/components/ui/problem'
import { Moment } from '@/components/ui/time'
import { type Batch, typedFor } from '@/lib/model/batch'
import { confirmBatch } from '@/lib/queries/batches'
import { useBatchAct } from './use-batch-act'
import { useWindowsOf } from './windows'

/** Confirming one's own batch: by a click, by typing how many are destroyed, by accepting what they cost. */
export function ConfirmBatch({ batch }: { batch: Batch }) {
  const t = useTranslations('batches')
  const changes = useTranslations('changes')
  const ui = useTranslations('ui')
  const { id, totals, action, expiresAt } = batch
  const { run, running, problem } = useBatchAct(id)
  const [typed, setTyped] = useState('')
  const [accepts, setAccepts] = useState(false)
  const [breaking, setBreaking] = useState(false)
  const [why, setWhy] = useState('')
  const [emergency, setEmergency] = useState('')
  const [choice, setChoice] = useState(NOW)
  const when = useWhen(choice)
  const windows = useWindowsOf(batch)
  const refusals = useFieldErrors()(problem)
  const [refused, setRefused] = useState(NOW)
  const isLater = choice.kind !== 'now'
  const isAsked = totals.policies.length > 0
  const isDestructive = totals.destructive > 0
  const wantsWhy = isAsked && !breaking && batch.reason === null
  const wanted = typedFor(totals.rows, action)
  const missing =
    isDestructive && typed !== wanted
      ? t('decide.typeFirst', { wanted })
      : totals.costs > 0 && !accepts
        ? changes('decide.acceptFirst')
        : breaking && !emergency.trim()
          ? changes('decide.reasonNeeded')
          : when === undefined
            ? changes('when.chooseFirst')
            : wantsWhy && !why.trim()
              ? changes('whyMissing')
              : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (missing) return
    setRefused(choice)
    void run('confirm', () =>
      confirmBatch(id, {
        rows: totals.rows,
        ...(isDestructive ? { typed } : {}),
        ...(totals.costs > 0 ? { acceptsCost: accepts } : {}),
        ...(isLater ? { when } : {}),
        ...(wantsWhy ? { reason: why.trim() } : {}),
        ...(breaking ? { breakGlass: emergency.trim() } : {}),
      }),
    )
  }
  return (
    <form className="grid gap-2.5" onSubmit={submit} autoComplete="off">
      {problem ? <ProblemBanner error={problem} /> : null}
      <p>
        {isAsked
          ? changes(isLater ? 'when.asks' : 'decide.asks', {
              policy: totals.policies.join(', '),
              minutes: totals.expiresMinutes ?? 0,
            })
          : t(isLater ? 'when.nobodyElse' : 'decide.nobodyElse')}
      </p>
      {isDestructive && (
        <Field
          label={t('decide.type', { count: totals.rows })}
          hint={t.rich('decide.typeHint', { wanted: () => <code>{wanted}</code> })}
          required
        >
          {(props) => <Input {...props} mono value={typed} onChange={(event) => setTyped(event.target.value)} />}
        </Field>
      )}
      {totals.costs > 0 && (
        <Check
          label={
            totals.unpriced === totals.costs
              ? changes('decide.acceptNoPrice')
              : totals.unpriced > 0
                ? t('decide.acceptSome', { count: totals.unpriced })
                : t('decide.acceptPrice')
          }
          checked={accepts}
          onChange={(event) => setAccepts(event.target.checked)}
        />
      )}
      <WhenField
        choice={choice}
        onChange={setChoice}
        breaking={breaking}
        inWindow={Object.values(batch.paramsOf).some((params) => params.inWindow === true)}
        window={windows}
        error={refused === choice ? (refusals['when.at'] ?? refusals.when) : undefined}
      />
      {wantsWhy && <WhyField why={why} onWhy={setWhy} policy={totals.policies.join(', ')} />}
      {breaking && (
        <Field label={changes('decide.breakWhy')} hint={changes('decide.breakHint')} required>
          {(props) => (
            <Input
              {...props}
              maxLength={500}
              value={emergency}
              onChange={(event) => setEmergency(event.target.value)}
            />
          )}
        </Field>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          type="submit"
          variant={isDestructive || breaking ? 'danger' : 'primary'}
          sending={running !== null}
          reason={missing}
        >
          {isAsked && !breaking
            ? t('decide.request', { count: totals.rows })
            : t(breaking ? 'decide.breakNow' : isLater ? 'when.confirm' : 'decide.confirm', { count: totals.rows })}
        </Button>
        {isAsked && totals.breakGlass && (
          <Button
            variant={breaking ? 'default' : 'danger-quiet'}
            onClick={() => {
              setBreaking(!breaking)
              setChoice(NOW)
            }}
          >
            {breaking ? ui('cancel') : changes('decide.breakOpen')}
          </Button>
        )}
      </div>
      {expiresAt && (
        <p className="hint">
          {changes.rich('decide.planUntil', { time: () => <Moment at={expiresAt} style="seconds" /> })}
        </p>
      )}
    </form>
  )
}
