import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import { BASE_NAMESPACES, CHANGE_PARTS, MENU_PARTS, type Namespace } from './namespaces'

interface Wanted {
  also?: readonly Namespace[]
  /** Of the texts of changes those of the menu of actions; with `changes` in `also` they are there anyway. */
  menu?: boolean
  children: ReactNode
}

/**
 * Gives the client components inside it the texts of the base namespaces and of those named.
 * A page that brings texts of its own wraps its content: `<Messages also={['instances']}>`.
 */
export async function Messages({ also = [], menu = false, children }: Wanted) {
  const all = await getMessages()
  const ofChanges = Object(all.changes)
  const parts = [...CHANGE_PARTS, ...(menu ? MENU_PARTS : [])].map((key) => [key, ofChanges[key]])
  const whole = [...BASE_NAMESPACES, ...also].map((name) => [name, all[name]])
  const sent = Object.fromEntries([['changes', Object.fromEntries(parts)], ...whole])
  return <NextIntlClientProvider messages={sent}>{children}</NextIntlClientProvider>
}
