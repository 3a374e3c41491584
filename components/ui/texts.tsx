'use client'

import { NextIntlClientProvider, useLocale, useMessages } from 'next-intl'
import { type ReactNode, Suspense, use, useMemo } from 'react'
import type { Namespace } from '@/lib/i18n/namespaces'

type Found = Record<string, unknown>

const asked = new Map<string, Promise<Found>>()

async function load(locale: string, name: Namespace): Promise<[Namespace, unknown]> {
  return [name, (await import(`../../lib/i18n/messages/${locale}/${name}.json`)).default]
}

/** The texts of these namespaces in this language, loaded once. Rejects where they cannot be had; the next call tries again. */
function textsOf(locale: string, names: readonly Namespace[]): Promise<Found> {
  const key = `${locale} ${names.join()}`
  const known = asked.get(key)
  if (known) return known
  const found = Promise.all(names.map((name) => load(locale, name))).then(Object.fromEntries)
  asked.set(key, found)
  found.catch(() => asked.delete(key))
  return found
}

/**
 * Draws its children with the texts of these namespaces, whatever the page brought. A page sends those of what its address
 * asks for; going back to an address that no server ever saw shows a part whose texts came with none.
 */
export function Texts({ of, wait, children }: { of: readonly Namespace[]; wait: ReactNode; children: ReactNode }) {
  return (
    <Suspense fallback={wait}>
      <Given of={of}>{children}</Given>
    </Suspense>
  )
}

function Given({ of, children }: { of: readonly Namespace[]; children: ReactNode }) {
  const known = useMessages()
  const locale = useLocale()
  const lacking = of.filter((name) => !(name in known))
  const loaded = lacking.length > 0 ? use(textsOf(locale, lacking)) : undefined
  const messages = useMemo(() => ({ ...known, ...loaded }), [known, loaded])
  return (
    <NextIntlClientProvider locale={locale} messages={messages}>
      {children}
    </NextIntlClientProvider>
  )
}
