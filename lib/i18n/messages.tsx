import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import { BASE_NAMESPACES, type Namespace } from './namespaces'

/** Parts of a page's own texts that every page needs: the tray names changes and how they stand. */
const PARTS: Partial<Record<Namespace, readonly string[]>> = {
  changes: [
    'actions',
    'states',
    'evidence',
    'fields',
    'values',
    'charges',
    'networks',
    'architectures',
    'there',
    'tagOf',
    'orderIs',
    'on',
    'off',
    'empty',
    'gone',
    'never',
    'unknown',
  ],
}

/**
 * Gives the client components inside it the texts of the base namespaces and of those named.
 * A page that brings texts of its own wraps its content: `<Messages also={['instances']}>`.
 */
export async function Messages({ also = [], children }: { also?: readonly Namespace[]; children: ReactNode }) {
  const all = await getMessages()
  const parts = Object.entries(PARTS).map(([name, keys]) => {
    const whole = Object(all[name])
    return [name, Object.fromEntries(keys.map((key) => [key, whole[key]]))]
  })
  const sent = Object.fromEntries([...parts, ...[...BASE_NAMESPACES, ...also].map((name) => [name, all[name]])])
  return <NextIntlClientProvider messages={sent}>{children}</NextIntlClientProvider>
}
