'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { ControlProps } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { usePreferences } from '@/components/ui/preferences'
import { type MomentForm, momentText } from '@/lib/explorer/moment'
import { BothZones, momentOf } from './when-field'

interface MomentFieldProps {
  control: ControlProps
  form: MomentForm
  /** As the action takes it, in UTC. */
  text: string
  onChange: (text: string) => void
}

/** A moment that is chosen in the zone of the pages; below it the same moment in both zones. */
export function MomentField(props: MomentFieldProps) {
  const { zone } = usePreferences()
  return <Typed key={zone} zone={zone} {...props} />
}

function Typed({ control, form, text, onChange, zone }: MomentFieldProps & { zone: 'local' | 'utc' }) {
  const t = useTranslations('changes')
  // What is half typed is no moment yet, and stays as it stands.
  const [typed, setTyped] = useState(() => clockText(text, zone))
  const at = momentOf(typed, zone)
  return (
    <>
      <Input
        {...control}
        type="datetime-local"
        className="w-60 max-w-full"
        data-tip={t(`when.time.${zone}`)}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value)
          const chosen = momentOf(target.value, zone)
          onChange(chosen === undefined ? '' : momentText(Date.parse(chosen), form))
        }}
      />
      {at !== undefined && <BothZones at={at} />}
    </>
  )
}

/** A moment as the browser's control has it; empty where it is none. */
function clockText(text: string, zone: 'local' | 'utc'): string {
  const at = new Date(text)
  if (Number.isNaN(at.getTime())) return ''
  const shown = zone === 'utc' ? at : new Date(at.getTime() - at.getTimezoneOffset() * 60_000)
  return shown.toISOString().slice(0, 16)
}
