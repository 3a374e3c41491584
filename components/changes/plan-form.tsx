'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useWrongWords } from '@/components/operations/use-wrong-words'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ProblemBanner, useFieldErrors } from '@/components/ui/problem'
import { inputOf } from '@/lib/explorer/draft'
import { fieldAt, fieldsOfRequest } from '@/lib/explorer/fields'
import { fieldsOf } from '@/lib/issues'
import type { ActionId, Change } from '@/lib/model/change'
import type { ObjectSchema } from '@/lib/operation'
import { planChange } from '@/lib/queries/changes'
import { ParamField } from './param-field'
import { useParamNames } from './words'

const MOST_REASON = 500

interface PlanFormProps {
  reference: string
  action: ActionId
  schema: ObjectSchema
  initial: Record<string, string>
  /** Why an earlier plan was made. */
  reason: string
  onPlanned: (change: Change) => void
}

/** What the action wants to know, and why it is done. */
export function PlanForm({ reference, action, schema, initial, reason: before, onPlanned }: PlanFormProps) {
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

  const refuse = (next: Record<string, string>, error?: unknown) => {
    flushSync(() => {
      setErrors(next)
      setProblem(Object.keys(next).length ? undefined : error)
      setSending(false)
    })
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (sending) return
    const params = inputOf(fields, draft)
    const parsed = schema.safeParse(params)
    if (!parsed.success) {
      const found = Object.entries(fieldsOf(parsed.error.issues, params))
      return refuse(Object.fromEntries(found.map(([path, field]) => [path, wrong(path, field, fieldAt(fields, path))])))
    }
    setSending(true)
    setErrors({})
    setProblem(undefined)
    try {
      const reason = why.trim()
      onPlanned(await planChange({ ref: reference, action, params, ...(reason ? { reason } : {}) }))
    } catch (error) {
      refuse(refusals(error), error)
    }
  }
  return (
    <form ref={form} className="grid gap-3" onSubmit={submit} autoComplete="off" noValidate>
      {problem ? <ProblemBanner error={problem} /> : null}
      {fields.length === 0 ? <p className="text-text-2">{t('nothingToChoose')}</p> : null}
      {fields.map((field) => (
        <ParamField
          key={field.name}
          field={field}
          text={draft[field.name] ?? ''}
          error={errors[field.name]}
          onChange={(text) => {
            setDraft((before) => ({ ...before, [field.name]: text }))
            const { [field.name]: _, ...rest } = errors
            setErrors(rest)
          }}
        />
      ))}
      <Field label={t('why')} hint={t('whyHint')} error={errors.reason} className="max-w-96">
        {(props) => (
          <Input {...props} maxLength={MOST_REASON} value={why} onChange={(event) => setWhy(event.target.value)} />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" sending={sending}>
          {t('plan')}
        </Button>
        <span className="text-muted text-sm">{t('planHint')}</span>
      </div>
    </form>
  )
}
