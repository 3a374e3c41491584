'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { useWindow } from '@/components/data-table/use-window'
import { CloudBadge, EnvBadge } from '@/components/ui/badge'
import { StatusWord } from '@/components/ui/status'
import type { Instance } from '@/lib/model/instance'
import { MemoryCell, StaleTag } from './cells'
import { type CellContext, CostCell } from './columns'
import { ENGINE_NAMES } from './words'

const ROW_PX = 60

interface InstanceListProps {
  count: number
  rowAt(index: number): Instance | undefined
  onRange(first: number, last: number): void
  context: CellContext
  /** In place of the memory: who comes for what things cost sees that. */
  withCost: boolean
}

/** The rows in two lines each, for a narrow window: name and state; place, environment and size. */
export function InstanceList({ count, rowAt, onRange, context, withCost }: InstanceListProps) {
  const t = useTranslations('instances')
  const scroller = useRef<HTMLDivElement>(null)
  const { first, last, indexes } = useWindow({ scroller, count, height: ROW_PX })
  useEffect(() => onRange(first, last), [first, last, onRange])
  return (
    <section
      ref={scroller}
      aria-label={t('title')}
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto -outline-offset-2"
    >
      <ul className="relative" style={{ height: count * ROW_PX }}>
        {indexes.map((index) => (
          <li
            key={index}
            aria-setsize={count}
            aria-posinset={index + 1}
            className="absolute inset-x-0 top-0 h-[60px] border-border border-b"
            style={{ transform: `translateY(${index * ROW_PX}px)` }}
          >
            <Item row={rowAt(index)} context={context} withCost={withCost} />
          </li>
        ))}
      </ul>
    </section>
  )
}

interface ItemProps extends Pick<InstanceListProps, 'context' | 'withCost'> {
  row: Instance | undefined
}

function Item({ row, context, withCost }: ItemProps) {
  if (!row) return <span className="skel mx-gut mt-6 w-1/2" />
  const stale = context.isStale(row)
  return (
    <Link
      href={`/instances/${encodeURIComponent(row.ref)}`}
      prefetch={false}
      className="grid h-full grid-cols-[minmax(0,1fr)_auto] content-center gap-x-2.5 px-gut text-text no-underline -outline-offset-2"
    >
      <span className={`name truncate ${stale ? 'text-text-2' : ''}`}>{row.name || row.key.id}</span>
      <span className="justify-self-end">
        <StatusWord status={row.status} />
      </span>
      <span className="flex min-w-0 items-center gap-1.5 text-muted text-sm">
        <CloudBadge provider={row.provider} />
        <span className="truncate">
          {row.key.region} · {ENGINE_NAMES[row.engine]} {row.version}
        </span>
        <span className="flex-none">
          <EnvBadge environment={row.environment} />
        </span>
        {stale ? <StaleTag row={row} context={context} /> : null}
      </span>
      <span className="justify-self-end text-muted text-sm">
        {withCost ? <CostCell reference={row.ref} /> : <MemoryCell row={row} context={context} />}
      </span>
    </Link>
  )
}
