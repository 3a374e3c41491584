'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { useLang } from '@/components/ui/badge'
import { IconButton } from '@/components/ui/button'
import { useNow } from '@/components/ui/clock'
import { Icon } from '@/components/ui/icon'
import { Menu } from '@/components/ui/menu'
import { rememberLocale, type Theme, usePreferences } from '@/components/ui/preferences'
import { useProblemText } from '@/components/ui/problem'
import { toast } from '@/components/ui/toast'
import { type Zone, zoneName } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locale'
import { savePreferences } from '@/lib/queries/preferences'
import { useShell } from './shell-context'
import { Trail } from './trail'

const THEMES = ['system', 'light', 'dark'] as const

/** Sets language, theme or zone here at once and for this person everywhere. */
export function useChoose() {
  const router = useRouter()
  const words = useProblemText()
  const [, startTransition] = useTransition()
  const preferences = usePreferences()
  const save = (choice: Parameters<typeof savePreferences>[0]) =>
    savePreferences(choice).catch((error: unknown) => {
      const { what, remedy } = words(error)
      toast({ tone: 'danger', title: what, text: remedy })
    })
  return {
    zone: (zone: Zone) => {
      preferences.setZone(zone)
      save({ timezone: zone })
    },
    theme: (theme: Theme) => {
      preferences.setTheme(theme)
      save({ theme })
    },
    locale: async (locale: Locale) => {
      rememberLocale(locale)
      await save({ locale })
      startTransition(() => router.refresh())
    },
  }
}

export function TopBar({ onMenu }: { onMenu: () => void }) {
  const t = useTranslations('shell')
  const { organisation, openPalette } = useShell()
  return (
    <header className="topbar">
      <IconButton icon="menu" label={t('nav.open')} className="wide:hidden" onClick={onMenu} aria-haspopup="dialog" />
      <Trail root={organisation} />
      <button type="button" className="jump max-wide:hidden" onClick={openPalette} aria-keyshortcuts="Control+K Meta+K">
        <Icon name="search" size="sm" />
        <span className="flex-1 truncate text-start">{t('jump')}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <IconButton icon="search" label={t('jump')} className="wide:hidden" onClick={openPalette} />
      <Choices />
      <UserMenu />
    </header>
  )
}

function Choices() {
  const t = useTranslations('shell')
  const locale = useLang()
  const choose = useChoose()
  const { zone, theme } = usePreferences()
  const drawn = useNow() !== 0 // the server does not know the browser's zone
  const local = drawn ? zoneName('local') : ''
  const zoneText = drawn ? zoneName(zone) : zone === 'utc' ? 'UTC' : ''
  return (
    <span className="flex items-center gap-1 max-wide:hidden">
      <Menu
        label={t('zone.label', { zone: zoneText })}
        align="end"
        items={[
          { label: t('zone.local', { zone: local }), checked: zone === 'local', onSelect: () => choose.zone('local') },
          { label: t('zone.utc'), checked: zone === 'utc', onSelect: () => choose.zone('utc') },
        ]}
        trigger={(props) => (
          <button {...props} className="iconbtn" aria-label={t('zone.label', { zone: zoneText })}>
            {zoneText}
          </button>
        )}
      />
      <Menu
        label={t('language')}
        align="end"
        items={[
          { label: 'English', checked: locale === 'en', onSelect: () => choose.locale('en') },
          { label: '简体中文', checked: locale === 'zh', onSelect: () => choose.locale('zh') },
        ]}
        trigger={(props) => (
          <button
            {...props}
            className="iconbtn"
            aria-label={`${t('language')}: ${locale === 'zh' ? '简体中文' : 'English'}`}
          >
            {locale === 'zh' ? '中文' : 'EN'}
          </button>
        )}
      />
      <Menu
        label={t('theme.label')}
        align="end"
        items={THEMES.map((name) => ({
          label: t(`theme.${name}`),
          checked: theme === name,
          onSelect: () => choose.theme(name),
        }))}
        trigger={(props) => (
          <button {...props} className="iconbtn" aria-label={t('theme.label')}>
            <Icon name="theme" />
          </button>
        )}
      />
    </span>
  )
}

/** `Li Wei` -> `LW`, `赵敏` -> `赵`. */
function initialsOf(name: string) {
  // What stands in brackets is a remark, not a name.
  const words = name.replace(/[(（].*?[)）]/gu, '').match(/[\p{L}\p{N}]+/gu) ?? []
  if (/^\p{Script=Han}/u.test(name)) return name.slice(0, 1)
  return words
    .slice(0, 2)
    .map((word) => word.slice(0, 1).toUpperCase())
    .join('')
}

function UserMenu() {
  const t = useTranslations('shell')
  const { me } = useShell()
  const locale = useLang()
  const choose = useChoose()
  const { theme, zone } = usePreferences()
  const name = t('user.menu', { name: me.name, role: t(`role.${me.role}`) })
  return (
    <Menu
      label={name}
      align="end"
      items={[
        { title: `${name} · ${me.email}` },
        { label: t('nav.me'), icon: 'user', href: '/me' },
        { label: t('nav.sessions'), icon: 'clock', href: '/me/sessions' },
        'separator',
        {
          label: locale === 'zh' ? 'English' : '简体中文',
          icon: 'globe',
          onSelect: () => choose.locale(locale === 'zh' ? 'en' : 'zh'),
        },
        {
          label: `${t('theme.label')}: ${t(`theme.${theme === 'dark' ? 'light' : 'dark'}`)}`,
          icon: 'theme',
          onSelect: () => choose.theme(theme === 'dark' ? 'light' : 'dark'),
        },
        {
          label: zone === 'utc' ? t('zone.local', { zone: zoneName('local') }) : t('zone.utc'),
          icon: 'clock',
          onSelect: () => choose.zone(zone === 'utc' ? 'local' : 'utc'),
        },
        'separator',
        { label: t('user.signOut'), icon: 'sign-out', onSelect: signOut },
      ]}
      trigger={(props) => (
        <button {...props} className="iconbtn" aria-label={name}>
          <span className="avatar" aria-hidden="true">
            {initialsOf(me.name)}
          </span>
        </button>
      )}
    />
  )
}

// Loaded when it is wanted: what signs people in parses with zod, which the list page does without.
const signOut = async () => (await import('@/lib/queries/sign-in')).signOut()
