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
import { preferencesOf } from '@/lib/i18n/own'
import { Queries } from '@/lib/queries/client'
import './globals.css'

export const metadata: Metadata = {
  robots: { index: false, follow: false },
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f5f7f9' },
    { media: '(prefers-color-scheme: dark)', color: '#0c0f12' },
  ],
}

const themeOf = (value: string | undefined): Theme => (value === 'light' || value === 'dark' ? value : 'system')

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Pages are drawn for each request: a page built beforehand would carry no nonce, and its scripts would not run.
  await connection()
  const [locale, jar] = await Promise.all([getLocale(), cookies()])
  const own = await preferencesOf()
  const theme = own?.theme ?? themeOf(jar.get(THEME_COOKIE)?.value)
  const zone = own?.timezone ?? (jar.get(ZONE_COOKIE)?.value === 'utc' ? 'utc' : 'local')
  return (
    <html lang={locale === 'zh' ? 'zh-CN' : 'en'} data-theme={theme === 'system' ? undefined : theme}>
      <body>
        <Messages>
          <PreferencesProvider theme={theme} zone={zone}>
            <Queries>{children}</Queries>
            <Toasts />
            <TooltipHost />
          </PreferencesProvider>
        </Messages>
      </body>
    </html>
  )
}
