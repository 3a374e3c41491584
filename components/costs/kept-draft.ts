import { useEffect, useState } from 'react'

/** What was typed on a page about costs and not saved, while the page is another one: it goes with this window. */
const kept = new Map<string, unknown>()

/** What was typed here before under a name and not saved; undefined: nothing was. */
export const draftOf = <T>(name: string): T | undefined => kept.get(name) as T | undefined // written below only, by the same name
export const forgetDraft = (name: string) => kept.delete(name)

/** Keeps what is typed for the next time, until it is saved: then `draft` is undefined. */
export function useKeeping<T>(name: string, draft: T | undefined): void {
  useEffect(() => {
    if (draft === undefined) kept.delete(name)
    else kept.set(name, draft)
  }, [name, draft])
  useEffect(() => {
    if (draft === undefined) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [draft])
}

/** Whether what is shown was typed here before; told once, until it is saved or thrown away. */
export function useWasKept(name: string): [boolean, () => void] {
  const [was, setWas] = useState(() => kept.has(name))
  return [was, () => setWas(false)]
}
