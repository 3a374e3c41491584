'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { CloudBadge, useLang } from '@/components/ui/badge'
import { cx } from '@/components/ui/cx'
import { Input } from '@/components/ui/input'
import type { Entry } from '@/lib/explorer/entry'
import { byGroup, findOperations } from '@/lib/explorer/find'
import { groupWords } from '@/lib/explorer/groups'
import { SERVICE_IDS, SERVICES } from '@/lib/model/service'
import type { ServiceId } from '@/lib/operation'
import { KindMark } from './kind'
import { OperationLink } from './operation-link'

interface OperationListProps {
  entries: readonly Entry[]
  current: Entry | undefined
  className: string
}

/**
 * Every operation by service and subject, to be searched by name and by words of both languages. Down from the search
 * goes into the list, Up and Down along it, Enter in the search opens the first.
 */
export function OperationList({ entries, current, className }: OperationListProps) {
  const t = useTranslations('operations')
  const [typed, setTyped] = useState('')
  const [service, setService] = useState<ServiceId | undefined>(current?.service)
  const wanted = useDeferredValue(typed)
  const fitting = useMemo(() => findOperations(entries, wanted, groupWords), [entries, wanted])
  const countOf = (id: ServiceId) => fitting.filter((operation) => operation.service === id).length
  const shown = SERVICE_IDS.filter((id) => service === undefined || id === service)
  const count = shown.reduce((sum, id) => sum + countOf(id), 0)
  const elsewhere = fitting.length - count
  const list = useRef<HTMLElement>(null)
  const search = useRef<HTMLInputElement>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: it moves when another operation is opened
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [current])

  const keyed = (event: KeyboardEvent<HTMLElement>) => {
    const links = [...(list.current?.querySelectorAll('a') ?? [])]
    const inSearch = event.target === search.current
    const at = links.findIndex((link) => link === document.activeElement)
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && (inSearch || at >= 0)) {
      event.preventDefault()
      const next = inSearch
        ? step > 0
          ? links[0]
          : undefined
        : (links[at + step] ?? (step < 0 ? search.current : null))
      next?.focus()
    } else if (event.key === 'Enter' && inSearch && typed.trim() && !event.nativeEvent.isComposing) {
      links[0]?.click()
    }
  }
  return (
    <section
      className={cx('min-h-0 flex-col border-border wide:border-r', className || 'flex')}
      aria-label={t('list')}
      onKeyDown={keyed}
    >
      <div className="grid gap-2 px-4 pt-3 pb-2">
        {!current && (
          <h1 tabIndex={-1} className="font-semibold text-lg wide:sr-only">
            {t('title')}
          </h1>
        )}
        <Input
          ref={search}
          icon="search"
          data-search=""
          aria-label={t('search')}
          placeholder={t('searchHint')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          suffix={<kbd>/</kbd>}
        />
        <fieldset className="op-services">
          <legend className="sr-only">{t('services')}</legend>
          {SERVICE_IDS.map((id) => (
            <ServiceButton
              key={id}
              id={id}
              count={countOf(id)}
              isOn={service === id}
              onPress={() => setService(service === id ? undefined : id)}
            />
          ))}
        </fieldset>
      </div>
      <nav ref={list} className="relative min-h-0 flex-1 overflow-auto pb-3" aria-label={t('list')} tabIndex={-1}>
        {count === 0 && <p className="px-4 py-2 text-muted">{t('nothing', { query: typed })}</p>}
        {count === 0 && elsewhere > 0 && (
          <p className="px-4">
            <button type="button" className="linkbtn" onClick={() => setService(undefined)}>
              {t('elsewhere', { count: elsewhere })}
            </button>
          </p>
        )}
        {shown.map((id) => (
          <Service
            key={id}
            id={id}
            isNamed={service === undefined}
            items={fitting.filter((operation) => operation.service === id)}
            current={current}
          />
        ))}
      </nav>
      <div className="flex items-center gap-3.5 border-border border-t px-4 py-2 text-muted text-sm">
        <span className="flex items-center gap-1.5">
          <KindMark kind="write" />
          <span aria-hidden="true">{t('kind.write')}</span>
        </span>
        <span className="flex items-center gap-1.5">
          <KindMark kind="destructive" />
          <span aria-hidden="true">{t('kind.destructive')}</span>
        </span>
        <span className="ml-auto" role="status">
          {t('shown', { count })}
        </span>
      </div>
    </section>
  )
}

interface ServiceButtonProps {
  id: ServiceId
  count: number
  isOn: boolean
  onPress: () => void
}

function ServiceButton({ id, count, isOn, onPress }: ServiceButtonProps) {
  const locale = useLang()
  return (
    <button
      type="button"
      className="btn small"
      aria-pressed={isOn}
      aria-label={`${SERVICES[id][locale]} ${count}`}
      data-tip={SERVICES[id][locale]}
      onClick={onPress}
    >
      <CloudBadge provider={SERVICES[id].provider} />
      {id === 'kingsoft-memcached' && 'MC'} {count}
    </button>
  )
}

interface ServiceProps {
  id: ServiceId
  isNamed: boolean
  items: Entry[]
  current: Entry | undefined
}

function Service({ id, isNamed, items, current }: ServiceProps) {
  const locale = useLang()
  if (items.length === 0) return null
  return (
    <>
      <h2 className={isNamed ? 'flex items-center gap-2 px-4 pt-3 pb-0.5 font-semibold' : 'sr-only'}>
        <CloudBadge provider={SERVICES[id].provider} />
        {SERVICES[id][locale]}
      </h2>
      {byGroup(items).map(({ group, items: rows }) => (
        <div key={group}>
          <h3 className="px-4 pt-2 pb-0.5 font-medium text-muted text-xs">{groupWords(group)[locale]}</h3>
          <ul>
            {rows.map((operation) => (
              <li key={operation.name}>
                <OperationLink
                  href={`/operations/${id}/${operation.name}`}
                  className="op-row"
                  aria-current={operation === current ? 'page' : undefined}
                  data-tip={operation.summary[locale]}
                >
                  <code className="flex-none">{operation.name}</code>
                  <span className="min-w-0 flex-1 truncate text-right text-muted text-xs">
                    {operation.summary[locale]}
                  </span>
                  <KindMark kind={operation.kind} />
                </OperationLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  )
}
