'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { useLang } from '@/components/ui/badge'
import { useFieldWords } from '@/components/ui/problem'
import { operationsOf } from '@/lib/catalog'
import type { Draft, DraftObject } from '@/lib/explorer/draft'
import type { FieldModel } from '@/lib/explorer/fields'
import type { Fields } from '@/lib/issues'
import type { Account } from '@/lib/model/account'
import type { Operation } from '@/lib/operation'
import { windowQuery } from '@/lib/queries/instances'
import { isNeeded, rulesOf, wordsOf } from '@/lib/rules'
import { FieldRow } from './field-row'
import { isZoneField } from './region-field'

const PICKER_ROWS = 200

interface OperationFormProps {
  operation: Operation
  fields: readonly FieldModel[]
  draft: DraftObject
  input: Record<string, unknown>
  account: Account | undefined
  region: string
  problems: Fields
  /** Somebody pressed the button: what is missing is told too. */
  tried: boolean
  onChange: (draft: DraftObject) => void
}

/** The form of an operation, made from its schema. What is wrong is told as it is typed. */
export function OperationForm(props: OperationFormProps) {
  const { operation, fields, draft, input, account, region, problems, tried, onChange } = props
  const t = useTranslations('operations')
  const locale = useLang()
  const words = useFieldWords()
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const rules = rulesOf(operation.request)
  const instanceFields = useMemo(
    () => new Set(operationsOf(operation.service).flatMap(({ target }) => target ?? [])),
    [operation.service],
  )
  const { data: instances } = useQuery({
    ...windowQuery(
      { q: `service:${operation.service} account:${account?.id} region:${region}`, sort: 'name' },
      0,
      PICKER_ROWS,
    ),
    enabled: account !== undefined && region !== '' && fields.some(({ name }) => instanceFields.has(name)),
  })

  const errorAt = (path: string) => {
    const problem = problems[path]
    if (!problem) return undefined
    const [field = path] = path.split('.')
    if (problem.code === 'required' && !tried && !touched.has(field)) return undefined
    return words(path, problem.code, problem.params)
  }
  const set = (name: string, value: Draft) => {
    const next = { ...draft, [name]: value }
    const instance = instanceFields.has(name) ? instances?.items.find(({ key }) => key.id === value) : undefined
    if (instance?.zone) {
      for (const field of fields) if (isZoneField(field.name)) next[field.name] = instance.zone
    }
    setTouched((before) => new Set(before).add(name))
    onChange(next)
  }
  if (fields.length === 0) return <p className="py-2 text-muted">{t('noFields')}</p>
  return (
    <form onSubmit={(event) => event.preventDefault()} autoComplete="off">
      {fields.map((field) => (
        <FieldRow
          key={field.name}
          field={field}
          path={field.name}
          value={draft[field.name]}
          needed={isNeeded(rules, field.name, input)}
          hints={rules.filter((rule) => rule.field === field.name).map((rule) => wordsOf(rule)[locale])}
          instances={instanceFields.has(field.name) ? instances?.items : undefined}
          region={region}
          errorAt={errorAt}
          onChange={(value) => set(field.name, value)}
        />
      ))}
    </form>
  )
}
