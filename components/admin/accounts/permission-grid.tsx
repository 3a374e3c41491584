'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useAct } from '@/components/admin/use-act'
import { useMe } from '@/components/shell/shell-context'
import { useLang } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Failed } from '@/components/ui/failed'
import type { Tone } from '@/components/ui/shape'
import { Skeleton } from '@/components/ui/skeleton'
import { State } from '@/components/ui/status'
import { Age } from '@/components/ui/time'
import type { Account, ProbeCell } from '@/lib/model/account'
import { SERVICES } from '@/lib/model/service'
import { probeQuery, startProbe } from '@/lib/queries/accounts'
import { type Finding, findingsOf, type ProbeRow, sortedRows } from './probe-rows'

const TONES: Record<ProbeCell['outcome'], Tone> = {
  ok: 'ok',
  denied: 'danger',
  'wrong-key': 'danger',
  unreachable: 'warn',
  failed: 'warn',
  unsupported: 'unk',
  'not-checked': 'unk',
  running: 'prog',
}

/** What the account's key may read, by operation and region, and what to do about what it may not. */
export function PermissionGrid({ account }: { account: Account }) {
  const t = useTranslations('admin.probe')
  const roles = useTranslations('admin.roles')
  const me = useMe()
  const client = useQueryClient()
  const { act, running } = useAct()
  const { data, error, refetch } = useQuery(probeQuery(account.id))
  const start = () =>
    act('probe', async () => {
      client.setQueryData(probeQuery(account.id).queryKey, await startProbe(account.id))
    })
  const reason =
    me.role === 'viewer'
      ? roles('needOperator')
      : account.paused
        ? t('paused')
        : data?.state === 'running' && t('running')
  return (
    <section className="grid gap-2">
      <div className="flex flex-wrap items-center gap-2 px-gut">
        <h2 className="section-title">
          {t('title')}
          <small>
            {data?.state === 'running' ? t('running') : data?.at ? <Age at={data.at} /> : data && t('never')}
          </small>
        </h2>
        <Button
          size="small"
          icon="refresh"
          className="ml-auto"
          onClick={start}
          sending={running === 'probe'}
          reason={reason}
        >
          {t('start')}
        </Button>
      </div>
      <p className="max-w-[72ch] px-gut text-text-2">{t('lead')}</p>
      {error && <Failed error={error} retry={() => refetch()} />}
      {!data && !error && <Skeleton widths={[220, 90, 90, 90]} rows={4} />}
      {data && data.cells.length > 0 && <Result cells={data.cells} regions={[...new Set(account.regions)]} />}
    </section>
  )
}

/** What to do first, then the operations it is about, then what is well; what was not checked is folded. */
function Result({ cells, regions }: { cells: ProbeCell[]; regions: string[] }) {
  const t = useTranslations('admin.probe')
  const { told, unchecked } = sortedRows(cells)
  const findings = findingsOf(cells)
  const isOpen = (finding: Finding) => finding.outcome === 'not-checked'
  return (
    <>
      <Findings label={t('todo')} findings={findings.filter((finding) => !isOpen(finding))} />
      {told.length > 0 && <Grid rows={told} regions={regions} />}
      {findings.some(isOpen) && (
        <details>
          <summary className="cursor-pointer px-gut py-1 text-text-2">
            {unchecked.length > 0 ? t('unchecked', { count: unchecked.length }) : t('partlyUnchecked')}
          </summary>
          <Findings label={t('outcomes.not-checked')} findings={findings.filter(isOpen)} />
        </details>
      )}
    </>
  )
}

function Grid({ rows, regions }: { rows: ProbeRow[]; regions: string[] }) {
  const t = useTranslations('admin.probe')
  const locale = useLang()
  return (
    // Wider than a narrow window: it scrolls by itself, also by keys.
    <section className="overflow-x-auto" tabIndex={0} aria-label={t('title')}>
      <table className="tbl dense">
        <thead>
          <tr>
            <th>{t('operation')}</th>
            {regions.map((region) => (
              <th key={region}>{region}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.service}/${row.operation}`}>
              <th scope="row" className="wide:whitespace-nowrap">
                <code className="max-wide:wrap-anywhere">{row.operation}</code>{' '}
                <span className="text-muted text-sm max-wide:block">{SERVICES[row.service][locale]}</span>
              </th>
              {regions.map((region) => {
                const cell = row.cells.get(region)
                return (
                  <td key={region}>
                    {cell ? <State tone={TONES[cell.outcome]}>{t(`outcomes.${cell.outcome}`)}</State> : null}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Findings({ label, findings }: { label: string; findings: Finding[] }) {
  const t = useTranslations('admin.probe')
  const problems = useTranslations('problems')
  if (findings.length === 0) return null
  return (
    <ul className="grid gap-2 px-gut" aria-label={label}>
      {findings.map((finding) => (
        <li key={finding.key} className="grid gap-0.5 border-border border-t pt-2">
          <span className="flex flex-wrap items-baseline gap-x-2">
            <State tone={TONES[finding.outcome]}>{t(`outcomes.${finding.outcome}`)}</State>
          </span>
          {finding.places.map(({ operations, regions }) => (
            <span key={operations.join()} className="wrap-anywhere">
              <code className="text-text-2">{operations.join(', ')}</code>{' '}
              <span className="text-muted text-sm">{regions.join(', ')}</span>
            </span>
          ))}
          <span className="text-text-2">
            {t(finding.reason ? `reasons.${finding.reason}` : `todos.${finding.outcome}`)}
          </span>
          {(finding.code || finding.message) && (
            <span className="text-muted text-sm wrap-anywhere">
              {[finding.code, finding.message].filter(Boolean).join(': ')}{' '}
              {finding.requestId && problems('cloudRequest', { id: finding.requestId })}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
