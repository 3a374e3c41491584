'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState } from 'react'
import { Check } from '@/components/ui/check'
import { ProblemBanner } from '@/components/ui/problem'
import type { ActionId } from '@/lib/model/action'
import { AddressField, isAddresses } from './address-field'
import { PlanFoot } from './plan-foot'
import { usePlanned } from './use-planned'

type Mode = 'append' | 'delete'

interface RulesEditorProps {
  /** Of the instance or the group. */
  reference: string
  /** Which action adds, and which one takes out where that is done by address. */
  actions: Record<'append', ActionId> & Partial<Record<'delete', ActionId>>
  now: readonly string[]
  others: readonly string[]
  /** What is chosen at first. */
  first?: Mode
  /** Rules of a group, beside which others let in: its plan is refused once they are others than now. */
  isGroup?: boolean
}

/** Rules by address, which are added and taken out one by one: no cloud has a call that edits one. */
export function RulesEditor({ reference, actions, now, others, first = 'append', isGroup = false }: RulesEditorProps) {
  const t = useTranslations('access')
  const { plan, problem, sending } = usePlanned()
  const [mode, setMode] = useState<Mode>(first)
  const [text, setText] = useState('')
  const [why, setWhy] = useState('')
  const [tried, setTried] = useState(false)
  const area = useRef<HTMLTextAreaElement>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (sending) return
    if (!isAddresses(text)) return area.current?.focus()
    const params = { addresses: text, ...(isGroup ? { was: now.join(',') } : {}) }
    void plan(
      { ref: reference, action: (mode === 'delete' ? actions.delete : undefined) ?? actions.append, params },
      why,
    )
  }
  return (
    <form className="grid grid-cols-[minmax(0,1fr)] gap-3" onSubmit={submit} autoComplete="off" noValidate>
      {problem ? <ProblemBanner error={problem} /> : null}
      {actions.delete && (
        <fieldset className="grid gap-1">
          <legend className="label pb-1">{t('editor.how')}</legend>
          {(['append', 'delete'] as const).map((value) => (
            <Check
              key={value}
              type="radio"
              name="mode"
              label={t(`editor.modes.${value}`)}
              checked={mode === value}
              onChange={() => setMode(value)}
            />
          ))}
        </fieldset>
      )}
      <AddressField {...{ reference, text, tried, mode, now, others, area }} isAll={!isGroup} onChange={setText} />
      <p className="hint max-w-[720px]">{t('editor.noEdit')}</p>
      <PlanFoot why={why} onWhy={setWhy} sending={sending} />
    </form>
  )
}
