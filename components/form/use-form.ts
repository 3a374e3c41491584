'use client'

import { type FormEvent, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useFieldErrors } from '@/components/ui/problem'
import { ApiProblem } from '@/lib/queries/problem'

/** Problems that are wholly told at the fields they name. */
const AT_FIELDS: ReadonlySet<string> = new Set(['bad-input', 'conflict-exists'])

type Errors = Record<string, string>

interface Options<T extends object> {
  initial: T
  /** Sends what was entered. What it throws is shown; what was typed stays. */
  save: (values: T) => Promise<unknown>
  /** What this page can say before asking the server: field -> why not. */
  check?: (values: T) => Partial<Record<keyof T & string, string>>
}

/** State of one form: values, refused fields, the problem of the last try. Focus goes to the first refused field. */
export function useForm<T extends object>({ initial, save, check }: Options<T>) {
  const [stored, setStored] = useState(initial)
  const [values, setValues] = useState(initial)
  const [errors, setErrors] = useState<Errors>({})
  const [problem, setProblem] = useState<unknown>()
  const [sending, setSending] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const fieldErrors = useFieldErrors()

  const refuse = (next: Errors, error?: unknown) => {
    flushSync(() => {
      setErrors(next)
      setProblem(error)
      setSending(false)
    })
    const bad = form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-bad-group] input')
    bad?.focus()
  }

  const submit = async (event?: FormEvent) => {
    event?.preventDefault()
    if (sending) return
    const found = Object.entries(check?.(values) ?? {}).filter((entry): entry is [string, string] => Boolean(entry[1]))
    if (found.length > 0) return refuse(Object.fromEntries(found))
    setSending(true)
    setProblem(undefined)
    setErrors({})
    try {
      await save(values)
      setSending(false)
    } catch (error) {
      refuse(ownErrors(fieldErrors(error), values), error)
    }
  }

  const set = <K extends keyof T & string>(field: K, value: T[K]) => {
    setValues((before) => ({ ...before, [field]: value }))
    if (!errors[field]) return
    const { [field]: _, ...rest } = errors
    setErrors(rest)
  }

  return {
    form,
    values,
    stored,
    errors,
    sending,
    set,
    submit,
    /** The problem to show above the form: not when every part of it stands at a field. */
    problem:
      problem instanceof ApiProblem && AT_FIELDS.has(problem.problem.code) && Object.keys(errors).length
        ? undefined
        : problem,
    changed: (field: keyof T & string) => JSON.stringify(values[field]) !== JSON.stringify(stored[field]),
    dirty: JSON.stringify(values) !== JSON.stringify(stored),
    /** Takes other values as what is stored, and shows them. */
    reset: (next: T) => {
      setStored(next)
      setValues(next)
      setErrors({})
      setProblem(undefined)
    },
    /** Takes other values as what is stored, and keeps what was typed. */
    compareWith: (next: T) => setStored(next),
  }
}

/** `regions.2` belongs to the field `regions`, and says which of its values is meant. */
function ownErrors(errors: Errors, values: object): Errors {
  const own: Errors = {}
  for (const [path, text] of Object.entries(errors)) {
    const [field = path, index] = path.split('.')
    const value: unknown = (values as Record<string, unknown>)[field] // any form's values, by a name the server sent
    const item: unknown = Array.isArray(value) && index !== undefined ? value[Number(index)] : undefined
    own[field] ??= typeof item === 'string' ? `${item}: ${text}` : text
  }
  return own
}
