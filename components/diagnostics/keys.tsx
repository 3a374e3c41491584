'use client'

import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ChangeLink } from '@/components/access/change-link'
import { useMe } from '@/components/shell/shell-context'
import { useLang } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Failed } from '@/components/ui/failed'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { Moment } from '@/components/ui/time'
import type { Instance } from '@/lib/model/instance'
import { PROVIDER_NAMES } from '@/lib/model/service'
import { keysQuery } from '@/lib/queries/diagnostics'
import { KeyCondition } from './key-condition'
import { KeyReportView } from './key-report'
import { KeyRuns } from './key-runs'
import { Refused } from './refused'
import { saveKeys } from './save'
import { SourceLine } from './source-line'

/** Big and hot keys: what analyses there were, how far one has come, and what one found. */
export function Keys({ row }: { row: Instance }) {
  const t = useTranslations('diagnostics')
  const lang = useLang()
  const { role } = useMe()
  const [reveal, setReveal] = useState(false)
  const asked = useSearchParams().get('report')
  const { data, error, refetch, isFetching } = useQuery(keysQuery(row.ref, asked, reveal))
  if (error && !data) return <Failed error={error} retry={() => refetch()} />
  if (!data) return <Skeleton widths={[160, 240, 120]} rows={8} />
  if (data.kinds.length === 0)
    return (
      <Empty title={t('noKeys.title')}>
        {row.engine === 'memcached'
          ? t('noKeys.memcached')
          : t('noKeys.why', { cloud: PROVIDER_NAMES[row.provider][lang] })}
      </Empty>
    )
  const { report } = data
  const run = report && data.runs.find(({ id }) => id === report.run)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 px-gut py-3">
      {error ? <ProblemBanner error={error} /> : null}
      {data.missing.map(({ operation, ...missing }) => (
        <Refused key={operation} operation={operation} missing={missing} />
      ))}
      <div className="flex flex-wrap items-center gap-2">
        {data.condition?.holds === false ? (
          <Button
            size="small"
            reason={t('conditionFails', { parameter: data.condition.parameter, value: data.condition.value ?? '' })}
          >
            {t('start')}
          </Button>
        ) : (
          <ChangeLink reference={row.ref} action="analyze-keys">
            {t('start')}
          </ChangeLink>
        )}
        <span className="text-muted text-sm">{t(`looksFor.${data.kinds.join('-')}`)}</span>
      </div>
      {data.condition && <KeyCondition reference={row.ref} condition={data.condition} />}
      {data.missing.length === 0 && (
        <KeyRuns runs={data.runs} chosen={report?.run ?? null} daysBack={data.daysBack} onChoose={choose} />
      )}
      {report && (
        <section aria-label={t('report')} className="min-w-0">
          <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1 pb-1.5">
            <h2 className="section-title">
              {t('report')}{' '}
              <small>{run?.startedAt ? <Moment at={run.startedAt} style="day-seconds" /> : t('lastRun')}</small>
            </h2>
            <span className="ml-auto flex flex-wrap items-center gap-x-3 text-muted text-sm">
              <span>{t(reveal ? 'keysShown' : 'keysMasked')}</span>
              {role !== 'viewer' && (
                <Button size="small" variant="quiet" aria-pressed={reveal} onClick={() => setReveal(!reveal)}>
                  {t(reveal ? 'maskAgain' : 'unmask')}
                </Button>
              )}
              <Button
                size="small"
                variant="quiet"
                icon="download"
                aria-label={t('saveKeys')}
                data-tip={t('saveKeys')}
                onClick={() => saveKeys(row.name || row.key.id, report)}
              />
            </span>
          </div>
          <KeyReportView report={report} />
        </section>
      )}
      <SourceLine at={data.at} operations={data.operations} isReading={isFetching} onAgain={() => refetch()} />
    </div>
  )
}

function choose(run: string) {
  const next = new URLSearchParams(location.search)
  next.set('report', run)
  history.pushState(null, '', `${location.pathname}?${next}`)
}
