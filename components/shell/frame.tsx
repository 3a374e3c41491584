'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { useOutcomes } from '@/components/tray/use-outcomes'
import { remember } from '@/components/ui/preferences'
import { NAV_COOKIE } from '@/lib/i18n/locale'
import type { Me } from '@/lib/model/access'
import type { ChangeTray } from '@/lib/model/tray'
import { useLiveEvents } from '@/lib/queries/live'
import { trayQuery, useFirstTray } from '@/lib/queries/tray'
import { Nav } from './nav'
import { ShellContext } from './shell-context'
import { StatusLine } from './status-line'
import { TopBar } from './topbar'
import { useFocusOnNavigation } from './use-focus-on-navigation'
import { useShortcuts } from './use-shortcuts'

const loadPalette = () => import('./palette').then((module) => module.Palette)
const Palette = dynamic(loadPalette, { ssr: false })
const Shortcuts = dynamic(() => import('./shortcuts').then((module) => module.Shortcuts), { ssr: false })
const NavSheet = dynamic(() => import('./nav-sheet').then((module) => module.NavSheet), { ssr: false })

const Tray = dynamic(() => import('@/components/tray/tray').then((module) => module.Tray), { ssr: false })
const GlassBanner = dynamic(() => import('@/components/tray/glass-banner').then((module) => module.GlassBanner))

interface FrameProps {
  me: Me
  organisation: string
  version: string
  /** What the person chose; null leaves it to the width of the window. */
  collapsed: boolean | null
  /** The first answer of the tray, when it comes; null when it could not be had. */
  firstTray: Promise<ChangeTray | null>
  children: ReactNode
}

type Open = 'none' | 'palette' | 'shortcuts' | 'nav'

/** Everything around a page: navigation, top bar, status line, and what opens over them. */
export function Frame({ me, organisation, version, collapsed: chosen, firstTray, children }: FrameProps) {
  const t = useTranslations('shell')
  const [collapsed, setCollapsed] = useState(chosen)
  const [open, setOpen] = useState<Open>('none')
  const [isTrayOpen, setTrayOpen] = useState(false)
  const toggleTray = useCallback(() => setTrayOpen((before) => !before), [])
  const closeTray = useCallback(() => setTrayOpen(false), [])
  const toggle = () => {
    const next = !(collapsed ?? innerWidth <= 1024)
    remember(NAV_COOKIE, next ? 'small' : 'wide')
    setCollapsed(next)
  }
  const context = useMemo(
    () => ({
      me,
      organisation,
      version,
      openPalette: () => setOpen('palette'),
      openShortcuts: () => setOpen('shortcuts'),
    }),
    [me, organisation, version],
  )
  useShortcuts({
    palette: context.openPalette,
    soon: loadPalette,
    shortcuts: context.openShortcuts,
    navigation: toggle,
    tray: toggleTray,
  })
  useLiveEvents()
  useOutcomes()
  const { data: tray } = useQuery(trayQuery)
  useFirstTray(firstTray)
  const path = usePathname()
  const main = useFocusOnNavigation()
  const close = () => setOpen('none')
  return (
    <ShellContext value={context}>
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      {path === '/instances' ? (
        <a className="skip" href="#list">
          {t('skipToList')}
        </a>
      ) : null}
      <div className="app" data-nav={collapsed === null ? 'auto' : collapsed ? 'small' : 'wide'}>
        <Nav collapsed={collapsed} onToggle={toggle} />
        <div className="main">
          <TopBar onMenu={() => setOpen('nav')} />
          {tray && tray.glass.count > 0 && <GlassBanner glass={tray.glass} />}
          <main ref={main} id="content" className="page" tabIndex={-1}>
            {children}
          </main>
          <StatusLine isTrayOpen={isTrayOpen} onTray={toggleTray} />
        </div>
      </div>
      {isTrayOpen && <Tray onClose={closeTray} />}
      {open === 'palette' && <Palette onClose={close} />}
      {open === 'shortcuts' && <Shortcuts onClose={close} />}
      {open === 'nav' && <NavSheet onClose={close} />}
    </ShellContext>
  )
}
