'use client'

import { ChoiceControl, useListHint } from '@/components/create/choice-control'
import { listOf } from '@/components/create/lists'
import type { FieldModel } from '@/lib/explorer/fields'
import type { InstanceChoices } from '@/lib/model/create'
import { ParamField } from './param-field'

interface ListedFieldProps {
  field: FieldModel
  text: string
  error: string | undefined
  onChange: (text: string) => void
  isNew?: boolean
  /** Undefined: this action has no lists. */
  choices: Pick<InstanceChoices, 'lists'> | undefined
  /** Of the other fields, by which lists are narrowed. */
  chosen: Readonly<Record<string, string | undefined>>
}

/** A parameter that is chosen from what the instance's cloud lists, or typed where nothing lists it. */
export function ListedField({ choices, chosen, ...props }: ListedFieldProps) {
  const { field, text, onChange } = props
  const list = listOf(choices, field.name, chosen)
  const hint = useListHint(list, field.name)
  if (!list) return <ParamField {...props} />
  return (
    <ParamField
      {...props}
      list={{
        hint,
        control: (control) => (
          <ChoiceControl control={control} list={list} required={field.required} value={text} onChange={onChange} />
        ),
      }}
    />
  )
}
