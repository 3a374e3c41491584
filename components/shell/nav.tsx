'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { IconButton } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { trayQuery } from '@/lib/queries/tray'
import { Mark } from './mark'
import { ADMIN_ITEMS, isCurrent, MAIN_ITEMS, type NavItem, VIEWS } from './nav-items'
import { useShell } from './shell-context'

/** The navigation, in its column or, on a narrow window, inside the sheet. */
export function Nav({
  collapsed = false,
  onToggle,
  onGo,
}: {
  collapsed?: boolean | null
  onToggle?: () => void
  onGo?: () => void
}) {
  const t = useTranslations('shell')
  const { me, organisation, version, openShortcuts } = useShell()
  return (
    <nav className="nav" aria-label={t('nav.label')}>
      <Link href="/" className="brand" onClick={onGo} prefetch={false}>
        <Mark />
        <span className="nav-text">{t('product')}</span>
      </Link>
      {MAIN_ITEMS.map((item) => (
        <Entry key={item.key} item={item} onGo={onGo} />
      ))}
      <h2 className="nav-title">
        <span>{t('nav.views')}</span>
      </h2>
      {VIEWS.map(({ key, href, icon }) => (
        <Link
          key={key}
          href={href}
          className="nav-item"
          data-tip-narrow={t(`nav.${key}`)}
          onClick={onGo}
          prefetch={false}
        >
          <Icon name={icon} />
          <span className="nav-text">{t(`nav.${key}`)}</span>
        </Link>
      ))}
      {me.role === 'admin' && (
        <>
          <h2 className="nav-title">
            <span>{t('nav.admin')}</span>
          </h2>
          {ADMIN_ITEMS.map((item) => (
            <Entry key={item.key} item={item} onGo={onGo} />
          ))}
        </>
      )}
      <div className="nav-foot">
        <span className="nav-text min-w-0">
          {organisation && <span className="block truncate">{organisation}</span>}
          <span className="block truncate">{version}</span>
        </span>
        <span className="flex items-center gap-0.5">
          <button type="button" className="iconbtn nav-text" onClick={openShortcuts} aria-keyshortcuts="?">
            <span className="flex items-center gap-1 text-xs">
              <kbd>?</kbd> {t('nav.shortcuts')}
            </span>
          </button>
          {onToggle && (
            <IconButton
              icon="sidebar"
              label={collapsed ? t('nav.expand') : t('nav.collapse')}
              aria-keyshortcuts="["
              aria-expanded={collapsed === null ? undefined : !collapsed}
              onClick={onToggle}
            />
          )}
        </span>
      </div>
    </nav>
  )
}

function Entry({ item, onGo }: { item: NavItem; onGo?: () => void }) {
  const t = useTranslations('shell.nav')
  const path = usePathname()
  return (
    <Link
      href={item.href}
      className="nav-item"
      aria-current={isCurrent(item.href, path) ? 'page' : undefined}
      data-tip-narrow={t(item.key)}
      onClick={onGo}
      prefetch={false}
    >
      <Icon name={item.icon} />
      <span className="nav-text">{t(item.key)}</span>
      {item.key === 'changes' && <ChangeCount />}
    </Link>
  )
}

/** What needs this person in red; otherwise how many run, or how many of their own wait for somebody else. */
function ChangeCount() {
  const t = useTranslations('tray')
  const { data } = useQuery(trayQuery)
  if (!data) return null
  const { forMe, running, waiting } = data
  const count = forMe.count || running.count || waiting.count
  const word = forMe.count > 0 ? 'nav' : running.count > 0 ? 'navRunning' : 'waiting'
  if (count === 0) return null
  return (
    <>
      <span className={forMe.count > 0 ? 'nav-count hot' : 'nav-count'} aria-hidden="true">
        {count}
      </span>
      <span className="sr-only">{t(word, { count })}</span>
    </>
  )
}
