'use client'

import dynamic from 'next/dynamic'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useMemo, useState } from 'react'
import { remember } from '@/components/ui/preferences'
import { NAV_COOKIE } from '@/lib/i18n/locale'
import type { Me } from '@/lib/model/access'
import { useLiveEvents } from '@/lib/queries/live'
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

interface FrameProps {
  me: Me
  organisation: string
  version: string
  /** What the person chose; null leaves it to the width of the window. */
  collapsed: boolean | null
  children: ReactNode
}

type Open = 'none' | 'palette' | 'shortcuts' | 'nav'

/** Everything around a page: navigation, top bar, status line, and what opens over them. */
export function Frame({ me, organisation, version, collapsed: chosen, children }: FrameProps) {
  const t = useTranslations('shell')
  const [collapsed, setCollapsed] = useState(chosen)
  const [open, setOpen] = useState<Open>('none')
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
  })
  useLiveEvents()
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
          <main ref={main} id="content" className="page" tabIndex={-1}>
            {children}
          </main>
          <StatusLine />
        </div>
      </div>
      {open === 'palette' && <Palette onClose={close} />}
      {open === 'shortcuts' && <Shortcuts onClose={close} />}
      {open === 'nav' && <NavSheet onClose={close} />}
    </ShellContext>
  )
}
