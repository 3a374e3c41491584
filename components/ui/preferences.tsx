'use client'

import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import type { Zone } from '@/lib/i18n/format'
import { LOCALE_COOKIE, type Locale, THEME_COOKIE, ZONE_COOKIE } from '@/lib/i18n/locale'

export type Theme = 'system' | 'light' | 'dark'

interface Preferences {
  zone: Zone
  theme: Theme
  setZone(zone: Zone): void
  setTheme(theme: Theme): void
}

const Context = createContext<Preferences>({ zone: 'local', theme: 'system', setZone() {}, setTheme() {} })

const YEAR_S = 31_536_000
/** Remembers a choice for pages drawn before the server knows who is asking. */
export function remember(cookie: string, value: string) {
  const secure = location.protocol === 'https:' ? '; secure' : ''
  document.cookie = `${cookie}=${value}; path=/; max-age=${YEAR_S}; samesite=lax${secure}`
}

export const rememberLocale = (locale: Locale) => remember(LOCALE_COOKIE, locale)

/** Holds the theme and the zone of times. What they start as comes from the server, so the first paint is right. */
export function PreferencesProvider(props: { zone: Zone; theme: Theme; children: ReactNode }) {
  const [zone, chooseZone] = useState(props.zone)
  const [theme, chooseTheme] = useState(props.theme)
  const setZone = useCallback((next: Zone) => {
    remember(ZONE_COOKIE, next)
    chooseZone(next)
  }, [])
  const setTheme = useCallback((next: Theme) => {
    remember(THEME_COOKIE, next)
    if (next === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = next
    chooseTheme(next)
  }, [])
  const value = useMemo(() => ({ zone, theme, setZone, setTheme }), [zone, theme, setZone, setTheme])
  return <Context value={value}>{props.children}</Context>
}

export const usePreferences = () => useContext(Context)
