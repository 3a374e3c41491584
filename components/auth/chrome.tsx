'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useTransition } from 'react'
import { Mark } from '@/components/shell/mark'
import { useLang } from '@/components/ui/badge'
import { IconButton } from '@/components/ui/button'
import { rememberLocale, usePreferences } from '@/components/ui/preferences'
import { State } from '@/components/ui/status'
import type { Locale } from '@/lib/i18n/locale'
import { health } from '@/lib/queries/sign-in'

const LANGUAGES = [
  { locale: 'en', name: 'English', tag: 'en' },
  { locale: 'zh', name: '简体中文', tag: 'zh-CN' },
] as const

/** Around the pages that need no sign-in. */
export function Chrome({ version, children }: { version: string; children: ReactNode }) {
  const t = useTranslations('auth')
  const shell = useTranslations('shell')
  const locale = useLang()
  const router = useRouter()
  const [, startTransition] = useTransition()
  const { setTheme } = usePreferences()
  const healthy = useQuery({ queryKey: ['health'], queryFn: ({ signal }) => health(signal), refetchInterval: 30_000 })
  const speak = (to: Locale) => {
    rememberLocale(to)
    startTransition(() => router.refresh())
  }
  const flip = () => {
    const dark = document.documentElement.dataset.theme === 'dark'
    const followsDark = !document.documentElement.dataset.theme && matchMedia('(prefers-color-scheme: dark)').matches
    setTheme(dark || followsDark ? 'light' : 'dark')
  }
  return (
    <div className="grid min-h-dvh grid-rows-[56px_1fr_auto] bg-bg">
      <header className="flex items-center gap-2 px-6 max-wide:px-4">
        <span className="brand px-0">
          <Mark /> {shell('product')}
        </span>
        <span className="flex-1" />
        {LANGUAGES.map((language) => (
          <button
            key={language.locale}
            type="button"
            lang={language.tag}
            className={`iconbtn text-base ${language.locale === locale ? 'font-medium text-text' : ''}`}
            aria-pressed={language.locale === locale}
            onClick={() => speak(language.locale)}
          >
            {language.name}
          </button>
        ))}
        <IconButton icon="theme" label={shell('theme.label')} onClick={flip} />
      </header>
      <main className="auth grid place-items-center px-4 pb-10">
        <div className="grid w-full max-w-[360px] gap-4">{children}</div>
      </main>
      <footer className="flex flex-wrap items-center gap-x-4 gap-y-1 px-6 py-3 text-muted text-sm max-wide:px-4">
        <span>{t('footer.ends')}</span>
        <span className="flex-1" />
        {healthy.data !== undefined && (
          <State tone={healthy.data ? 'ok' : 'danger'}>{t(healthy.data ? 'footer.healthy' : 'footer.ill')}</State>
        )}
        <span>{version}</span>
      </footer>
    </div>
  )
}
