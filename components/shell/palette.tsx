'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useRef, useState } from 'react'
import { CloudBadge, useLang } from '@/components/ui/badge'
import { Icon, type IconName } from '@/components/ui/icon'
import { usePreferences } from '@/components/ui/preferences'
import { StatusWord } from '@/components/ui/status'
import { windowQuery } from '@/lib/queries/instances'
import { NAV_ITEMS, VIEWS } from './nav-items'
import { useMe } from './shell-context'
import { useChoose } from './topbar'

interface Choice {
  key: string
  group: 'pages' | 'actions' | 'instances'
  label: string
  icon?: IconName
  aside?: React.ReactNode
  run(): void
}

/** Free words of the query language: a word with a colon or a minus in front would mean something else. */
const quoted = (text: string) => (/[:：,，"\s\\-]/.test(text) ? `"${text.replace(/[\\"]/g, '\\$&')}"` : text)

function useInstances(text: string) {
  const wanted = useDeferredValue(text.trim())
  return useQuery({
    ...windowQuery({ q: quoted(wanted), sort: '' }, 0, 8),
    enabled: wanted.length >= 2,
    placeholderData: (before) => before,
    staleTime: 5_000,
  })
}

function useChoices(onClose: () => void): Choice[] {
  const t = useTranslations('shell')
  const router = useRouter()
  const me = useMe()
  const locale = useLang()
  const { zone } = usePreferences()
  const choose = useChoose()
  const admin = me.role === 'admin'
  const go = (href: string) => () => {
    onClose()
    router.push(href)
  }
  const act = (run: () => void) => () => {
    onClose()
    run()
  }
  const dark = () =>
    getComputedStyle(document.body).colorScheme === 'dark' || matchMedia('(prefers-color-scheme: dark)').matches
  return [
    ...NAV_ITEMS.filter((item) => item.role !== 'admin' || admin).map((item) => ({
      key: item.key,
      group: 'pages' as const,
      label: t(`nav.${item.key}`),
      icon: item.icon,
      aside: <kbd>g {item.letter}</kbd>,
      run: go(item.href),
    })),
    ...VIEWS.map(({ key, href, icon }) => ({
      key,
      group: 'pages' as const,
      label: t(`nav.${key}`),
      icon,
      run: go(href),
    })),
    { key: 'templates', group: 'pages', label: t('palette.templates'), icon: 'columns', run: go('/templates') },
    {
      key: 'groups',
      group: 'pages',
      label: t('palette.parameterGroups'),
      icon: 'columns',
      run: go('/templates/groups'),
    },
    {
      key: 'maintenance',
      group: 'pages',
      label: t('palette.maintenance'),
      icon: 'clock',
      run: go('/maintenance'),
    },
    { key: 'me', group: 'pages', label: t('nav.me'), icon: 'user', run: go('/me') },
    { key: 'sessions', group: 'pages', label: t('nav.sessions'), icon: 'clock', run: go('/me/sessions') },
    ...(me.role === 'viewer'
      ? []
      : ([
          {
            key: 'create',
            group: 'actions',
            label: t('palette.newInstance'),
            icon: 'plus',
            run: go('/instances/new'),
          },
        ] as const)),
    ...(admin
      ? ([
          { key: 'add', group: 'actions', label: t('palette.addAccount'), icon: 'plus', run: go('/accounts/new') },
          { key: 'invite', group: 'actions', label: t('palette.inviteUser'), icon: 'plus', run: go('/users?invite=1') },
        ] as const)
      : []),
    {
      key: 'theme',
      group: 'actions',
      label: t('palette.toggleTheme'),
      icon: 'theme',
      run: act(() => choose.theme(dark() ? 'light' : 'dark')),
    },
    {
      key: 'zone',
      group: 'actions',
      label: t('palette.toggleZone'),
      icon: 'clock',
      run: act(() => choose.zone(zone === 'utc' ? 'local' : 'utc')),
    },
    {
      key: 'language',
      group: 'actions',
      label: t('palette.switchLanguage'),
      icon: 'globe',
      run: act(() => choose.locale(locale === 'zh' ? 'en' : 'zh')),
    },
  ]
}

/** Jump to a page, an action or an instance by typing. */
export function Palette({ onClose }: { onClose: () => void }) {
  const t = useTranslations('shell.palette')
  const router = useRouter()
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const instances = useInstances(text)
  const fixed = useChoices(onClose)
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])

  const wanted = text.trim().toLowerCase()
  const found: Choice[] =
    wanted.length < 2
      ? []
      : (instances.data?.items ?? []).map((instance) => ({
          key: instance.ref,
          group: 'instances',
          label: instance.name || instance.key.id,
          aside: (
            <span className="flex items-center gap-2 text-muted text-sm">
              <code className="max-wide:hidden">{instance.key.id}</code>
              <CloudBadge provider={instance.provider} />
              <StatusWord status={instance.status} />
            </span>
          ),
          run: () => {
            onClose()
            router.push(`/instances/${encodeURIComponent(instance.ref)}`)
          },
        }))
  const choices = [...fixed.filter((choice) => choice.label.toLowerCase().includes(wanted)), ...found]
  const current = Math.min(at, choices.length - 1)

  const key = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (move && choices.length) {
      event.preventDefault()
      const next = (current + move + choices.length) % choices.length
      setAt(next)
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter') {
      event.preventDefault()
      choices[current]?.run()
    }
  }

  return (
    <dialog
      ref={dialog}
      className="dialog mt-[12vh] mb-auto"
      aria-label={t('title')}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) onClose()
      }}
    >
      <div className="flex h-12 items-center gap-2 border-border border-b px-4">
        <Icon name="search" className="text-muted" />
        <input
          className="h-full flex-1 bg-transparent text-md focus-visible:outline-none"
          role="combobox"
          aria-label={t('title')}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={choices.length ? `${id}-${current}` : undefined}
          aria-autocomplete="list"
          placeholder={t('placeholder')}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setAt(0)
          }}
          onKeyDown={key}
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={t('title')} className="max-h-[50vh] overflow-auto p-1">
        {choices.map((choice, index) => (
          <div key={choice.key}>
            {choice.group !== choices[index - 1]?.group && (
              <div className="menu-label" role="presentation">
                {t(choice.group)}
              </div>
            )}
            <div
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === current}
              className={`menu-item cursor-pointer ${index === current ? 'bg-fillq' : ''}`}
              onClick={choice.run}
              onPointerMove={() => setAt(index)}
            >
              {choice.icon && <Icon name={choice.icon} className="text-muted" />}
              <span className="min-w-0 flex-1 truncate">{choice.label}</span>
              {choice.aside}
            </div>
          </div>
        ))}
      </div>
      <p className="px-4 py-2 text-muted text-sm" role="status">
        {instances.isError && wanted.length >= 2
          ? t('failed')
          : instances.isFetching && found.length === 0
            ? t('searching')
            : choices.length === 0
              ? t('none', { query: text })
              : t('hint')}
      </p>
    </dialog>
  )
}
