'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { IconButton } from '@/components/ui/button'
import { ProblemBanner } from '@/components/ui/problem'
import type { ChangeTray } from '@/lib/model/tray'
import { trayQuery } from '@/lib/queries/tray'
import { TrayRow } from './tray-row'

const PARTS = ['human', 'forMe', 'running', 'waiting', 'ended'] as const satisfies readonly (keyof ChangeTray)[]
/** Where each part goes on when it has more than the tray shows. */
const MORE = {
  human: '/changes?view=human',
  forMe: '/changes?view=for-me',
  running: '/changes?view=running',
  waiting: '/changes?state=waiting',
  ended: '/changes',
}

/** The changes that concern this person, over the lower right of any page. It is no dialog: the page stays in use. */
export function Tray({ onClose }: { onClose: () => void }) {
  const t = useTranslations('tray')
  const ui = useTranslations('ui')
  const { data, error } = useQuery(trayQuery)
  const sheet = useRef<HTMLElement>(null)
  useEffect(() => {
    const element = sheet.current
    const opener = document.activeElement
    element?.focus()
    return () => {
      // Focus that went somewhere else meanwhile stays there.
      if (document.activeElement !== document.body && !element?.contains(document.activeElement)) return
      const line = document.querySelector<HTMLElement>('[data-tray-line]')
      if (opener instanceof HTMLElement && opener !== document.body && opener.isConnected) opener.focus()
      else line?.focus()
    }
  }, [])
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      // A dialog or a menu over it closes first.
      if (document.querySelector('dialog[open], .menu:popover-open')) return
      event.preventDefault()
      onClose()
    }
    document.addEventListener('keydown', key, true)
    return () => document.removeEventListener('keydown', key, true)
  }, [onClose])
  // What needs a person stands at the top, and not once more among what ended; what of a batch does may be one row of many.
  const shown = (part: (typeof PARTS)[number]) => {
    const items = data?.[part].items ?? []
    if (part !== 'ended') return items
    const above = new Set(data?.human.items.map(({ id }) => id))
    return items.filter(({ id, batchId }) => batchId !== null || !above.has(id))
  }
  const counted = data ? PARTS.slice(0, 4).filter((part) => data[part].count > 0) : []
  const none = data && PARTS.every((part) => data[part].count === 0)
  return (
    <section ref={sheet} id="change-tray" className="tray" tabIndex={-1} aria-labelledby="change-tray-title">
      <header>
        <h2 id="change-tray-title">{t('title')}</h2>
        <span className="min-w-0 flex-1 truncate text-muted text-sm">
          {counted.map((part) => t(part, { count: data?.[part].count ?? 0 })).join(t('and'))}
        </span>
        <IconButton icon="down" label={ui('close')} onClick={onClose} aria-keyshortcuts="Escape" />
      </header>
      <div className="tray-body">
        {error && !data ? <ProblemBanner error={error} className="m-3" /> : null}
        {none ? <p className="px-3.5 pb-3 text-muted">{t('none')}</p> : null}
        {data &&
          PARTS.filter((part) => shown(part).length > 0).map((part) => (
            <section key={part} aria-label={t(`parts.${part}`)}>
              <h3>{t(`parts.${part}`)}</h3>
              <ul>
                {shown(part).map((item) => (
                  <TrayRow key={item.id} item={item} part={part} onGo={onClose} />
                ))}
              </ul>
              {data[part].count > data[part].items.length && (
                <Link href={MORE[part]} className="tray-more" onClick={onClose} prefetch={false}>
                  {t('more', { count: data[part].count - data[part].items.length })}
                </Link>
              )}
            </section>
          ))}
      </div>
      <footer>
        <Link href="/changes" onClick={onClose} prefetch={false}>
          {t('all')}
        </Link>
      </footer>
    </section>
  )
}
