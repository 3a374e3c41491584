'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from './button'
import { Check } from './check'
import { Dialog } from './dialog'
import { Field } from './field'
import { Input } from './input'
import { ProblemBanner } from './problem'

interface ConfirmProps<Result> {
  /** The act and its object. */
  title: string
  /** What is lost, in bold. */
  loss?: ReactNode
  children?: ReactNode
  /** Verb and object, on the button. */
  act: string
  danger?: boolean
  /** Has to be typed before the act is possible. */
  name?: string
  /** May be typed in place of `name`. */
  alias?: string
  /** Has to be ticked before the act is possible. */
  acknowledge?: ReactNode
  run: () => Promise<Result>
  /** Called with what the act brought, after the dialog asked to be closed: it may open the next one. */
  onDone?: (result: Result) => void
  onClose: () => void
}

/** Asks before an act: says what it does; with `name`, what it acts on has to be typed. */
export function Confirm<Result>(props: ConfirmProps<Result>) {
  const { title, loss, children, act, danger, name, alias, acknowledge, run, onDone, onClose } = props
  const t = useTranslations('ui')
  const [typed, setTyped] = useState('')
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const [acknowledged, setAcknowledged] = useState(false)
  const isNamed = name === undefined || typed === name || (typed !== '' && typed === alias)
  const ready = isNamed && (!acknowledge || acknowledged)
  const left =
    name === undefined ? 0 : lettersLeft(typed, alias && fits(typed, alias) > fits(typed, name) ? alias : name)
  const wanted = alias ? t('typeEither', { name: name ?? '', alias }) : t('typeToConfirm', { name: name ?? '' })

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!ready || sending) return
    setSending(true)
    setProblem(undefined)
    try {
      const result = await run()
      onClose()
      onDone?.(result)
    } catch (error) {
      setProblem(error)
      setSending(false)
    }
  }
  return (
    <Dialog
      title={title}
      onClose={onClose}
      closable={!sending}
      footer={
        <>
          <Button onClick={onClose} data-autofocus={name === undefined && !acknowledge ? '' : undefined}>
            {t('cancel')}
          </Button>
          <Button
            type="submit"
            form="confirm"
            variant={danger ? (ready ? 'danger' : 'default') : 'primary'}
            sending={sending}
            reason={!isNamed ? wanted : !ready && t('tickToConfirm')}
          >
            {act}
          </Button>
        </>
      }
    >
      <form id="confirm" className="grid gap-3" onSubmit={submit}>
        {problem !== undefined && <ProblemBanner error={problem} />}
        {loss && <p className="font-semibold">{loss}</p>}
        {children}
        {acknowledge && (
          <Check
            label={acknowledge}
            checked={acknowledged}
            onChange={(event) => setAcknowledged(event.target.checked)}
          />
        )}
        {name !== undefined && (
          <Field
            label={wanted}
            aside={<span className="hint">{isNamed ? '' : t('lettersLeft', { count: left })}</span>}
          >
            {(control) => (
              <Input
                {...control}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                autoComplete="off"
                spellCheck={false}
                data-autofocus=""
              />
            )}
          </Field>
        )}
      </form>
    </Dialog>
  )
}

/** How many letters are still to be typed after the part that already fits. */
const lettersLeft = (typed: string, name: string): number => name.length - fits(typed, name)

function fits(typed: string, name: string): number {
  let same = 0
  while (same < typed.length && typed[same] === name[same]) same++
  return same
}
