'use client'

import { useTranslations } from 'next-intl'
import { memo, useEffect, useRef } from 'react'
import { useWindow } from '@/components/data-table/use-window'
import { Icon } from '@/components/ui/icon'
import type { SlowEntry } from '@/lib/model/slow-log'
import { ClientName } from './client-name'
import { usePrinting } from './use-printing'
import type { EntrySort } from './use-slow-state'
import { durationText, useKeysText, useNodeText, useTimeText } from './words'

const ROW_PX = 28

/** So many go on paper: ten pages or so. */
const MOST_PRINTED = 500

/** Commands one by one, in the order of what is given: as many rows are drawn as can be seen. Arguments are there only when shown on record. */
export const EntryList = memo(function EntryList({
  entries,
  isLong,
  sort,
  onSort,
}: {
  entries: readonly SlowEntry[]
  isLong: boolean
  /** What they are sorted by. */
  sort: EntrySort
  onSort: (sort: EntrySort) => void
}) {
  const t = useTranslations('slowLog')
  const timeText = useTimeText(isLong)
  const keysText = useKeysText()
  const nodeText = useNodeText()
  const scroller = useRef<HTMLDivElement>(null)
  const { indexes: seen } = useWindow({ scroller, count: entries.length, height: ROW_PX, headerPx: 0 })
  const isPrinting = usePrinting()
  const count = isPrinting ? Math.min(entries.length, MOST_PRINTED) : entries.length
  const indexes = isPrinting ? Array.from({ length: count }, (_, index) => index) : seen
  // What is first now is what one sorted for.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is about the order alone.
  useEffect(() => {
    // Without an answer of its own: in some browsers scrolling has one, which would be taken for what undoes this.
    scroller.current?.scrollTo({ top: 0 })
  }, [sort])
  const head = (name: EntrySort, label: string, extra = '') => (
    <span role="columnheader" className={extra} aria-sort={sort === name ? 'descending' : undefined}>
      <button type="button" className="inline-flex min-h-6 items-center gap-1" onClick={() => onSort(name)}>
        {label}
        {sort === name && <Icon name="down" size="xs" />}
      </button>
    </span>
  )
  return (
    <div className="slow-entries" role="table" aria-label={t('entries')} aria-rowcount={entries.length + 1}>
      <div role="row" className="slow-entry text-muted text-sm" aria-rowindex={1}>
        {head('time', t('time'))}
        <span role="columnheader">{t('node')}</span>
        {head('took', t('took'), 'num')}
        <span role="columnheader">{t('command')}</span>
        <span role="columnheader">{t('client')}</span>
        <span role="columnheader">{t('account')}</span>
      </div>
      <div
        ref={scroller}
        role="rowgroup"
        tabIndex={0}
        aria-label={t('entries')}
        className="slow-scroll"
        style={{ height: (isPrinting ? count : Math.min(count, 16)) * ROW_PX + 2 }}
      >
        <div role="presentation" className="relative" style={{ height: count * ROW_PX }}>
          {indexes.map((index) => {
            const one = entries[index]
            if (!one) return null
            return (
              <div
                key={index}
                role="row"
                aria-rowindex={index + 2}
                className="slow-entry absolute inset-x-0 top-0"
                style={{ height: ROW_PX, transform: `translateY(${index * ROW_PX}px)` }}
              >
                <code role="cell">{timeText(one.at, true)}</code>
                <span role="cell">
                  {one.node === null ? <span className="text-muted">{t('notTold')}</span> : nodeText(one.node)}
                </span>
                <span role="cell" className="num">
                  {durationText(one.us)}
                </span>
                <span role="cell" className="truncate" data-tip={one.text ?? undefined}>
                  {one.text === null ? (
                    <>
                      <code className="font-semibold">{one.pattern.command}</code>{' '}
                      <code className="text-text-2">{keysText(one.pattern, [one.keys, one.keys])}</code>
                    </>
                  ) : (
                    <code>{one.text}</code>
                  )}
                </span>
                <span role="cell">
                  <ClientName client={one.client} />
                </span>
                <span role="cell" className="text-text-2">
                  {one.account ?? <span className="text-muted">{t('notTold')}</span>}
                </span>
              </div>
            )
          })}
        </div>
      </div>
      {count < entries.length && (
        <p className="px-gut py-2">
          {t(sort === 'took' ? 'printedLongest' : 'printed', { count, all: entries.length })}
        </p>
      )}
    </div>
  )
})
