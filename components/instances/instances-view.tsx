'use client'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { chosen, countOf, NOTHING, type Selection } from '@/components/data-table/selection'
import { useLayout } from '@/components/data-table/use-layout'
import { Page } from '@/components/shell/page'
import { useLang } from '@/components/ui/badge'
import { usePreferences } from '@/components/ui/preferences'
import { ProblemBanner } from '@/components/ui/problem'
import type { Instance } from '@/lib/model/instance'
import { parseQuery } from '@/lib/model/query'
import { cloudHealth } from '@/lib/queries/clouds'
import { fetchRefs } from '@/lib/queries/instances'
import { type CellContext, INSTANCE_COLUMNS, WITH_SPARKS } from './columns'
import { EmptyList } from './empty-list'
import { Filters } from './filters'
import { failedShards, shardKey, troubles } from './health'
import { InstanceTable } from './instance-table'
import { ListActions } from './list-actions'
import { INSTANCE_TABLE } from './list-address'
import { NarrowSort } from './narrow-sort'
import { QueryBox } from './query-box'
import { ProblemCounts, Totals } from './totals'
import { Troubles } from './troubles'
import { useEnterList } from './use-enter-list'
import { useListState } from './use-list-state'
import { useNarrow } from './use-narrow'
import { useRows } from './use-rows'

// Loaded when they are opened: the list is on the screen before.
const InstancePanel = dynamic(() => import('./instance-panel').then((module) => module.InstancePanel), { ssr: false })
const InstanceList = dynamic(() => import('./instance-list').then((module) => module.InstanceList), { ssr: false })
const BulkBar = dynamic(() => import('./bulk-bar').then((module) => module.BulkBar), { ssr: false })
const ColumnsDialog = dynamic(() => import('./columns-dialog').then((module) => module.ColumnsDialog), { ssr: false })

const SKELETON_ROWS = 24

/** The list of every cache: query, totals, failures in place, rows, side panel. */
export function InstancesView({ columnsCookie, sparks }: { columnsCookie: string | undefined; sparks: boolean }) {
  const all = sparks ? WITH_SPARKS : INSTANCE_COLUMNS
  const t = useTranslations('instances')
  const router = useRouter()
  const grid = useRef<HTMLDivElement>(null)
  const [{ q, sort, panel }, change] = useListState()
  const search = useMemo(() => ({ q, sort }), [q, sort])
  const rows = useRows(search)
  const { data: health, isPending: healthPending } = useQuery(cloudHealth())
  const context = useCellContext(health)
  const [kept, setLayout] = useLayout(INSTANCE_TABLE, all, columnsCookie)
  // Who comes for what things cost sees that, whatever columns are kept in this browser.
  const isByCost = sort === 'cost' || sort === '-cost'
  const layout = useMemo(() => {
    if (!isByCost || kept.shown.includes('cost')) return kept
    const order = ['cost', ...kept.order.filter((id) => id !== 'cost')]
    return { ...kept, order, shown: [...kept.shown.filter((id) => id !== 'spark'), 'cost'] }
  }, [kept, isByCost])
  const [selection, setSelection] = useState<Selection>(NOTHING)
  const [active, setActive] = useState(-1)
  const enterList = useEnterList(grid, setActive)
  const [choosing, setChoosing] = useState(false)
  const narrow = useNarrow()
  const failures = useMemo(() => troubles(health), [health])
  const onColumns = useCallback(() => setChoosing(true), [])
  const onNarrowSort = useCallback((next: string) => change({ sort: next }), [change])
  const matched = rows.head?.matched
  const errors = useMemo(() => parseQuery(q).errors, [q])
  const count = matched ?? SKELETON_ROWS
  const columns = useMemo(() => ['name', ...layout.order.filter((id) => layout.shown.includes(id))], [layout])

  // A narrow window has no room for a panel: what a shared address names is opened as its page.
  useEffect(() => {
    if (narrow && panel) router.replace(`/instances/${encodeURIComponent(panel)}`)
  }, [narrow, panel, router])

  const setQuery = useCallback(
    (next: string, how: 'push' | 'replace') => {
      change({ q: next }, how)
      setSelection(NOTHING)
      setActive(-1)
    },
    [change],
  )

  // Rows of the search before stay until those of this one are there: what is pressed on them is not of this one.
  const select = (next: Selection) => {
    if (rows.settled) setSelection(next)
  }

  async function selectAll() {
    setSelection({ kind: 'all' })
    const refs = await fetchRefs(search).catch(() => [])
    setSelection((now) => (now.kind === 'all' ? chosen(refs) : now))
  }

  function open(row: Instance) {
    if (panel === row.ref) router.push(`/instances/${encodeURIComponent(row.ref)}`)
    else change({ panel: row.ref }, panel ? 'replace' : 'push')
  }

  // Names are plain links, a thousand of them cheap; a plain click stays inside the app.
  function follow(event: MouseEvent) {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    router.push(link.getAttribute('href') ?? '/instances')
  }

  function closePanel() {
    change({ panel: '' })
    grid.current?.querySelector<HTMLElement>('[role="grid"]')?.focus()
  }

  function close() {
    if (panel) change({ panel: '' })
    else setSelection(NOTHING)
  }

  // The panel follows the cursor.
  function move(index: number) {
    setActive(index)
    const row = rows.rowAt(index)
    if (panel && row) change({ panel: row.ref }, 'replace')
  }

  const nothing = rows.head !== undefined && rows.settled && matched === 0
  return (
    <Page
      title={t('title')}
      crumbs={[{ label: t('title') }]}
      scroll={false}
      meta={<Totals head={rows.head} health={health} errors={errors} />}
      actions={<ListActions search={search} columns={columns} onColumns={onColumns} />}
    >
      <div className="grid gap-2 px-gut pb-2">
        <QueryBox q={q} onQuery={setQuery} onRows={enterList} />
        <div className="flex min-h-[26px] min-w-0 flex-wrap items-center gap-x-4 gap-y-1.5">
          <Filters q={q} onQuery={setQuery} />
          <ProblemCounts head={rows.head} q={q} onQuery={setQuery} />
          <NarrowSort sort={sort} onSort={onNarrowSort} />
        </div>
        {rows.error ? <ProblemBanner error={rows.error} /> : null}
        <Troubles troubles={failures} />
      </div>
      {/* The banners above come with the health: what came before them would be pushed down. */}
      <div className={healthPending ? 'hidden' : 'flex min-h-0 flex-1 border-border border-t'}>
        <div ref={grid} className="flex min-w-0 flex-1 flex-col" onClick={narrow ? undefined : follow}>
          {/* The skip link leads here, and from here to the rows. */}
          <span id="list" tabIndex={-1} onFocus={enterList} />
          {nothing ? (
            <EmptyList
              total={rows.head?.total ?? 0}
              health={health}
              q={q}
              onQuery={(next) => setQuery(next, 'push')}
              onClear={() => setQuery('', 'push')}
            />
          ) : narrow ? (
            <InstanceList
              count={count}
              rowAt={rows.rowAt}
              onRange={rows.onRange}
              context={context}
              withCost={isByCost}
            />
          ) : (
            <InstanceTable
              topic={`${q} ${sort}`}
              columns={all}
              count={count}
              rowAt={rows.rowAt}
              onRange={rows.onRange}
              context={context}
              layout={layout}
              onLayout={setLayout}
              sort={sort}
              onSort={(next) => {
                change({ sort: next })
                setActive(-1)
              }}
              selection={selection}
              onSelection={select}
              onSelectAll={selectAll}
              allRefs={() => fetchRefs(search)}
              active={active}
              onActive={move}
              onOpen={open}
              onClose={close}
              panel={panel}
            />
          )}
          {countOf(selection, count) > 0 && !narrow ? (
            <BulkBar
              selection={selection}
              count={countOf(selection, count)}
              search={search}
              columns={columns}
              onClear={() => setSelection(NOTHING)}
            />
          ) : null}
        </div>
        {panel && !narrow ? <InstancePanel reference={panel} onClose={closePanel} /> : null}
      </div>
      {choosing ? (
        <ColumnsDialog columns={all} layout={layout} onLayout={setLayout} onClose={() => setChoosing(false)} />
      ) : null}
    </Page>
  )
}

/** What cells need beside their row, with an identity that lasts while nothing in it changes. */
function useCellContext(health: Parameters<typeof failedShards>[0]): CellContext {
  const t = useTranslations('instances')
  const status = useTranslations('status')
  const lang = useLang()
  const { zone } = usePreferences()
  const failed = useMemo(() => failedShards(health), [health])
  return useMemo(
    () => ({
      word: (key) => t(key),
      status: (name) => status(name),
      lang,
      zone,
      isStale: (row) => failed.has(shardKey(row.key)),
    }),
    [t, status, lang, zone, failed],
  )
}
