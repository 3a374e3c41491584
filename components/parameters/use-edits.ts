import { useCallback, useMemo, useState } from 'react'
import type { Parameter } from '@/lib/model/parameter'
import { validityOfForm } from '@/lib/model/parameter'
import { allowedText, allows } from '@/lib/model/parameter-value'

export interface Edit {
  parameter: Parameter
  text: string
  /** It is certain that this may not be sent. */
  refused: boolean
}

export type OnEdit = (name: string, text: string | undefined) => void

/** Whether a value may certainly not be sent. */
export const isRefused = ({ name, validity }: Parameter, text: string): boolean =>
  allows(name, validity ? validityOfForm(validity) : undefined, text) === false

/** The value that a link proposes of the parameter that it names; nothing where there is none, or where it may not be sent. */
export function proposedBy(search: URLSearchParams, parameters: readonly Parameter[]): Record<string, string> {
  const [name, text] = [search.get('name'), search.get('set')]
  const parameter = parameters.find((one) => one.name === name)
  return parameter && text !== null && !isRefused(parameter, text) ? { [parameter.name]: text } : {}
}

/** What is allowed, in no language; empty when nobody tells. */
export const allowedOf = ({ name, validity }: Parameter): string =>
  allowedText(name, validity ? validityOfForm(validity) : undefined)

const NOTHING = (): Readonly<Record<string, string>> => ({})

/**
 * Values that were typed and differ from those that are, at the beginning those of `first`. Typing the present value
 * again takes an edit back.
 */
export function useEdits(parameters: readonly Parameter[], first = NOTHING) {
  const [typed, setTyped] = useState(first)
  const edit: OnEdit = useCallback((name, text) => {
    setTyped(({ [name]: _, ...others }) => (text === undefined ? others : { ...others, [name]: text }))
  }, [])
  const edits = useMemo(
    () =>
      parameters.flatMap((parameter): Edit[] => {
        const text = Object.hasOwn(typed, parameter.name) ? typed[parameter.name] : undefined
        if (text === undefined || text === parameter.value) return []
        return [{ parameter, text, refused: isRefused(parameter, text) }]
      }),
    [parameters, typed],
  )
  const editAll = useCallback((set: Readonly<Record<string, string>>) => setTyped(set), [])
  return { typed, edits, edit, editAll, clear: useCallback(() => setTyped({}), []) }
}
