'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ProblemBanner, useFieldErrors } from '@/components/ui/problem'
import { WizardFrame } from '@/components/wizard/frame'
import type { DraftObject } from '@/lib/explorer/draft'
import { changeQuery, withdrawChange } from '@/lib/queries/changes'
import { choicesQuery, planCreation } from '@/lib/queries/create'
import { PlannedAside, PlannedReview } from './review'
import { StepFields } from './step-fields'
import { useStepNotes } from './step-notes'
import { STEP_IDS, type StepId, stepOf } from './steps'
import { Summary } from './summary'
import { type CreateForm, textIn, useCreateForm } from './use-create-form'
import { useStep } from './use-step'
import { WhatStep } from './what-step'
import { PlaceFields, WhereFields } from './where-step'
import { useCreateNames } from './words'

const FORM = 'create-form'
const MOST_REASON = 500
const SETTLE_MS = 400

interface WizardProps {
  draftKey: string
  start: DraftObject
  /** Fields that the cloud did not tell of the instance that this one is made like. */
  unknown: readonly string[]
  /** What it begins with, in words. */
  beginning?: ReactNode
}

const firstStepOf = (errors: Record<string, string>): StepId | undefined =>
  STEP_IDS.find((id) => Object.keys(errors).some((path) => stepOf(path.split('.')[0] ?? '') === id))

const ofStep = (errors: Record<string, string>, step: StepId) =>
  Object.fromEntries(Object.entries(errors).filter(([path]) => stepOf(path.split('.')[0] ?? '') === step))

/** Creating instances, step by step. Nothing is sent before the plan that it ends with is confirmed. */
export function Wizard({ draftKey, start, unknown, beginning }: WizardProps) {
  const t = useTranslations('create')
  const client = useQueryClient()
  const form = useCreateForm(draftKey, start)
  const { step, plan, go, forgetPlan } = useStep()
  const fieldErrors = useFieldErrors(useCreateNames())
  const root = useRef<HTMLFormElement>(null)
  const seekWrong = useRef<StepId | null>(null)
  const [problem, setProblem] = useState<unknown>()
  const [planning, setPlanning] = useState(false)
  const [foot, setFoot] = useState<HTMLElement | null>(null)
  const [seen, setSeen] = useState<ReadonlySet<StepId>>(new Set())
  const change: CreateForm['change'] = (patch) => {
    forgetPlan()
    setProblem(undefined)
    form.change(patch)
  }
  const { values, service, errors } = form
  const place = { service, accountId: textIn(values, 'accountId'), region: textIn(values, 'region') }
  const source = useSettled(textIn(values, 'sourceInstanceId'))
  const isPlaced = service !== undefined && place.accountId !== '' && place.region !== ''
  const isReady = isPlaced && form.fields !== undefined
  const choices = useQuery({
    ...choicesQuery({
      service: service ?? 'alibaba-kvstore', // not asked without one
      accountId: place.accountId,
      region: place.region,
      ...(textIn(values, 'zone') ? { zone: textIn(values, 'zone') } : {}),
      ...(source ? { source } : {}),
    }),
    enabled: isPlaced,
    placeholderData: (before) =>
      before?.accountId === place.accountId && before.region === place.region && before.service === service
        ? before
        : undefined,
  })
  const planned = useQuery({ ...changeQuery(plan ?? ''), enabled: plan !== null })
  const wrong = form.check()

  // The step with the wrong field may still have to be drawn.
  const focusWrong = () => {
    if (seekWrong.current !== step) return
    const field = root.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    if (!field) return
    seekWrong.current = null
    field.focus()
  }
  useEffect(focusWrong)
  const refuse = (next: Record<string, string>, error?: unknown) => {
    const at = firstStepOf(next)
    flushSync(() => {
      form.setErrors(next)
      setProblem(error)
      setPlanning(false)
    })
    seekWrong.current = at ?? null
    if (at && at !== step) go(at)
    else focusWrong()
  }
  const makePlan = async () => {
    if (planning) return
    if (Object.keys(wrong).length > 0 || !service) return refuse(wrong)
    setPlanning(true)
    setProblem(undefined)
    form.setErrors({})
    try {
      // What it replaces holds a sealed password; if that cannot be said, it runs out by itself.
      if (plan) await withdrawChange(plan).catch(() => undefined)
      const reason = textIn(values, 'reason').trim()
      const made = await planCreation({ ...place, service, params: form.sent, ...(reason ? { reason } : {}) })
      client.setQueryData(changeQuery(made.id).queryKey, made)
      setPlanning(false)
      go('review', made.id)
    } catch (error) {
      const told = Object.fromEntries(
        Object.entries(fieldErrors(error)).map(([path, text]) => [path.replace(/^params\./, ''), text]),
      )
      refuse(told, Object.keys(told).length ? undefined : error)
    }
  }
  const next = (event: FormEvent) => {
    event.preventDefault()
    const here = ofStep(wrong, step)
    if (Object.keys(here).length > 0) return refuse({ ...errors, ...here })
    setSeen((before) => new Set([...before, step]))
    if (step === 'payment') return void makePlan()
    const following = STEP_IDS[STEP_IDS.indexOf(step) + 1]
    if (following) go(following)
  }
  const moveTo = (to: StepId) => {
    setSeen((before) => new Set([...before, step]))
    if (to === 'review' && planned.data?.state !== 'planned') return void makePlan()
    go(to)
  }
  const at = STEP_IDS.indexOf(step)
  const notes = useStepNotes(form)
  const isReview = step === 'review'
  const shared = { form: { ...form, change }, choices: choices.data, unknown }
  const back = at > 0 && <Button onClick={() => go(STEP_IDS[at - 1] ?? 'where')}>{t('back')}</Button>
  return (
    <WizardFrame
      steps={STEP_IDS.map((id, index) => ({
        id,
        label: t(`steps.${id}`),
        note: notes[id],
        state:
          Object.keys(ofStep(errors, id)).length > 0
            ? 'wrong'
            : isReady && id !== 'review' && (index < at || seen.has(id)) && Object.keys(ofStep(wrong, id)).length === 0
              ? 'done'
              : 'open',
      }))}
      current={step}
      onStep={(id) => moveTo(STEP_IDS.find((one) => one === id) ?? 'where')}
      aside={
        isReview && planned.data ? (
          <PlannedAside change={planned.data} foot={foot} onAgain={makePlan} />
        ) : (
          <Summary form={form} />
        )
      }
      back={back || <span />}
      note={isReview ? t('nothingSent') : t('draftKept')}
      primary={
        isReview ? (
          <span ref={setFoot} />
        ) : (
          <Button type="submit" form={FORM} variant="primary" sending={planning}>
            {t(step === 'payment' ? 'plan' : 'next')}
          </Button>
        )
      }
    >
      {problem ? <ProblemBanner error={problem} /> : null}
      {isReview ? (
        <PlannedReview
          change={plan === null ? undefined : planned.data}
          error={plan === null ? undefined : planned.error}
          isPlanning={planning || (plan !== null && planned.isPending)}
          onPlan={makePlan}
          onConfirmed={form.discard}
        />
      ) : (
        <form ref={root} id={FORM} className="grid gap-4" onSubmit={next} autoComplete="off" noValidate>
          {at === 0 && beginning}
          {form.isSecretLost && (step === 'where' || step === 'access') && (
            <Banner
              tone="info"
              title={t('password.lost')}
              actions={
                step === 'access' && (
                  <button type="button" className="linkbtn" onClick={form.forgoSecret}>
                    {t('password.without')}
                  </button>
                )
              }
            >
              {t('password.lostWhy')}
            </Banner>
          )}
          {form.loadError ? (
            <Banner
              tone="danger"
              role="alert"
              title={t('loadFailed')}
              actions={<Button onClick={() => form.retry()}>{t('again')}</Button>}
            />
          ) : null}
          {step !== 'where' && !isPlaced ? (
            <Banner tone="info" title={t('whereFirst')} />
          ) : (
            <>
              {choices.error ? <ProblemBanner error={choices.error} /> : null}
              {step === 'where' && <PlaceFields form={shared.form} />}
              {step === 'what' ? (
                <WhatStep {...shared} />
              ) : step !== 'where' ? (
                <StepFields step={step} {...shared} />
              ) : isPlaced ? (
                <WhereFields {...shared} />
              ) : null}
              {step === 'payment' && (
                <Field label={t('why')} hint={t('whyHint')} error={errors.reason} className="max-w-xl">
                  {(props) => (
                    <Input
                      {...props}
                      maxLength={MOST_REASON}
                      value={textIn(values, 'reason')}
                      onChange={(event) => change({ reason: event.target.value })}
                    />
                  )}
                </Field>
              )}
            </>
          )}
        </form>
      )}
    </WizardFrame>
  )
}

/** A text once nobody has typed for a moment: each one asks a cloud. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
