'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, Fragment, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { isTerm, TermPrice } from '@/components/costs/renewals/term-price'
import { PasswordHints } from '@/components/create/password-hints'
import { useWrongWords } from '@/components/operations/use-wrong-words'
import { Button } from '@/components/ui/button'
import { serverNow } from '@/components/ui/clock'
import { ProblemBanner, useFieldErrors } from '@/components/ui/problem'
import { inputOf } from '@/lib/explorer/draft'
import { type FieldModel, fieldAt, fieldsOfRequest } from '@/lib/explorer/fields'
import { fieldsOf } from '@/lib/issues'
import type { ActionId, Reason } from '@/lib/model/action'
import type { Change } from '@/lib/model/change'
import type { InstanceChoices } from '@/lib/model/create'
import type { Kind, ObjectSchema, ServiceId } from '@/lib/operation'
import { planChange } from '@/lib/queries/changes'
import { ListedField } from './listed-field'
import { OncePolicies, useAsked, WhyField } from './why-field'
import { useChangeWords, useParamNames } from './words'

/** What something was when it was decided is not chosen: links bring it along. */
const WAS = 'was'
const NONE: readonly string[] = []
const NO_LIMITS: Readonly<Record<string, string>> = {}
/** What they are about is not there yet. */
const MAKING: readonly ActionId[] = [
  'account-create',
  'backup',
  'group-create',
  'group-clone',
  'parameter-group-create',
]

interface PlanFormProps {
  /** What is to be changed; of what is to be made it follows from what is typed. */
  reference: string | ((draft: Record<string, unknown>) => string)
  action: ActionId
  schema: ObjectSchema
  initial: Record<string, string>
  /** Names of what is sent as it is and not edited. */
  fixed?: readonly string[]
  /** The latest moment that a field may have, where its cloud tells one. */
  latest?: Readonly<Record<string, string>>
  /** Names of moments that have to be ahead: what is past is refused while it is chosen. */
  ahead?: readonly string[]
  /** Why an earlier plan was made. */
  reason: string
  /** Lists of what can be chosen, where its cloud has some. */
  choices: InstanceChoices | undefined
  /** Of the operation that it is sent with. */
  kind: Kind | undefined
  environment: string
  service: ServiceId
  /** Why there is nothing to choose from. */
  blocked: Reason | null
  onPlanned: (change: Change) => void
}

const isPassword = ({ name, sensitivity }: FieldModel) => name === 'password' && sensitivity === 'secret'

/** What the action wants to know, and why it is done. */
export const PlanForm = (props: PlanFormProps) => (
  <OncePolicies>
    <Form {...props} />
  </OncePolicies>
)

function Form(props: PlanFormProps) {
  const {
    reference,
    action,
    schema,
    initial,
    fixed = NONE,
    latest = NO_LIMITS,
    ahead = NONE,
    reason: before,
    choices,
    kind,
    environment,
    service,
    blocked,
    onPlanned,
  } = props
  const t = useTranslations('changes')
  const names = useParamNames()
  const wrong = useWrongWords(names)
  const refusals = useFieldErrors(names)
  const form = useRef<HTMLFormElement>(null)
  const [draft, setDraft] = useState<Record<string, string>>(initial)
  const [why, setWhy] = useState(before)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState<unknown>()
  const [sending, setSending] = useState(false)
  const fields = fieldsOfRequest(schema)
  const words = useChangeWords()
  const policy = useAsked({ action, environment, kind: kind === 'destructive' ? 'destructive' : 'write' })?.name
  const chosen = Object.fromEntries(
    fields.map(({ name, fallback }) => [name, draft[name] || fallback || undefined] as const),
  )

  const refuse = (next: Record<string, string>, error?: unknown) => {
    flushSync(() => {
      setErrors(next)
      setProblem(Object.keys(next).length ? undefined : error)
      setSending(false)
    })
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }
  /** What the schema says of what is typed, by field. */
  const faultsOf = (typed: Record<string, string>): Record<string, string> => {
    const params = inputOf(fields, typed)
    const parsed = schema.safeParse(params)
    const found = parsed.success ? [] : Object.entries(fieldsOf(parsed.error.issues, params))
    const late = Object.entries(latest).flatMap(([name, deadline]) =>
      Date.parse(typed[name] ?? '') > Date.parse(deadline)
        ? [[name, words.reason({ code: 'event-late', params: { deadline } })]]
        : [],
    )
    const past = ahead.flatMap((name) =>
      Date.parse(typed[name] ?? '') <= serverNow() ? [[name, words.reason({ code: 'event-past' })]] : [],
    )
    return Object.fromEntries([
      ...late,
      ...past,
      ...found.map(([path, field]) => [path, wrong(path, field, fieldAt(fields, path))]),
    ])
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (sending) return
    const params = inputOf(fields, draft)
    const faults = faultsOf(draft)
    const noReason = policy !== undefined && why.trim() === ''
    if (noReason || Object.keys(faults).length > 0)
      return refuse({ ...faults, ...(noReason ? { reason: t('whyMissing') } : {}) })
    setSending(true)
    setErrors({})
    setProblem(undefined)
    try {
      const reason = why.trim()
      const ref = typeof reference === 'string' ? reference : reference(params)
      onPlanned(await planChange({ ref, action, params, ...(reason ? { reason } : {}) }))
    } catch (error) {
      refuse(refusals(error), error)
    }
  }
  return (
    <form ref={form} className="grid gap-3" onSubmit={submit} autoComplete="off" noValidate>
      {problem ? <ProblemBanner error={problem} /> : null}
      {fields.length === 0 ? <p className="text-text-2">{t('nothingToChoose')}</p> : null}
      {fields
        .filter(({ name }) => name !== WAS && !fixed.includes(name))
        .map((field) => (
          <Fragment key={field.name}>
            <ListedField
              field={field}
              text={draft[field.name] ?? ''}
              error={errors[field.name]}
              isNew={MAKING.includes(action)}
              choices={choices}
              chosen={chosen}
              onChange={(text) => {
                const next = { ...draft, [field.name]: text }
                setDraft(next)
                const { [field.name]: _, ...rest } = errors
                // A new password has its rules under it, each with whether it is kept.
                const judged = text !== '' && !isPassword(field)
                const wrongNow = judged ? faultsOf(next)[field.name] : undefined
                setErrors(wrongNow ? { ...rest, [field.name]: wrongNow } : rest)
              }}
            />
            {isTerm(action, field.name) && typeof reference === 'string' && (
              <TermPrice action={action} months={draft[field.name] ?? ''} refs={[reference]} />
            )}
            {isPassword(field) && <PasswordHints service={service} text={draft.password ?? ''} />}
          </Fragment>
        ))}
      <WhyField why={why} onWhy={setWhy} policy={policy} error={errors.reason} />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" sending={sending} reason={blocked && words.reason(blocked)}>
          {t('plan')}
        </Button>
        <span className="text-muted text-sm">{t('planHint')}</span>
      </div>
    </form>
  )
}
