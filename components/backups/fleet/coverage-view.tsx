'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
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
import { Button, buttonClass } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { ProblemBanner } from '@/components/ui/problem'
import { formatNumber } from '@/lib/i18n/format'
import { type CoverageRow, type CoverageWindow, READ_EVERY_HOURS } from '@/lib/model/fleet-coverage'
import { cloudHealth } from '@/lib/queries/clouds'
import { coverageCsvAddress, coverageQuery, fetchCoverageRefs, refreshCoverage } from '@/lib/queries/coverage'
import { COVERAGE_ADDRESS, COVERAGE_TABLE, type CoverageState } from './address'
import { COVERAGE_COLUMNS, tabOf } from './columns'
import { CoverageBulk } from './coverage-bulk'
import { CoverageList } from './coverage-list'
import { StandingFilter } from './standing-filter'

const SKELETON_ROWS = 24

const headOf = ({ matched, total, totals }: CoverageWindow) => ({ matched, total, totals })
const refOf = (row: CoverageRow) => row.ref
const nameOf = (row: CoverageRow) => row.name || row.key.id
const isMuted = (row: CoverageRow) => row.standing === 'none'

/** How the backups of every instance stand, those without any first. */
export function CoverageView({ columnsCookie }: { columnsCookie: string | undefined }) {
  const t = useTranslations('backups.fleet')
  const of = useTranslations('instances')
  const router = useRouter()
  const client = useQueryClient()
  const place = useRef<HTMLDivElement>(null)
  const [state, change] = useAddressState<CoverageState>(COVERAGE_ADDRESS)
  const { q, sort } = state
  const search = useMemo(() => ({ q, sort }), [q, sort])
  const rows = useWindowRows(`${sort}\n${q}`, (offset, limit) => coverageQuery(search, offset, limit), headOf)
  const { data: health } = useQuery(cloudHealth())
  const [layout, setLayout] = useLayout(COVERAGE_TABLE, COVERAGE_COLUMNS, columnsCookie)
  const [selection, setSelection] = useState<Selection>(NOTHING)
  const [active, setActive] = useState(-1)
  const enterList = useEnterList(place, setActive)
  const narrow = useNarrow()
  const refresh = useMutation({
    mutationFn: () => refreshCoverage(search),
    onSuccess: () => client.invalidateQueries({ queryKey: ['backups'] }),
  })
  const texts = useMemo(() => ({ selectAll: of('selectAll'), select: (name: string) => of('select', { name }) }), [of])

  const ask = useCallback(
    (part: Partial<CoverageState>, how: 'push' | 'replace' = 'push') => {
      change(part, how)
      setSelection(NOTHING)
      setActive(-1)
    },
    [change],
  )
  const onQuery = useCallback((next: string, how: 'push' | 'replace') => ask({ q: next }, how), [ask])

  async function selectAll() {
    setSelection({ kind: 'all' })
    const refs = await fetchCoverageRefs(search).catch(() => [])
    setSelection((now) => (now.kind === 'all' ? chosen(refs) : now))
  }

  // Names are plain links, a thousand of them cheap; a plain click stays inside the app.
  function follow(event: MouseEvent) {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    router.push(link.getAttribute('href') ?? '/backups')
  }

  const { head } = rows
  const count = head?.matched ?? SKELETON_ROWS
  const descending = sort.startsWith('-')
  const field = descending ? sort.slice(1) : sort
  return (
    <Page
      title={t('title')}
      crumbs={[{ label: t('title') }]}
      scroll={false}
      meta={head ? <Summary head={head} /> : <span className="skel w-40" />}
      actions={
        <>
          <Button variant="quiet" icon="refresh" reading={refresh.isPending} onClick={() => refresh.mutate()}>
            {t('refresh')}
          </Button>
          <a
            className={buttonClass({ variant: 'quiet' })}
            href={coverageCsvAddress(search)}
            download
            aria-label={t('csv')}
          >
            <Icon name="download" />
            CSV
          </a>
        </>
      }
    >
      <div className="grid gap-2 px-gut pb-2">
        <QueryBox q={q} onQuery={onQuery} onRows={enterList} />
        <div className="flex min-h-[26px] min-w-0 flex-wrap items-center gap-x-4 gap-y-1.5">
          {head ? <StandingFilter q={q} counts={head.totals.byStanding} onQuery={(next) => ask({ q: next })} /> : null}
          <span className="text-muted text-sm">{t('how', { hours: READ_EVERY_HOURS })}</span>
        </div>
        {rows.error ? <ProblemBanner error={rows.error} /> : null}
        {refresh.error ? <ProblemBanner error={refresh.error} /> : null}
      </div>
      <div
        ref={place}
        className="flex min-h-0 flex-1 flex-col border-border border-t"
        onClick={narrow ? undefined : follow}
      >
        {/* The skip link leads here, and from here to the rows. */}
        <span id="list" tabIndex={-1} onFocus={enterList} />
        {head && rows.settled && head.matched === 0 ? (
          <EmptyList
            total={head.total}
            health={health}
            q={q}
            onQuery={(next) => ask({ q: next })}
            onClear={() => ask({ q: '' })}
          />
        ) : narrow ? (
          <CoverageList count={count} rowAt={rows.rowAt} onRange={rows.onRange} />
        ) : (
          <DataTable
            label={t('table')}
            topic={`${q} ${sort}`}
            columns={COVERAGE_COLUMNS}
            titleOf={(column) => t(`columns.${column}`)}
            context={null}
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
            onSelection={setSelection}
            onSelectAll={selectAll}
            allIds={() => fetchCoverageRefs(search)}
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
          <CoverageBulk selection={selection} count={countOf(selection, count)} onClear={() => setSelection(NOTHING)} />
        ) : null}
      </div>
    </Page>
  )
}

/** How many match, and how many readings are still to come. */
function Summary({ head: { matched, total, totals } }: { head: ReturnType<typeof headOf> }) {
  const t = useTranslations('backups.fleet')
  return (
    <>
      <span role="status">
        {matched === total
          ? t('all', { total: formatNumber(total) })
          : t('some', { matched: formatNumber(matched), total: formatNumber(total) })}
      </span>
      {totals.waiting > 0 ? (
        <span>{t('stillToRead', { count: totals.waiting, number: formatNumber(totals.waiting) })}</span>
      ) : null}
    </>
  )
}
