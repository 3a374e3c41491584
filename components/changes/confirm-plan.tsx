'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { createPortal } from 'react-dom'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Check } from '@/components/ui/check'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ProblemBanner, useFieldErrors } from '@/components/ui/problem'
import { Moment } from '@/components/ui/time'
import type { InstanceCan } from '@/lib/model/action'
import { isSchedulable, policyFor } from '@/lib/model/approval'
import type { Change } from '@/lib/model/change'
import { kindOfGroupRef } from '@/lib/model/group-href'
import { isTyped } from '@/lib/model/typed-confirmation'
import { actionsQuery } from '@/lib/queries/actions'
import { confirmChange, policiesQuery } from '@/lib/queries/changes'
import { ApiProblem } from '@/lib/queries/problem'
import { useDecision } from './use-decision'
import { NOW, useWhen, useWindowOf, WhenField } from './when-field'
import { WhyField } from './why-field'

const TYPE_FIRST = { group: 'typeFirstGroup', 'parameter-group': 'typeFirstParameterGroup' } as const
const TYPE = { group: 'typeGroup', 'parameter-group': 'typeParameterGroup' } as const

interface ConfirmProps {
  change: Change
  /** Where its button stands; null: that is not drawn yet. */
  foot?: HTMLElement | null
  /** Leads to another plan, in place of the button of one that cannot be confirmed any more. */
  anew?: ReactNode
}

/**
 * Confirming one's own plan: by a click, by typing what it is done to, by accepting what it costs. The button stands in
 * `foot` where there is one; null: it is not drawn yet.
 */
export function ConfirmPlan({ change, foot, anew }: ConfirmProps) {
  const t = useTranslations('changes')
  const ui = useTranslations('ui')
  const form = useId()
  const { run, running, problem } = useDecision(change.id)
  const policies = useQuery(policiesQuery())
  const [typed, setTyped] = useState('')
  const [accepts, setAccepts] = useState(false)
  const [breaking, setBreaking] = useState(false)
  const [why, setWhy] = useState('')
  const [emergency, setEmergency] = useState('')
  const [choice, setChoice] = useState(NOW)
  const when = useWhen(choice)
  const window = useWindowOf(change)
  const refusals = useFieldErrors()(problem)
  const isLater = choice.kind !== 'now'
  const [refused, setRefused] = useState(NOW)
  const { id, kind, plan, instanceId, instanceName } = change
  const policy = policies.data && policyFor(policies.data.policies, { ...change, alike: change.plan.alike })
  const isAsked = policy?.approval ?? false
  const isDestructive = kind === 'destructive'
  const wantsName = isTyped(change)
  const wantsWhy = isAsked && !breaking && change.reason === null
  const group = kindOfGroupRef(change.ref)
  const held = useHeld(change)
  // Refused once, it is refused again: what it rests on was changed since.
  const isOutdated = problem instanceof ApiProblem && problem.problem.code === 'change-outdated'
  const missing = !policies.data
    ? t('decide.readingPolicies')
    : held && !isLater
      ? t(held === 'gone' ? 'reasons.gone' : 'decide.heldFirst')
      : wantsName && typed !== instanceId && typed !== instanceName
        ? t(`decide.${group ? TYPE_FIRST[group] : 'typeFirst'}`)
        : plan.costs && !accepts
          ? t('decide.acceptFirst')
          : breaking && !emergency.trim()
            ? t('decide.reasonNeeded')
            : when === undefined
              ? t('when.chooseFirst')
              : wantsWhy && !why.trim()
                ? t('whyMissing')
                : null
  const accepted = t(
    plan.price || plan.money?.after?.source.kind === 'quote'
      ? 'decide.acceptPrice'
      : plan.money?.after || plan.money?.today
        ? 'decide.acceptEstimate'
        : 'decide.acceptNoPrice',
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (missing) return
    setRefused(choice)
    void run('confirm', () =>
      confirmChange(id, {
        ...(wantsName ? { typed } : {}),
        ...(plan.costs ? { acceptsCost: accepts } : {}),
        ...(isLater ? { when } : {}),
        ...(wantsWhy ? { reason: why.trim() } : {}),
        ...(breaking ? { breakGlass: emergency.trim() } : {}),
      }),
    )
  }
  const act =
    isAsked && !breaking
      ? t('decide.request')
      : breaking
        ? t('decide.breakNow')
        : t(isLater ? 'when.confirm' : 'decide.confirm')
  const button = (
    <Button
      type="submit"
      form={form}
      variant={isDestructive || breaking ? 'danger' : 'primary'}
      sending={running !== null}
      reason={missing}
    >
      {act}
    </Button>
  )
  return (
    <form id={form} className="grid gap-2.5" onSubmit={submit} autoComplete="off">
      {problem ? <ProblemBanner error={problem} /> : null}
      <OtherChange problem={problem} />
      {policies.error ? <ProblemBanner error={policies.error} /> : null}
      <Held held={held} />
      {policies.data && !(held && !isLater) && (
        <p>
          {isAsked
            ? t(isLater ? 'when.asks' : 'decide.asks', {
                policy: policy?.name ?? '',
                minutes: policy?.expiresMinutes ?? 0,
              })
            : t(isLater ? 'when.nobodyElse' : 'decide.nobodyElse')}
        </p>
      )}
      {wantsName && (
        <Field
          label={t(`decide.${group ? TYPE[group] : 'type'}`)}
          hint={t.rich('decide.typeHint', {
            id: () => <code>{instanceId}</code>,
            name: () => <code>{instanceName}</code>,
            named: instanceName === '' ? 'no' : 'yes',
          })}
          required
        >
          {(props) => <Input {...props} mono value={typed} onChange={(event) => setTyped(event.target.value)} />}
        </Field>
      )}
      {plan.costs && (
        <Check label={accepted} checked={accepts} onChange={(event) => setAccepts(event.target.checked)} />
      )}
      {isSchedulable(change.action) && (
        <WhenField
          choice={choice}
          onChange={setChoice}
          breaking={breaking}
          inWindow={change.params.inWindow === true}
          window={window}
          error={refused === choice ? (refusals['when.at'] ?? refusals.when) : undefined}
        />
      )}
      {wantsWhy && <WhyField why={why} onWhy={setWhy} policy={policy?.name} />}
      {breaking && (
        <Field label={t('decide.breakWhy')} hint={t('decide.breakHint')} required>
          {(props) => (
            <Input
              {...props}
              autoFocus
              maxLength={500}
              value={emergency}
              onChange={(event) => setEmergency(event.target.value)}
            />
          )}
        </Field>
      )}
      {/* The button is elsewhere, so that its reason would be seen by pointing at it only. */}
      {foot !== undefined && missing && <p className="text-text-2">{missing}</p>}
      <div className="flex flex-wrap items-center gap-2">
        {isOutdated && anew ? anew : foot === undefined ? button : foot && createPortal(button, foot)}
        {isAsked && policy?.breakGlass && (
          <Button
            variant={breaking ? 'default' : 'danger-quiet'}
            onClick={() => {
              setBreaking(!breaking)
              setChoice(NOW)
            }}
          >
            {breaking ? ui('cancel') : t('decide.breakOpen')}
          </Button>
        )}
      </div>
      {change.expiresAt && (
        <p className="hint">
          {t.rich('decide.planUntil', { time: () => <Moment at={change.expiresAt ?? ''} style="seconds" /> })}
        </p>
      )}
    </form>
  )
}

/** What stands at the instance while the plan is read: another change under way, or that it is gone. */
function useHeld({ id, ref, action }: Change): InstanceCan['held'] | 'gone' | undefined {
  const isOfInstance = action !== 'create' && action !== 'call' && kindOfGroupRef(ref) === null
  const { data, error } = useQuery({ ...actionsQuery(ref), enabled: isOfInstance })
  if (error instanceof ApiProblem && error.problem.status === 404) return 'gone'
  return data?.held && data.held.change !== id ? data.held : undefined
}

function Held({ held }: { held: ReturnType<typeof useHeld> }) {
  const t = useTranslations('changes')
  if (!held) return null
  if (held === 'gone') return <Banner tone="warn" title={t('reasons.gone')} />
  return (
    <Banner tone="warn" title={t('menu.held', { who: held.by, action: t(`actions.${held.action}`) })}>
      <Link href={`/changes/${held.change}`} prefetch={false}>
        {t('toOther')}
      </Link>
    </Banner>
  )
}

/** The change that stands in the way, where the refusal names one. */
function OtherChange({ problem }: { problem: unknown }) {
  const t = useTranslations('changes')
  const id = problem instanceof ApiProblem ? problem.problem.params?.change : undefined
  return typeof id === 'string' && id !== '' ? (
    <Link href={`/changes/${id}`} prefetch={false}>
      {t('toOther')}
    </Link>
  ) : null
}
