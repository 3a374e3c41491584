'use client'

import { useTranslations } from 'next-intl'
import { Fragment } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { NAV_ITEMS } from './nav-items'
import { QueryHelp } from './query-help'
import { useMe } from './shell-context'

/** The list of keys. */
export function Shortcuts({ onClose }: { onClose: () => void }) {
  const t = useTranslations('shell')
  const me = useMe()
  const pages = NAV_ITEMS.filter((item) => item.role !== 'admin' || me.role === 'admin')
  const groups = [
    {
      title: t('shortcuts.general'),
      keys: [
        { keys: ['Ctrl K'], label: t('shortcuts.palette') },
        { keys: ['/'], label: t('shortcuts.search') },
        { keys: ['?'], label: t('shortcuts.help') },
        { keys: ['['], label: t('shortcuts.nav') },
        { keys: ['g', 't'], label: t('shortcuts.tray') },
        { keys: ['Esc'], label: t('shortcuts.close') },
      ],
    },
    {
      title: t('shortcuts.go'),
      keys: pages.map((item) => ({ keys: ['g', item.letter], label: t(`nav.${item.key}`) })),
    },
    {
      title: t('shortcuts.list'),
      keys: [
        { keys: ['↓'], label: t('shortcuts.enter') },
        { keys: ['Tab', 'Tab', 'Enter'], label: t('shortcuts.skipLink') },
        { keys: ['Alt ↓'], label: t('shortcuts.suggest') },
        { keys: ['↑', '↓'], label: t('shortcuts.move') },
        { keys: ['Enter'], label: t('shortcuts.openRow') },
        { keys: ['x'], label: t('shortcuts.select') },
      ],
    },
    {
      title: t('shortcuts.charts'),
      keys: [
        { keys: ['z'], label: t('shortcuts.zoomOut') },
        { keys: ['Shift ←', 'Shift →'], label: t('shortcuts.pan') },
        { keys: ['c', 'v'], label: t('shortcuts.copyRange') },
        { keys: ['←', '→', 'PgUp', 'PgDn'], label: t('shortcuts.crosshair') },
        { keys: ['Enter', 'Enter'], label: t('shortcuts.span') },
      ],
    },
  ]
  return (
    <Dialog title={t('shortcuts.title')} onClose={onClose} isText>
      <div className="grid wide:grid-cols-2 gap-x-8 gap-y-4">
        {groups.map((group) => (
          <section key={group.title}>
            <h3 className="mb-1 font-semibold text-sm">{group.title}</h3>
            <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1">
              {group.keys.map(({ keys, label }) => (
                <Fragment key={label}>
                  <dt className="text-text-2">{label}</dt>
                  <dd className="flex items-center justify-end gap-1">
                    {keys.map((name) => (
                      <kbd key={name}>{name}</kbd>
                    ))}
                  </dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
        <QueryHelp />
      </div>
    </Dialog>
  )
}
