'use client'

import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState } from 'react'
import { Check } from '@/components/ui/check'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { ProblemBanner } from '@/components/ui/problem'
import type { AllowGroup } from '@/lib/model/access-lists'
import { LIST_MODES, type ListMode } from '@/lib/model/allow-list'
import { AddressField, isAddresses } from './address-field'
import { PlanFoot } from './plan-foot'
import { usePlanned } from './use-planned'

/** Value of the choice that asks for a name. */
const NEW = ''

interface ListEditorProps {
  reference: string
  groups: readonly AllowGroup[]
  /** The service has several lists, each with a name. */
  hasGroups: boolean
  /** Servers of bound groups come in beside the lists. */
  servers: boolean
}

/** What is to come into a list, to go from it, or to be the whole of it, with what is to be said of it as it is typed. */
export function ListEditor({ reference, groups, hasGroups, servers }: ListEditorProps) {
  const t = useTranslations('access')
  const search = useSearchParams()
  const { plan, problem, sending } = usePlanned()
  // What its cloud's other services keep is not changed here.
  const own = groups.filter((group) => !group.hidden)
  const [name, setName] = useState(search.get('list') ?? own[0]?.id ?? 'default')
  const [newName, setNewName] = useState('')
  const isRemoval = search.get('mode') === 'delete'
  const [mode, setMode] = useState<ListMode>(isRemoval ? 'delete' : 'append')
  // Taking all out removes the group.
  const [text, setText] = useState(() =>
    isRemoval ? (groups.find(({ id }) => id === name)?.entries ?? []).join('\n') : '',
  )
  const [why, setWhy] = useState('')
  const [tried, setTried] = useState(false)
  const area = useRef<HTMLTextAreaElement>(null)
  const group = hasGroups ? groups.find(({ id }) => id === name) : groups[0]
  const list = name === NEW ? newName.trim() : name
  const now = (group?.entries ?? []).join('\n')

  const choose = (next: ListMode) => {
    // What was typed to be added is no list to replace it with, and the other way round.
    if (next === 'cover') setText(now)
    else if (mode === 'cover') setText('')
    setMode(next)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (sending) return
    if (!isAddresses(text) || (hasGroups && list === '')) return area.current?.focus()
    const params = { ...(hasGroups ? { list } : {}), mode, addresses: text, was: (group?.entries ?? []).join(',') }
    void plan({ ref: reference, action: 'allow-list', params }, why)
  }
  return (
    <form className="grid grid-cols-[minmax(0,1fr)] gap-3" onSubmit={submit} autoComplete="off" noValidate>
      {problem ? <ProblemBanner error={problem} /> : null}
      {hasGroups && (
        <Field label={t('editor.list')} className="max-w-96">
          {(props) => (
            <Select
              {...props}
              value={name}
              onChange={(event) => {
                const next = event.target.value
                setName(next)
                if (mode === 'cover') setText((groups.find(({ id }) => id === next)?.entries ?? []).join('\n'))
              }}
            >
              {own.map(({ id }) => (
                <option key={id} value={id}>
                  {id}
                </option>
              ))}
              <option value={NEW}>{t('editor.newList')}</option>
            </Select>
          )}
        </Field>
      )}
      {hasGroups && name === NEW && (
        <Field
          label={t('editor.newName')}
          required
          error={tried && list === '' ? t('editor.nameMissing') : undefined}
          className="max-w-96"
        >
          {(props) => (
            <Input {...props} maxLength={120} value={newName} onChange={(event) => setNewName(event.target.value)} />
          )}
        </Field>
      )}
      <fieldset className="grid gap-1">
        <legend className="label pb-1">{t('editor.how')}</legend>
        {LIST_MODES.map((value) => (
          <Check
            key={value}
            type="radio"
            name="mode"
            label={t(`editor.modes.${value}`)}
            checked={mode === value}
            onChange={() => choose(value)}
          />
        ))}
      </fieldset>
      <AddressField
        {...{ reference, text, tried, mode, area, servers }}
        onChange={setText}
        now={group?.entries ?? []}
        others={own.filter((one) => one !== group).flatMap(({ entries }) => entries ?? [])}
      />
      <PlanFoot why={why} onWhy={setWhy} sending={sending} />
    </form>
  )
}
