'use client'

import { useTranslations } from 'next-intl'
import { type RefObject, useMemo, useState } from 'react'
import { useLang } from '@/components/ui/badge'
import { type Draft, type DraftObject, withDefaults } from '@/lib/explorer/draft'
import { type FieldModel, fieldAt } from '@/lib/explorer/fields'
import { instanceFieldsOf, isZoneField } from '@/lib/explorer/known-fields'
import type { Fields } from '@/lib/issues'
import type { Account } from '@/lib/model/account'
import type { Operation } from '@/lib/operation'
import { isNeeded, mayBeGiven, type Rule, rulesOf, wordsOf } from '@/lib/rules'
import { FieldRow } from './field-row'
import { QuickSpans } from './moment-picker'
import { useSuggestions } from './use-suggestions'
import { useWrongWords } from './use-wrong-words'

interface OperationFormProps {
  operation: Operation
  /** The rows of the service. */
  table: readonly Operation[]
  fields: readonly FieldModel[]
  draft: DraftObject
  input: Record<string, unknown>
  account: Account | undefined
  region: string
  problems: Fields
  /** Somebody pressed the button: what is missing is told too. */
  tried: boolean
  form: RefObject<HTMLFormElement | null>
  onChange: (draft: DraftObject) => void
  onSubmit: () => void
}

/** What is told only when somebody began to fill it in, or wanted to send. */
const MISSING = new Set(['required', 'required-when', 'one-of'])

/** The form of an operation, made from its schema. What is wrong is told as it is typed. */
export function OperationForm(props: OperationFormProps) {
  const { operation, table, fields, draft, input, account, region, problems, tried, form, onChange, onSubmit } = props
  const t = useTranslations('operations')
  const locale = useLang()
  const wrongWords = useWrongWords()
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const rules = rulesOf(operation.request)
  const whole = withDefaults(fields, input)
  const isInstance = useMemo(() => instanceFieldsOf(table), [table])
  const suggestions = useSuggestions({ service: operation.service, fields, isInstance, draft, account, region })

  const errorAt = (path: string) => {
    const problem = problems[path]
    if (!problem) return undefined
    const [field = path] = path.split('.')
    if (MISSING.has(problem.code) && !tried && !touched.has(field)) return undefined
    return wrongWords(path, problem, fieldAt(fields, path), draft[path])
  }
  const set = (name: string, value: Draft) => {
    const next = { ...draft, [name]: value }
    const instance = suggestions.instance(name, value)
    if (instance?.zone) {
      for (const field of fields) if (isZoneField(field.name)) next[field.name] = instance.zone
    }
    setTouched((before) => new Set(before).add(name))
    onChange(next)
  }
  if (fields.length === 0) return <p className="py-2 text-muted">{t('noFields')}</p>

  // What is written stays in sight even when it no longer fits: it would be sent.
  const isIdle = (name: string) => !mayBeGiven(rules, name, whole) && (draft[name] ?? '') === ''
  const idle = fields.filter(({ name }) => isIdle(name))
  return (
    <form
      ref={form}
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <QuickSpans fields={fields} onPick={(part) => onChange({ ...draft, ...part })} />
      {fields
        .filter(({ name }) => !isIdle(name))
        .map((field) => (
          <FieldRow
            key={field.name}
            field={field}
            path={field.name}
            value={draft[field.name]}
            needed={isNeeded(rules, field.name, whole)}
            hints={hintsOf(rules, field.name).map((rule) => wordsOf(rule)[locale])}
            suggestions={suggestions.of(field.name)}
            aside={suggestions.instance(field.name, draft[field.name])?.about}
            region={region}
            errorAt={errorAt}
            onChange={(value) => set(field.name, value)}
          />
        ))}
      {idle.length > 0 && <p className="hint py-2">{t('idle', { names: idle.map(({ name }) => name).join(', ') })}</p>}
      {/* Enter in a field does what the button does. */}
      <button type="submit" hidden tabIndex={-1} aria-hidden="true" />
    </form>
  )
}

/** Rules that stand at a field: all but those whose condition hides or shows it. */
const hintsOf = (rules: readonly Rule[], name: string) =>
  rules.filter((rule) => rule.field === name && rule.code !== 'only-when')
