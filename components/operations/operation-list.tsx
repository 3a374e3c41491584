'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useDeferredValue, useMemo, useState } from 'react'
import { CloudBadge, useLang } from '@/components/ui/badge'
import { cx } from '@/components/ui/cx'
import { Input } from '@/components/ui/input'
import { allOperations } from '@/lib/catalog'
import { byGroup, findOperations } from '@/lib/explorer/find'
import { groupWords } from '@/lib/explorer/groups'
import { SERVICE_IDS, SERVICES } from '@/lib/model/service'
import type { Operation, ServiceId } from '@/lib/operation'
import { KindMark } from './kind'

/** Every operation by service and subject, to be searched by name and by words of both languages. */
export function OperationList({ current, className }: { current: Operation | undefined; className: string }) {
  const t = useTranslations('operations')
  const locale = useLang()
  const [typed, setTyped] = useState('')
  const [service, setService] = useState<ServiceId | undefined>(current?.service)
  const wanted = useDeferredValue(typed)
  const fitting = useMemo(() => findOperations(allOperations(), wanted, groupWords), [wanted])
  const countOf = (id: ServiceId) => fitting.filter((operation) => operation.service === id).length
  const shown = SERVICE_IDS.filter((id) => service === undefined || id === service)
  const count = shown.reduce((sum, id) => sum + countOf(id), 0)
  return (
    <section className={cx('min-h-0 flex-col border-border wide:border-r', className || 'flex')} aria-label={t('list')}>
      <div className="grid gap-2 px-4 pt-3 pb-2">
        {!current && (
          <h1 tabIndex={-1} className="font-semibold text-lg wide:sr-only">
            {t('title')}
          </h1>
        )}
        <Input
          icon="search"
          data-search=""
          aria-label={t('search')}
          placeholder={t('searchHint')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          suffix={<kbd>/</kbd>}
        />
        <fieldset className="seg small w-fit">
          <legend className="sr-only">{t('services')}</legend>
          {SERVICE_IDS.map((id) => (
            <button
              key={id}
              type="button"
              aria-pressed={service === id}
              aria-label={`${SERVICES[id][locale]} ${countOf(id)}`}
              data-tip={SERVICES[id][locale]}
              onClick={() => setService(service === id ? undefined : id)}
            >
              <CloudBadge provider={SERVICES[id].provider} />
              {id === 'kingsoft-memcached' && 'MC'} {countOf(id)}
            </button>
          ))}
        </fieldset>
      </div>
      <nav className="min-h-0 flex-1 overflow-auto pb-3" aria-label={t('list')} tabIndex={-1}>
        {count === 0 && <p className="px-4 py-2 text-muted">{t('nothing', { query: typed })}</p>}
        {shown.map((id) => (
          <Service key={id} id={id} items={fitting.filter((operation) => operation.service === id)} current={current} />
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

function Service({ id, items, current }: { id: ServiceId; items: Operation[]; current: Operation | undefined }) {
  const locale = useLang()
  if (items.length === 0) return null
  return (
    <>
      <h2 className="flex items-center gap-2 px-4 pt-3 pb-0.5 font-semibold">
        <CloudBadge provider={SERVICES[id].provider} />
        {SERVICES[id][locale]}
      </h2>
      {byGroup(items).map(({ group, items: rows }) => (
        <div key={group}>
          <h3 className="px-4 pt-2 pb-0.5 font-medium text-muted text-xs">{groupWords(group)[locale]}</h3>
          <ul>
            {rows.map((operation) => (
              <li key={operation.name}>
                <Link
                  href={`/operations/${id}/${operation.name}`}
                  prefetch={false}
                  className="op-row"
                  aria-current={operation === current ? 'page' : undefined}
                  data-tip={operation.summary[locale]}
                >
                  <code className="flex-none">{operation.name}</code>
                  <span className="min-w-0 flex-1 truncate text-right text-muted text-xs">
                    {operation.summary[locale]}
                  </span>
                  <KindMark kind={operation.kind} />
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  )
}
