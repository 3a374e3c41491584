import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import { BASE_NAMESPACES, type Namespace } from './namespaces'

/**
 * Gives the client components inside it the texts of the base namespaces and of those named.
 * A page that brings texts of its own wraps its content: `<Messages also={['instances']}>`.
 */
export async function Messages({ also = [], children }: { also?: readonly Namespace[]; children: ReactNode }) {
  const all = await getMessages()
  const sent = Object.fromEntries([...BASE_NAMESPACES, ...also].map((name) => [name, all[name]]))
  return <NextIntlClientProvider messages={sent}>{children}</NextIntlClientProvider>
}
