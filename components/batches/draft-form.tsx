'use client'

import { useQueries } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, Fragment, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { actionQuery } from '@/components/changes/action-query'
import { ParamField } from '@/components/changes/param-field'
import { useParamNames } from '@/components/changes/words'
import { isTerm, TermPrice } from '@/components/costs/renewals/term-price'
import { useWrongWords } from '@/components/operations/use-wrong-words'
import { useLang } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { inputOf } from '@/lib/explorer/draft'
import { fieldAt, fieldsOfRequest } from '@/lib/explorer/fields'
import { fieldsOf } from '@/lib/issues'
import type { ActionId } from '@/lib/model/action'
import { type BatchChoices, MOST_WIDTH } from '@/lib/model/batch'
import { SERVICES } from '@/lib/model/service'
import type { ObjectSchema, ServiceId } from '@/lib/operation'
import { draftBatch } from '@/lib/queries/batches'

const MOST_REASON = 500
const WIDTHS = [1, 2, 3, 5, MOST_WIDTH]

interface DraftFormProps {
  action: ActionId
  choices: BatchChoices
  refs: string[]
}

/** The parameters of an action for each service that has it, how wide and what a failure does, and why. */
export function DraftForm({ action, choices, refs }: DraftFormProps) {
  const changes = useTranslations('changes')
  const can = new Set(choices.can[action]?.yes)
  const services = [...new Set(choices.instances.filter(({ ref }) => can.has(ref)).map(({ service }) => service))]
  const loaded = useQueries({
    queries: services.map((service) => actionQuery(service, action)),
  })
  if (loaded.some(({ error }) => error)) {
    return (
      <Banner
        tone="danger"
        role="alert"
        title={changes('load.failed')}
        actions={<Button onClick={() => loaded.forEach((one) => void one.refetch())}>{changes('load.again')}</Button>}
      />
    )
  }
  if (loaded.some(({ data }) => !data)) return <Skeleton widths={[200, 120]} rows={3} />
  const forms = services.flatMap((service, at) => {
    const schema = loaded[at]?.data?.action?.params
    return schema ? [{ service, schema }] : []
  })
  const acting = choices.instances.filter(({ ref }) => can.has(ref))
  return <Form action={action} refs={refs} acting={acting} forms={forms} />
}

type Drafts = Partial<Record<ServiceId, Record<string, string>>>

function Form({
  action,
  refs,
  acting,
  forms,
}: {
  action: ActionId
  refs: string[]
  /** Those of them to which it can be done. */
  acting: BatchChoices['instances']
  forms: { service: ServiceId; schema: ObjectSchema }[]
}) {
  const t = useTranslations('batches')
  const changes = useTranslations('changes')
  const locale = useLang()
  const wrong = useWrongWords(useParamNames())
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const [drafts, setDrafts] = useState<Drafts>({})
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [width, setWidth] = useState(5)
  const [onFailure, setOnFailure] = useState<'stop' | 'go-on'>('stop')
  const [why, setWhy] = useState('')
  const [problem, setProblem] = useState<unknown>()
  const [sending, setSending] = useState(false)
  const isEmpty = forms.every(({ schema }) => fieldsOfRequest(schema).length === 0)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (sending) return
    const found: Record<string, string> = {}
    const paramsOf: Partial<Record<ServiceId, Record<string, unknown>>> = {}
    for (const { service, schema } of forms) {
      const fields = fieldsOfRequest(schema)
      const params = inputOf(fields, drafts[service] ?? {})
      const parsed = schema.safeParse(params)
      paramsOf[service] = params
      if (parsed.success) continue
      for (const [path, field] of Object.entries(fieldsOf(parsed.error.issues, params))) {
        found[`${service} ${path}`] = wrong(path, field, fieldAt(fields, path))
      }
    }
    flushSync(() => {
      setErrors(found)
      setProblem(undefined)
    })
    if (Object.keys(found).length > 0) {
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
      return
    }
    setSending(true)
    try {
      const reason = why.trim()
      const { id } = await draftBatch({ action, refs, paramsOf, width, onFailure, ...(reason ? { reason } : {}) })
      router.push(`/changes/batch/${id}`)
    } catch (error) {
      setProblem(error)
      setSending(false)
    }
  }
  return (
    <form ref={form} className="grid gap-4" onSubmit={submit} autoComplete="off" noValidate>
      {problem ? <ProblemBanner error={problem} /> : null}
      {isEmpty ? (
        <p className="text-text-2">{changes('nothingToChoose')}</p>
      ) : (
        forms.map(({ service, schema }) => (
          <fieldset key={service} className="grid gap-3">
            <legend className="section-title pb-1.5">{SERVICES[service][locale]}</legend>
            {fieldsOfRequest(schema).map((field) => (
              <Fragment key={field.name}>
                <ParamField
                  field={field}
                  text={drafts[service]?.[field.name] ?? ''}
                  error={errors[`${service} ${field.name}`]}
                  onChange={(text) => {
                    setDrafts((before) => ({ ...before, [service]: { ...before[service], [field.name]: text } }))
                    const { [`${service} ${field.name}`]: _, ...rest } = errors
                    setErrors(rest)
                  }}
                />
                {isTerm(action, field.name) && (
                  <TermPrice
                    action={action}
                    months={drafts[service]?.[field.name] ?? ''}
                    refs={acting.filter((one) => one.service === service).map(({ ref }) => ref)}
                  />
                )}
              </Fragment>
            ))}
          </fieldset>
        ))
      )}
      {action === 'renew' && <p className="hint">{t('draft.renewEach')}</p>}
      <div className="grid gap-3 wide:grid-cols-2">
        <Field label={t('draft.width')} hint={t('draft.widthHint')}>
          {(props) => (
            <Select {...props} value={width} onChange={(event) => setWidth(Number(event.target.value))}>
              {WIDTHS.map((one) => (
                <option key={one} value={one}>
                  {t('draft.widthOf', { count: one })}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('draft.onFailure')} hint={t(`draft.onFailureHint.${onFailure}`)}>
          {(props) => (
            <Select
              {...props}
              value={onFailure}
              onChange={(event) => setOnFailure(event.target.value === 'stop' ? 'stop' : 'go-on')}
            >
              <option value="stop">{t('onFailure.stop')}</option>
              <option value="go-on">{t('onFailure.go-on')}</option>
            </Select>
          )}
        </Field>
      </div>
      <Field label={changes('why')} hint={changes('whyHint')} className="max-w-96">
        {(props) => (
          <Input {...props} maxLength={MOST_REASON} value={why} onChange={(event) => setWhy(event.target.value)} />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" sending={sending}>
          {t('draft.plan', { count: refs.length })}
        </Button>
        <span className="text-muted text-sm">{changes('planHint')}</span>
      </div>
    </form>
  )
}
