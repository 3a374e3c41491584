'use client'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type MouseEvent, useCallback, useMemo, useRef, useState } from 'react'
import { DataTable } from '@/components/data-table/data-table'
import { chosen, countOf, NOTHING, type Selection } from '@/components/data-table/selection'
import { useLayout } from '@/components/data-table/use-layout'
import { useWindowRows } from '@/components/data-table/use-window-rows'
import { EmptyList } from '@/components/instances/empty-list'
import { QueryBox } from '@/components/instances/query-box'
import { useEnterList } from '@/components/instances/use-enter-list'
import { useNarrow } from '@/components/instances/use-narrow'
import { useAddressState } from '@/components/list/use-address-state'
import { Page } from '@/components/shell/page'
import { buttonClass } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { ProblemBanner } from '@/components/ui/problem'
import { formatNumber } from '@/lib/i18n/format'
import { formatMoney } from '@/lib/i18n/money'
import { RENEWAL_SHOWS, type RenewalRow, type RenewalShow, type RenewalWindow } from '@/lib/model/renewal'
import { cloudHealth } from '@/lib/queries/clouds'
import { fetchRenewalRefs, renewalCsvAddress, renewalsQuery } from '@/lib/queries/renewals'
import { CostTabs } from '../cost-tabs'
import { DEFAULT_SORTS, RENEWAL_ADDRESS, RENEWAL_TABLES, type RenewalState } from './address'
import type { AfterEnds } from './cells'
import { RENEWAL_COLUMNS, tabOf } from './columns'
import { Currencies } from './currencies'
import { MonthStrip } from './month-strip'
import { RenewalsBulk } from './renewals-bulk'
import { RenewalsList } from './renewals-list'

const SKELETON_ROWS = 24
const NO_ENDS: AfterEnds = { ends: {}, ahead: {} }

const headOf = ({ items: _, offset: __, ...head }: RenewalWindow) => head
const refOf = (row: RenewalRow) => row.ref
const nameOf = (row: RenewalRow) => row.name || row.key.id
const isMuted = () => false

/** What ends when and what renewing it costs; and what is billed by the hour and would be cheaper as a subscription. */
export function RenewalsView({ columnsCookies }: { columnsCookies: Partial<Record<RenewalShow, string>> }) {
  const t = useTranslations('renewals')
  const costs = useTranslations('costs')
  const of = useTranslations('instances')
  const router = useRouter()
  const place = useRef<HTMLDivElement>(null)
  const [search, change] = useAddressState<RenewalState>(RENEWAL_ADDRESS)
  const { q, show, month, sort } = search
  const columns = RENEWAL_COLUMNS[show]
  const rows = useWindowRows(
    `${show}\n${sort}\n${month}\n${q}`,
    (offset, limit) => renewalsQuery(search, offset, limit),
    headOf,
  )
  const { data: health } = useQuery(cloudHealth())
  const [layout, setLayout] = useLayout(RENEWAL_TABLES[show], columns, columnsCookies[show])
  const [selection, setSelection] = useState<Selection>(NOTHING)
  const [active, setActive] = useState(-1)
  const enterList = useEnterList(place, setActive)
  const narrow = useNarrow()
  const texts = useMemo(() => ({ selectAll: of('selectAll'), select: (name: string) => of('select', { name }) }), [of])

  const ask = useCallback(
    (part: Partial<RenewalState>, how: 'push' | 'replace' = 'push') => {
      change(part, how)
      setSelection(NOTHING)
      setActive(-1)
    },
    [change],
  )
  const onQuery = useCallback((next: string, how: 'push' | 'replace') => ask({ q: next }, how), [ask])

  // Rows of the search before stay until those of this one are there: what is pressed on them is not of this one.
  const select = (next: Selection) => {
    if (rows.settled) setSelection(next)
  }

  async function selectAll() {
    setSelection({ kind: 'all' })
    const refs = await fetchRenewalRefs(search).catch(() => [])
    setSelection((now) => (now.kind === 'all' ? chosen(refs) : now))
  }

  // Names are plain links, a thousand of them cheap; a plain click stays inside the app.
  function follow(event: MouseEvent) {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    router.push(link.getAttribute('href') ?? '/costs/renewals')
  }

  const { head } = rows
  const count = head?.matched ?? SKELETON_ROWS
  const ends: AfterEnds = useMemo(() => (head ? { ends: head.afterEnd, ahead: head.paidAhead } : NO_ENDS), [head])
  const descending = sort.startsWith('-')
  const field = descending ? sort.slice(1) : sort
  return (
    <Page
      title={t('title')}
      crumbs={[{ label: costs('title'), href: '/costs' }, { label: t('title') }]}
      scroll={false}
      meta={
        head ? (
          <span role="status">
            {t(head.matched === head.total ? `all.${show}` : `some.${show}`, {
              matched: formatNumber(head.matched),
              total: formatNumber(head.total),
            })}
          </span>
        ) : (
          <span className="skel w-40" />
        )
      }
      actions={
        <a
          className={buttonClass({ variant: 'quiet' })}
          href={renewalCsvAddress(search)}
          download
          aria-label={t('csv')}
        >
          <Icon name="download" />
          CSV
        </a>
      }
    >
      <CostTabs />
      <div className="grid min-w-0 gap-2 px-gut py-2">
        <QueryBox q={q} onQuery={onQuery} onRows={enterList} />
        <div className="flex min-h-[26px] min-w-0 flex-wrap items-center gap-x-4 gap-y-1.5">
          <fieldset className="seg small" aria-label={t('show.label')}>
            {RENEWAL_SHOWS.map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={one === show}
                onClick={() => ask({ show: one, month: '', sort: DEFAULT_SORTS[one] })}
              >
                {t(`show.${one}`)}
              </button>
            ))}
          </fieldset>
          <span className="text-muted text-sm">{t(`how.${show}`)}</span>
        </div>
        {head?.savings.map(({ currency, amount, count: of }) => (
          <p key={currency}>
            {t.rich('savings', { amount: formatMoney(amount, currency), count: of, b: (chunks) => <b>{chunks}</b> })}
          </p>
        ))}
        {head ? <Currencies head={head} /> : null}
        {rows.error ? <ProblemBanner error={rows.error} /> : null}
      </div>
      {head ? <MonthStrip months={head.months} wanted={month} onChange={(next) => ask({ month: next })} /> : null}
      <div
        ref={place}
        className="flex min-h-0 flex-1 flex-col border-border border-t"
        onClick={narrow ? undefined : follow}
      >
        {/* The skip link leads here, and from here to the rows. */}
        <span id="list" tabIndex={-1} onFocus={enterList} />
        {head && rows.settled && head.matched === 0 ? (
          head.total === 0 ? (
            <p className="px-gut py-4 text-muted">{t(`none.${show}`)}</p>
          ) : (
            <EmptyList
              total={head.total}
              health={health}
              q={q}
              onQuery={(next) => ask({ q: next })}
              onClear={() => ask({ q: '', month: '' })}
            />
          )
        ) : narrow ? (
          <RenewalsList show={show} ends={ends} count={count} rowAt={rows.rowAt} onRange={rows.onRange} />
        ) : (
          <DataTable
            key={show}
            label={t(`table.${show}`)}
            topic={`${show} ${q} ${sort} ${month}`}
            columns={columns}
            titleOf={(column) => t(`columns.${column}`)}
            context={ends}
            layout={layout}
            onLayout={setLayout}
            count={count}
            rowAt={rows.rowAt}
            idOf={refOf}
            nameOf={nameOf}
            isMuted={isMuted}
            onRange={rows.onRange}
            sort={{ field, descending }}
            onSort={(next) => ask({ sort: next === field && !descending ? `-${next}` : next })}
            selection={selection}
            onSelection={select}
            onSelectAll={selectAll}
            allIds={() => fetchRenewalRefs(search)}
            active={active}
            onActive={setActive}
            onOpen={(row) => router.push(tabOf(row))}
            onClose={() => setSelection(NOTHING)}
            openId={undefined}
            folding={false}
            texts={texts}
          />
        )}
        {countOf(selection, count) > 0 && !narrow ? (
          <RenewalsBulk
            show={show}
            selection={selection}
            count={countOf(selection, count)}
            onClear={() => setSelection(NOTHING)}
          />
        ) : null}
      </div>
    </Page>
  )
}
