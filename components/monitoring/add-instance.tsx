'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react'
import { CloudBadge, EnvBadge } from '@/components/ui/badge'
import { Input } from '@/components/ui/input'
import { windowQuery } from '@/lib/queries/instances'

/** Suggestions that are read at a glance. */
const MOST = 8

interface AddInstanceProps {
  /** Are there already. */
  refs: readonly string[]
  /** Why none can be added. */
  reason: string | null
  onAdd: (ref: string) => void
}

/** An instance by part of its name or id: a combobox over the list's own search. */
export function AddInstance({ refs, reason, onAdd }: AddInstanceProps) {
  const t = useTranslations('monitoring.several')
  const id = useId()
  const [text, setText] = useState('')
  const [isOpen, setOpen] = useState(false)
  const [active, setActive] = useState(0)
  const q = useDeferredValue(text.trim())
  const { data } = useQuery({
    ...windowQuery({ q, sort: 'name' }, 0, MOST + refs.length),
    enabled: q !== '' && isOpen,
    placeholderData: keepPreviousData,
  })
  const found = q === '' ? [] : (data?.items ?? []).filter(({ ref }) => !refs.includes(ref)).slice(0, MOST)
  const isShown = isOpen && q !== ''
  const take = (ref: string) => {
    onAdd(ref)
    setText('')
    setOpen(false)
  }
  const key = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by !== undefined && found.length > 0) setActive((active + by + found.length) % found.length)
    else if (event.key === 'Enter' && isShown && found[active]) take(found[active].ref)
    else if (event.key === 'Escape' && isShown) setOpen(false)
    else return
    event.preventDefault()
  }
  return (
    <div className="relative w-64">
      <Input
        icon="search"
        role="combobox"
        aria-label={t('add')}
        aria-expanded={isShown}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={isShown && found[active] ? `${id}-${active}` : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={reason ?? t('add')}
        disabled={reason !== null}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setActive(0)
          setOpen(true)
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={key}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={t('found')}
        className={
          isShown
            ? 'absolute top-full left-0 z-20 mt-1 w-[min(380px,84vw)] rounded-md bg-raised p-1 shadow-2'
            : 'hidden'
        }
      >
        {isShown &&
          found.map(({ ref, name, key: of, provider, environment }, at) => (
            <div
              key={ref}
              id={`${id}-${at}`}
              role="option"
              aria-selected={at === active}
              className={`flex min-h-[30px] cursor-pointer items-center gap-2 rounded-sm px-2 hover:bg-fillq ${at === active ? 'bg-fillq' : ''}`}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(ref)}
            >
              <CloudBadge provider={provider} />
              <span className="min-w-0 truncate">{name || of.id}</span>
              <span className="min-w-0 truncate text-muted text-sm">{of.region}</span>
              <span className="ml-auto">
                <EnvBadge environment={environment} />
              </span>
            </div>
          ))}
        {isShown && data && found.length === 0 && (
          <div role="option" aria-selected={false} aria-disabled="true" className="px-2 py-1 text-muted">
            {t('nothing')}
          </div>
        )}
      </div>
    </div>
  )
}
