'use client'

import { useTranslations } from 'next-intl'
import { Meter } from '@/components/ui/number'
import type { Tone } from '@/components/ui/shape'
import { State } from '@/components/ui/status'
import { Moment } from '@/components/ui/time'
import type { KeyRun, RunState } from '@/lib/model/key-analysis'

const TONES: Record<RunState, Tone> = { running: 'prog', done: 'ok', failed: 'danger', unknown: 'unk' }

interface KeyRunsProps {
  runs: readonly KeyRun[]
  /** Id of the one whose report is shown. */
  chosen: string | null
  daysBack: number | null
  onChoose: (run: string) => void
}

/** Analyses that were started, newest first; one that is done can be looked at. */
export function KeyRuns({ runs, chosen, daysBack, onChoose }: KeyRunsProps) {
  const t = useTranslations('diagnostics')
  if (runs.length === 0)
    return <p className="text-text-2">{daysBack === null ? t('noRunsLast') : t('noRuns', { days: daysBack })}</p>
  return (
    <section className="overflow-x-auto" tabIndex={0} aria-label={t('runs')}>
      <table className="tbl dense flush stack max-w-[720px]">
        <thead>
          <tr className="text-left">
            <th>{t('started')}</th>
            <th>{t('state')}</th>
            <th>{t('progress')}</th>
            <th>
              <span className="sr-only">{t('report')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id} data-run={run.id} data-chosen={run.id === chosen || undefined}>
              <th scope="row" className="whitespace-nowrap font-normal">
                {run.startedAt ? <Moment at={run.startedAt} style="day-seconds" /> : t('notTold')}
              </th>
              <td className="whitespace-nowrap" data-name={t('state')}>
                <State tone={TONES[run.state]} vendor={run.vendorState ?? undefined}>
                  {t(`runStates.${run.state}`)}
                </State>
              </td>
              <td
                className="whitespace-nowrap text-text-2"
                data-name={run.nodes || run.state === 'running' ? t('progress') : undefined}
              >
                {run.nodes ? (
                  <span className="inline-flex items-center gap-2">
                    {run.state === 'running' && (
                      <Meter share={run.nodes.done / Math.max(1, run.nodes.all)} tone="accent" />
                    )}
                    {t('nodesDone', { done: run.nodes.done, all: run.nodes.all })}
                  </span>
                ) : (
                  run.state === 'running' && t('noProgress')
                )}
              </td>
              <td className="num">
                {run.state === 'failed' ? null : run.id === chosen ? (
                  <span className="text-muted">{t('shownBelow')}</span>
                ) : (
                  <button type="button" className="linkbtn" onClick={() => onChoose(run.id)}>
                    {t('showReport')}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
