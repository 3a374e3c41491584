'use client'
import './report.css'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useAddressState } from '@/components/list/use-address-state'
import { Page } from '@/components/shell/page'
import { useLang } from '@/components/ui/badge'
import { Button, buttonClass } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Failed } from '@/components/ui/failed'
import { Icon } from '@/components/ui/icon'
import { Select } from '@/components/ui/input'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { formatDate } from '@/lib/i18n/format'
import { type CostReport, NO_REPORT } from '@/lib/model/cost-report'
import { type ReportSearch, reportCsvAddress, reportQuery } from '@/lib/queries/costs'
import { ApiProblem } from '@/lib/queries/problem'
import { CostTabs } from '../cost-tabs'
import { useMonthName } from '../words'
import { REPORT_ADDRESS } from './address'
import { Report } from './report'
import { billed } from './time'

/** What a calendar month came to, for a screen, for paper and as a file. */
export function ReportView() {
  const t = useTranslations('reports')
  const costs = useTranslations('costs')
  const nameOf = useMonthName()
  const [search, change] = useAddressState<ReportSearch>(REPORT_ADDRESS)
  const { data, error, refetch, isPlaceholderData } = useQuery(reportQuery(search))
  const month = data?.month ?? search.month
  const title = month ? t('title', { month: nameOf(month) }) : t('untitled')
  return (
    <Page
      title={title}
      crumbs={[{ label: costs('title'), href: '/costs' }, { label: t('untitled') }]}
      scroll={false}
      actions={
        // Of what there is no report of there is no file either.
        error && !data ? null : (
          <>
            <a
              className={buttonClass({ variant: 'quiet' })}
              href={reportCsvAddress(search)}
              download
              aria-label={t('csv')}
            >
              <Icon name="download" />
              CSV
            </a>
            <Button onClick={() => print()}>{t('print')}</Button>
          </>
        )
      }
    >
      <CostTabs />
      <div className="page-scroll" aria-busy={isPlaceholderData || undefined}>
        {data ? <Chosen report={data} search={search} change={change} /> : null}
        {error && data ? <ProblemBanner error={error} className="mx-gut mb-3" /> : null}
        {data ? (
          <Report report={data} />
        ) : error ? (
          <NoReportOf month={search.month} error={error} retry={() => refetch()} />
        ) : (
          <Skeleton widths={[220, 90, 60]} rows={10} />
        )}
      </div>
    </Page>
  )
}

/** Why there is none, and the way to one that there is. */
function NoReportOf({ month, error, retry }: { month: string; error: unknown; retry: () => void }) {
  const t = useTranslations('reports')
  const nameOf = useMonthName()
  const locale = useLang()
  const said = error instanceof ApiProblem ? error.problem.fields?.month : undefined
  const why = NO_REPORT.find((one) => one === said?.code)
  const back = (
    <Link href="/costs/reports" className={why ? buttonClass({ variant: 'primary' }) : undefined}>
      {t('thisMonth')}
    </Link>
  )
  if (!why || !month) {
    return (
      <>
        <Failed error={error} retry={retry} />
        {month ? <p className="px-gut">{back}</p> : null}
      </>
    )
  }
  return (
    <Empty title={t('no.title', { month: nameOf(month) })} action={back}>
      {t(`no.${why}`, {
        month: nameOf(month),
        since: formatDate(billed(String(said?.params?.since ?? '')), { zone: 'utc', locale }),
      })}
    </Empty>
  )
}

interface ChosenProps {
  report: CostReport
  search: ReportSearch
  change: (part: Partial<ReportSearch>) => void
}

const ALL = 'all'
const keyOf = (team: string | null) => (team === null ? ALL : `of ${team}`)

/** Of which month and team it is. */
function Chosen({ report, search, change }: ChosenProps) {
  const t = useTranslations('reports')
  const costs = useTranslations('costs')
  const nameOf = useMonthName()
  const teams = [null, ...new Set([...report.teams, ...(search.team === null ? [] : [search.team])])]
  return (
    <div className="report-tools flex flex-wrap items-center gap-2 border-border border-b px-gut py-2">
      <Select
        size="small"
        className="w-auto"
        aria-label={t('month')}
        value={search.month || report.month}
        onChange={(event) => change({ month: event.target.value })}
      >
        {report.months.map((month) => (
          <option key={month} value={month}>
            {nameOf(month)}
          </option>
        ))}
      </Select>
      <Select
        size="small"
        className="w-auto max-w-60"
        aria-label={t('team')}
        value={keyOf(search.team)}
        onChange={(event) => change({ team: teams.find((team) => keyOf(team) === event.target.value) ?? null })}
      >
        {teams.map((team) => (
          <option key={keyOf(team)} value={keyOf(team)}>
            {team === null ? t('allTeams') : team || costs('none.team')}
          </option>
        ))}
      </Select>
      <p className="text-muted text-sm">{t('hint')}</p>
    </div>
  )
}
