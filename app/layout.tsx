import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import { connection } from 'next/server'
import { getLocale } from 'next-intl/server'
import type { ReactNode } from 'react'
import { PreferencesProvider, type Theme } from '@/components/ui/preferences'
import { Toasts } from '@/components/ui/toast'
import { TooltipHost } from '@/components/ui/tooltip'
import { THEME_COOKIE, ZONE_COOKIE } from '@/lib/i18n/locale'
import { Messages } from '@/lib/i18n/messages'
import { Queries } from '@/lib/queries/client'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Quarterdeck', template: '%s · Quarterdeck' },
  robots: { index: false, follow: false },
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f5f7f9' },
    { media: '(prefers-color-scheme: dark)', color: '#0c0f12' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Pages are drawn for each request: a page built beforehand would carry no nonce, and its scripts would not run.
  await connection()
  const [locale, jar] = await Promise.all([getLocale(), cookies()])
  const chosen = jar.get(THEME_COOKIE)?.value
  const theme: Theme = chosen === 'light' || chosen === 'dark' ? chosen : 'system'
  return (
    <html lang={locale === 'zh' ? 'zh-CN' : 'en'} data-theme={theme === 'system' ? undefined : theme}>
      <body>
        <Messages>
          <PreferencesProvider theme={theme} zone={jar.get(ZONE_COOKIE)?.value === 'utc' ? 'utc' : 'local'}>
            <Queries>{children}</Queries>
            <Toasts />
            <TooltipHost />
          </PreferencesProvider>
        </Messages>
      </body>
    </html>
  )
}
