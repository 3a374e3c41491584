'use client'

import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'

interface TypedFieldProps {
  label: string
  act: string
  initial?: string
  /** Said below the field at all times. */
  hint?: ReactNode
  /** Said instead, when what was typed cannot be taken. */
  wrong: ReactNode
  isPrimary?: boolean
  /** Has the focus when its dialog opens. */
  isFirst?: boolean
  className?: string
  /** Takes what was typed, or answers false, or why it cannot be taken where there are several reasons. */
  onText: (text: string) => boolean | string
}

/** One line that is typed and taken, or refused with a reason beside it. */
export function TypedField(props: TypedFieldProps) {
  const { label, act, initial = '', hint, wrong, isPrimary = false, isFirst = false, className, onText } = props
  const id = useId()
  const [text, setText] = useState(initial)
  const [refusal, setRefusal] = useState<ReactNode>(null)
  const isWrong = refusal !== null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const taken = onText(text)
    if (taken !== true) setRefusal(taken || wrong)
    else if (!initial) setText('')
  }
  const said = refusal ?? hint
  return (
    <form onSubmit={submit} className="grid gap-1.5">
      <label htmlFor={id}>{label}</label>
      <div className={`flex gap-2 ${className ?? ''}`}>
        <Input
          id={id}
          mono
          value={text}
          spellCheck={false}
          data-autofocus={isFirst || undefined}
          aria-invalid={isWrong || undefined}
          aria-describedby={said ? `${id}-said` : undefined}
          onChange={(event) => {
            setText(event.target.value)
            setRefusal(null)
          }}
        />
        <Button type="submit" variant={isPrimary ? 'primary' : undefined}>
          {act}
        </Button>
      </div>
      {said && (
        <p id={`${id}-said`} className={isWrong ? 'text-danger text-sm' : 'hint'} role={isWrong ? 'alert' : undefined}>
          {said}
        </p>
      )}
    </form>
  )
}
