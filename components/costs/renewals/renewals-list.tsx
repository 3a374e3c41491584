'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { useWindow } from '@/components/data-table/use-window'
import { CloudBadge, EnvBadge } from '@/components/ui/badge'
import type { RenewalRow, RenewalShow } from '@/lib/model/renewal'
import { AfterCell, type AfterEnds, AutoCell, EndsCell, HourlyCell, PaysCell, PriceCell } from './cells'
import { memoryText, tabOf } from './columns'

const ROW_PX = 78

interface RenewalsListProps {
  show: RenewalShow
  ends: AfterEnds
  count: number
  rowAt(index: number): RenewalRow | undefined
  onRange(first: number, last: number): void
}

/** The rows for a narrow window: name and end; place and price; automatic renewal, or what comes after the end. */
export function RenewalsList({ show, ends, count, rowAt, onRange }: RenewalsListProps) {
  const t = useTranslations('renewals')
  const scroller = useRef<HTMLDivElement>(null)
  const { first, last, indexes } = useWindow({ scroller, count, height: ROW_PX })
  useEffect(() => onRange(first, last), [first, last, onRange])
  return (
    <section
      ref={scroller}
      aria-label={t(`table.${show}`)}
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto -outline-offset-2"
    >
      <ul className="relative" style={{ height: count * ROW_PX }}>
        {indexes.map((index) => (
          <li
            key={index}
            aria-setsize={count}
            aria-posinset={index + 1}
            className="absolute inset-x-0 top-0 h-[78px] border-border border-b"
            style={{ transform: `translateY(${index * ROW_PX}px)` }}
          >
            <Item row={rowAt(index)} show={show} ends={ends} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Item({ row, show, ends }: { row: RenewalRow | undefined } & Pick<RenewalsListProps, 'show' | 'ends'>) {
  if (!row) return <span className="skel mx-gut mt-6 w-1/2" />
  return (
    <Link
      href={tabOf(row)}
      prefetch={false}
      className="grid h-full grid-cols-[minmax(0,1fr)_auto] content-center gap-x-2.5 px-gut text-text no-underline -outline-offset-2"
    >
      <span className="name truncate">{row.name || row.key.id}</span>
      <span className="justify-self-end">{show === 'ending' ? <EndsCell row={row} /> : <HourlyCell row={row} />}</span>
      <span className="flex min-w-0 items-center gap-1.5 text-muted text-sm">
        <CloudBadge provider={row.provider} />
        <span className="truncate">{row.key.region}</span>
        <EnvBadge environment={row.environment} />
      </span>
      <span className="justify-self-end">{show === 'ending' ? <PriceCell row={row} /> : memoryText(row)}</span>
      <span className="col-span-2 flex min-w-0 gap-2 text-sm">
        {show === 'ending' ? (
          <>
            <AutoCell row={row} />
            <AfterCell row={row} of={ends} />
          </>
        ) : (
          <PaysCell row={row} />
        )}
      </span>
    </Link>
  )
}
