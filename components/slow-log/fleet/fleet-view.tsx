'use client'

import '../slow-log.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useCallback, useMemo, useState } from 'react'
import { QueryBox } from '@/components/instances/query-box'
import { useAddressState } from '@/components/list/use-address-state'
import { Page } from '@/components/shell/page'
import { useMe } from '@/components/shell/shell-context'
import { useLang } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Check } from '@/components/ui/check'
import { Empty } from '@/components/ui/empty'
import { Failed } from '@/components/ui/failed'
import { Select } from '@/components/ui/input'
import { useSaidText } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { PROVIDER_NAMES, SERVICES } from '@/lib/model/service'
import { FLEET_HOURS, type FleetPattern, isMuted } from '@/lib/model/slow-fleet'
import { SLOW_KINDS } from '@/lib/model/slow-log'
import { fleetSlowQuery } from '@/lib/queries/slow-fleet'
import { totalText, useKeysText } from '../words'
import { FLEET_ADDRESS, FLEET_VIEWS, type FleetState } from './address'
import { saveFleet } from './csv'
import { InstanceRows } from './instance-rows'
import { PatternRows } from './pattern-rows'
import { RemarkDialog } from './remark-dialog'
import { FLEET_ONLY, FLEET_SORTS, shownRows } from './shown'
import { FleetSummary } from './summary'

/** Rows that are drawn at first, and with each wish for more. */
const STEP = 60

/** Slow commands of every collected instance: what matters first, whatever cloud it is in. */
export function FleetView() {
  const t = useTranslations('slowLog.fleet')
  const of = useTranslations('slowLog')
  const lang = useLang()
  const saidText = useSaidText()
  const { role } = useMe()
  const client = useQueryClient()
  const keysText = useKeysText()
  const [state, change] = useAddressState<FleetState>(FLEET_ADDRESS)
  const { q, hours, kind, view, muted, sort, only } = state
  const { data, error, refetch } = useQuery(fleetSlowQuery({ q, hours, kind }))
  const [asked, setAsked] = useState<FleetPattern | null>(null)
  const [shown, setShown] = useState(STEP)
  const onQuery = useCallback((next: string, how: 'push' | 'replace') => change({ q: next }, how), [change])
  const instances = useMemo(() => new Map((data?.instances ?? []).map((one) => [one.ref, one])), [data])
  const now = data ? Date.parse(data.at) : 0
  const told = useMemo(() => (data?.rows ?? []).filter((row) => muted || !isMuted(row, now)), [data, muted, now])
  const rows = useMemo(() => shownRows(told, { only, sort }), [told, only, sort])
  const hidden = (data?.rows.length ?? 0) - told.length
  const totalUs = rows.reduce((sum, row) => sum + row.totalUs, 0)
  // The answer has them by the time that they took.
  const [top] = told
  const words = (row: FleetPattern) => `${row.pattern.command} ${keysText(row.pattern)}`

  return (
    <Page
      title={t('title')}
      crumbs={[{ label: t('title') }]}
      meta={data ? <FleetSummary data={data} /> : <span className="skel w-40" />}
      actions={
        <Button
          variant="quiet"
          icon="download"
          reason={rows.length === 0 ? of('nothing') : null}
          onClick={() => saveFleet(rows, instances)}
        >
          CSV
        </Button>
      }
    >
      <div className="grid gap-2 px-gut pb-3">
        <QueryBox q={q} onQuery={onQuery} onRows={() => {}} />
        <div className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-2">
          <fieldset className="seg small" aria-label={t('hours')}>
            {FLEET_HOURS.map((one) => (
              <button key={one} type="button" aria-pressed={hours === one} onClick={() => change({ hours: one })}>
                {t(`ranges.h${one}`)}
              </button>
            ))}
          </fieldset>
          <fieldset className="seg small" aria-label={of('kindOf')}>
            {SLOW_KINDS.map((one) => (
              <button key={one} type="button" aria-pressed={kind === one} onClick={() => change({ kind: one })}>
                {of(`kinds.${one}`)}
              </button>
            ))}
          </fieldset>
          <fieldset className="seg small" aria-label={of('show')}>
            {FLEET_VIEWS.map((one) => (
              <button key={one} type="button" aria-pressed={view === one} onClick={() => change({ view: one })}>
                {t(`views.${one}`)}
              </button>
            ))}
          </fieldset>
          {view === 'patterns' && (
            <>
              <fieldset className="seg small" aria-label={t('only')}>
                {FLEET_ONLY.map((one) => (
                  <button key={one} type="button" aria-pressed={only === one} onClick={() => change({ only: one })}>
                    {t(`onlyOf.${one}`)}
                  </button>
                ))}
              </fieldset>
              {/* On a narrow window there are no heads of columns. */}
              <Select
                className="wide:hidden"
                aria-label={t('sort')}
                value={sort}
                onChange={({ target }) => change({ sort: FLEET_SORTS.find((one) => one === target.value) ?? 'total' })}
              >
                {FLEET_SORTS.map((one) => (
                  <option key={one} value={one}>
                    {t(`sorts.${one}`)}
                  </option>
                ))}
              </Select>
            </>
          )}
          {(hidden > 0 || muted) && (
            <Check
              label={t('showMuted', { count: hidden })}
              checked={muted}
              onChange={(event) => change({ muted: event.target.checked })}
            />
          )}
        </div>
      </div>
      {top && data && (
        <p className="px-gut pb-2.5 font-medium text-[15px] leading-[22px]" data-sentence>
          {t.rich(top.isNew ? 'topNew' : 'top', {
            b: (text) => <b>{text}</b>,
            pattern: () => <code className="text-sm wrap-anywhere">{words(top)}</code>,
            instance: instances.get(top.ref)?.name ?? top.ref,
            total: totalText(top.totalUs, lang),
          })}
        </p>
      )}
      {error && !data && <Failed error={error} retry={() => refetch()} />}
      {!data && !error && <Skeleton widths={[240, 160, 80, 120]} rows={12} />}
      {data && view === 'patterns' && rows.length > 0 && (
        <PatternRows
          rows={rows.slice(0, shown)}
          instances={instances}
          totalUs={totalUs}
          state={state}
          now={now}
          onSort={(sort) => change({ sort })}
          onRemark={role === 'viewer' ? null : setAsked}
        />
      )}
      {data && view === 'patterns' && shown < rows.length && (
        <div className="px-gut py-3">
          <Button onClick={() => setShown(shown + STEP)}>{of('more', { count: rows.length - shown })}</Button>
        </div>
      )}
      {data && view === 'instances' && data.instances.length > 0 && (
        <InstanceRows instances={data.instances} state={state} />
      )}
      {data && (view === 'patterns' ? rows.length : data.instances.length) === 0 && (
        <Empty
          title={t(
            told.length > 0 ? `nothingOf.${only}` : data.instances.length === 0 ? 'nothingCollected' : 'nothingSlow',
          )}
        >
          {told.length > 0 ? (
            <Button onClick={() => change({ only: 'all' })}>{t('showAll', { count: told.length })}</Button>
          ) : (
            t(data.instances.length === 0 ? 'howToCollect' : 'nothingSlowWhy', { count: data.instances.length })
          )}
        </Empty>
      )}
      {data && (
        <footer className="flex flex-wrap items-center gap-x-5 gap-y-1 px-gut py-3 text-muted text-sm">
          <span>{of(`measured.${kind}`)}</span>
          {data.rowCount > data.rows.length && (
            <span>{t('onlyTop', { shown: data.rows.length, count: data.rowCount })}</span>
          )}
          {data.instances
            .filter(({ failed }) => failed)
            .map((one) => (
              <span key={one.ref} className="text-warn">
                {t('failedOf', { instance: one.name, said: one.failed ? saidText(one.failed) : '' })}
              </span>
            ))}
          {data.without.map(({ service, engine, count }) => (
            <span key={`${service} ${engine}`} data-without={service}>
              {t('without', {
                count,
                service: `${PROVIDER_NAMES[SERVICES[service].provider][lang]} ${SERVICES[service][lang]}`,
              })}
            </span>
          ))}
          {data.uncollected > 0 && (
            <span>
              {t('uncollected', { count: data.uncollected })}{' '}
              <Link href={`/instances${q ? `?q=${encodeURIComponent(q)}` : ''}`} prefetch={false} className="underline">
                {t('toInstances')}
              </Link>
            </span>
          )}
        </footer>
      )}
      {asked && (
        <RemarkDialog
          row={asked}
          pattern={words(asked)}
          instance={instances.get(asked.ref)?.name ?? asked.ref}
          onDone={() => client.invalidateQueries({ queryKey: ['slow'] })}
          onClose={() => setAsked(null)}
        />
      )}
    </Page>
  )
}
