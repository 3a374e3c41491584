'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Check } from '@/components/ui/check'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { ProblemBanner } from '@/components/ui/problem'
import type { AllowGroup } from '@/lib/model/access-lists'
import { LIST_MODES, type ListMode, V4_LIMITS } from '@/lib/model/allow-list'
import { readList } from '@/lib/model/cidr'
import { changeQuery, planChange } from '@/lib/queries/changes'
import { ListFindings } from './list-findings'

const MOST_REASON = 500
/** Value of the choice that asks for a name. */
const NEW = ''

interface ListEditorProps {
  reference: string
  groups: readonly AllowGroup[]
  /** The service has several lists, each with a name. */
  hasGroups: boolean
}

/** What is to come into a list, to go from it, or to be the whole of it, with what is to be said of it as it is typed. */
export function ListEditor({ reference, groups, hasGroups }: ListEditorProps) {
  const t = useTranslations('access')
  const changes = useTranslations('changes')
  const router = useRouter()
  const client = useQueryClient()
  const asked = useSearchParams().get('list')
  const [name, setName] = useState(asked ?? groups.find((group) => !group.hidden)?.id ?? 'default')
  const [newName, setNewName] = useState('')
  const [mode, setMode] = useState<ListMode>('append')
  const [text, setText] = useState('')
  const [why, setWhy] = useState('')
  const [tried, setTried] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const [sending, setSending] = useState(false)
  const area = useRef<HTMLTextAreaElement>(null)
  const group = hasGroups ? groups.find(({ id }) => id === name) : groups[0]
  const list = name === NEW ? newName.trim() : name
  const now = (group?.entries ?? []).join('\n')
  const read = readList(text, V4_LIMITS)
  const wrong = read.faults.length > 0 || read.blocks.length === 0

  const choose = (next: ListMode) => {
    // What was typed to be added is no list to replace it with, and the other way round.
    if (next === 'cover') setText(now)
    else if (mode === 'cover') setText('')
    setMode(next)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (sending) return
    if (wrong || (hasGroups && list === '')) return area.current?.focus()
    setSending(true)
    setProblem(undefined)
    const reason = why.trim()
    const params = { ...(hasGroups ? { list } : {}), mode, addresses: text, was: (group?.entries ?? []).join(',') }
    try {
      const change = await planChange({ ref: reference, action: 'allow-list', params, ...(reason ? { reason } : {}) })
      client.setQueryData(changeQuery(change.id).queryKey, change)
      router.push(`/changes/${change.id}`)
    } catch (error) {
      setProblem(error)
      setSending(false)
    }
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
              {groups.map(({ id, hidden }) => (
                <option key={id} value={id}>
                  {hidden ? `${id} ${t('hidden')}` : id}
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
      <Field
        label={t('editor.addresses')}
        hint={t('editor.hint')}
        required
        error={tried && text.trim() === '' ? t('editor.missing') : undefined}
      >
        {(props) => (
          <div className="input h-auto" data-bad={props['aria-invalid'] ? true : undefined}>
            <textarea
              {...props}
              ref={area}
              className="mono w-full resize-y bg-transparent py-1.5"
              rows={8}
              spellCheck={false}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
        )}
      </Field>
      <ListFindings
        read={read}
        mode={mode}
        now={group?.entries ?? []}
        others={groups.filter((one) => one !== group).flatMap(({ entries }) => entries ?? [])}
      />
      <Field label={changes('why')} hint={changes('whyHint')} className="max-w-96">
        {(props) => (
          <Input {...props} maxLength={MOST_REASON} value={why} onChange={(event) => setWhy(event.target.value)} />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" sending={sending}>
          {changes('plan')}
        </Button>
        <span className="text-muted text-sm">{changes('planHint')}</span>
      </div>
    </form>
  )
}
