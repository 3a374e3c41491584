'use client'

import { NextIntlClientProvider, useLocale, useMessages } from 'next-intl'
import { type ReactNode, Suspense, use, useMemo } from 'react'
import type { Namespace } from '@/lib/i18n/namespaces'

type Found = Record<string, unknown>

const asked = new Map<string, Promise<Found>>()

/** Of the tabs of an instance; one line each, as an address of all files would weigh more than it saves. */
const LOADERS = {
  monitoring: (locale: string) => import(`../../lib/i18n/messages/${locale}/monitoring.json`),
  slowLog: (locale: string) => import(`../../lib/i18n/messages/${locale}/slowLog.json`),
  logs: (locale: string) => import(`../../lib/i18n/messages/${locale}/logs.json`),
  diagnostics: (locale: string) => import(`../../lib/i18n/messages/${locale}/diagnostics.json`),
  backups: (locale: string) => import(`../../lib/i18n/messages/${locale}/backups.json`),
  access: (locale: string) => import(`../../lib/i18n/messages/${locale}/access.json`),
  parameters: (locale: string) => import(`../../lib/i18n/messages/${locale}/parameters.json`),
  hazards: (locale: string) => import(`../../lib/i18n/messages/${locale}/hazards.json`),
  templates: (locale: string) => import(`../../lib/i18n/messages/${locale}/templates.json`),
  billing: (locale: string) => import(`../../lib/i18n/messages/${locale}/billing.json`),
} as const satisfies Partial<Record<Namespace, (locale: string) => Promise<{ default: unknown }>>>
type Loaded = keyof typeof LOADERS

/** The texts of these namespaces in this language, loaded once. Rejects where they cannot be had; the next call tries again. */
function textsOf(locale: string, names: readonly Loaded[]): Promise<Found> {
  const key = `${locale} ${names.join()}`
  const known = asked.get(key)
  if (known) return known
  const found = Promise.all(names.map(async (name) => [name, (await LOADERS[name](locale)).default])).then(
    Object.fromEntries,
  )
  asked.set(key, found)
  found.catch(() => asked.delete(key))
  return found
}

/**
 * Draws its children with the texts of these namespaces, whatever the page brought. A page sends those of what its address
 * asks for; going back to an address that no server ever saw shows a part whose texts came with none.
 */
export function Texts({ of, wait, children }: { of: readonly Loaded[]; wait: ReactNode; children: ReactNode }) {
  return (
    <Suspense fallback={wait}>
      <Given of={of}>{children}</Given>
    </Suspense>
  )
}

function Given({ of, children }: { of: readonly Loaded[]; children: ReactNode }) {
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
