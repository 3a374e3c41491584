'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useCallback, useMemo } from 'react'
import { useAddressState } from '@/components/list/use-address-state'
import { Page } from '@/components/shell/page'
import { useMe } from '@/components/shell/shell-context'
import { Button, buttonClass } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Failed } from '@/components/ui/failed'
import { Select } from '@/components/ui/input'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { Age, Moment } from '@/components/ui/time'
import { toast } from '@/components/ui/toast'
import { COST_DIMENSIONS, COST_RANGES, type CostDimension, type CostPage, type CostPart } from '@/lib/model/cost'
import { costsQuery, refreshPrices } from '@/lib/queries/costs'
import { COST_ADDRESS, type CostState } from './address'
import { CostTabs } from './cost-tabs'
import { Figures } from './figures'
import { GroupTable } from './group-table'
import { MonthTable } from './month-table'
import { PriceFailures } from './price-failures'
import { reportHref } from './reports/address'
import { StepList } from './step-list'
import { TrendChart } from './trend-chart'
import { useMonthName, usePartName } from './words'

/** What everything costs a month, how it came to be so, and what nobody knows the price of. */
export function CostsView() {
  const t = useTranslations('costs')
  const client = useQueryClient()
  const me = useMe()
  const [state, change] = useAddressState<CostState>(COST_ADDRESS)
  const { data, error, refetch, isPlaceholderData } = useQuery(costsQuery(state.by, state.tag, state.range, state.only))
  const refresh = useMutation({
    mutationFn: refreshPrices,
    onSuccess: ({ requested }) => {
      toast({ tone: 'ok', title: t('asked', { count: requested }) })
      return client.invalidateQueries({ queryKey: ['costs'] })
    },
  })
  return (
    <Page
      title={t('title')}
      crumbs={[{ label: t('title') }]}
      scroll={false}
      meta={
        data ? <span>{t.rich('asOf', { time: () => <Moment at={data.asOf} /> })}</span> : <span className="skel w-40" />
      }
      actions={
        <>
          {me.role === 'admin' && me.scope.kind === 'all' ? (
            <Link href="/settings/rates" prefetch={false} className={buttonClass({ variant: 'quiet' })}>
              {t('rateCard')}
            </Link>
          ) : null}
          <Button variant="quiet" icon="refresh" sending={refresh.isPending} onClick={() => refresh.mutate()}>
            {t('askAgain')}
          </Button>
          {data && data.months.length > 0 ? <ReportLink page={data} /> : null}
        </>
      }
    >
      <CostTabs />
      <div className="page-scroll" aria-busy={isPlaceholderData || undefined}>
        {refresh.error ? <ProblemBanner error={refresh.error} className="mx-gut mb-3" /> : null}
        {error && data ? <ProblemBanner error={error} className="mx-gut mb-3" /> : null}
        {data ? (
          <Loaded page={data} state={state} change={change} />
        ) : error ? (
          <Failed error={error} retry={() => refetch()} />
        ) : (
          <Skeleton widths={[220, 90, 60]} rows={10} />
        )}
      </div>
    </Page>
  )
}

interface LoadedProps {
  page: CostPage
  state: CostState
  change: (part: Partial<CostState>) => void
}

function Loaded({ page, state, change }: LoadedProps) {
  const t = useTranslations('costs')
  const names = useMemo(() => new Map(page.groups.map(({ key, name }) => [key, name])), [page.groups])
  const trend = page.trends.find(({ currency }) => (currency ?? '') === state.currency) ?? largest(page)
  const choose = useCallback(
    // Of tags nothing can be told apart without a key: the most used one.
    (by: CostDimension) => change({ by, tag: by === 'tag' ? state.tag || page.tagKeys[0] || '' : '' }),
    [change, state.tag, page.tagKeys],
  )
  // Of one part there is only one: the next thing to know is which clouds it is in.
  const onOnly = (only: CostPart) => change({ only, by: only.by === 'provider' ? 'team' : 'provider', tag: '' })
  if (page.counts.all === 0 && page.keptSince === null) return <Empty title={t('empty')}>{t('emptyText')}</Empty>
  return (
    <div className="pb-8">
      {page.only ? (
        <Only
          part={page.only}
          onAll={() => change({ only: null, by: page.only?.by ?? 'team', tag: page.only?.tag ?? '' })}
        />
      ) : null}
      <Figures page={page} />
      <Standing page={page} />
      <PriceFailures prices={page.prices} />
      <div
        className={
          page.before
            ? 'grid desk:grid-cols-[minmax(0,1fr)_minmax(470px,38%)]'
            : 'grid desk:grid-cols-[minmax(0,1fr)_minmax(360px,30%)]'
        }
      >
        <section className="min-w-0 px-gut py-3 desk:border-border desk:border-r">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2 pb-2">
            <h2 className="section-title flex-wrap">
              {t(`trend.${page.range}`)}
              <small>{t('trend.how')}</small>
            </h2>
            <div className="ml-auto flex flex-wrap items-center gap-2">
              <Choice
                label={t('trend.range')}
                value={state.range}
                options={COST_RANGES.map((range) => [range, t(`trend.${range}`)])}
                onChange={(range) => change({ range: COST_RANGES.find((one) => one === range) ?? 'year' })}
              />
              <Choice
                label={t('by.label')}
                value={state.by}
                options={COST_DIMENSIONS.map((by) => [by, t(`by.${by}`)])}
                onChange={(by) => choose(COST_DIMENSIONS.find((one) => one === by) ?? 'team')}
              />
              {state.by === 'tag' && (page.tag || page.tagKeys.length > 0) ? (
                <Choice
                  label={t('by.tagKey')}
                  value={state.tag || page.tag}
                  options={[...new Set([state.tag || page.tag, ...page.tagKeys])]
                    .filter(Boolean)
                    .map((key) => [key, key])}
                  onChange={(tag) => change({ tag })}
                />
              ) : null}
              {page.trends.length > 1 ? (
                <Choice
                  label={t('trend.currency')}
                  value={trend?.currency ?? ''}
                  options={page.trends.map(({ currency }) => [currency ?? '', currency ?? t('currencyUnknown')])}
                  onChange={(currency) => change({ currency })}
                />
              ) : null}
            </div>
          </div>
          {trend ? (
            <TrendChart trend={trend} by={page.by} tag={page.tag} range={page.range} only={page.only} names={names} />
          ) : (
            <p className="text-muted">{t('trend.none')}</p>
          )}
        </section>
        <GroupTable page={page} trend={trend} onOnly={onOnly} />
      </div>
      <StepList steps={page.steps} count={page.stepCount} time={t(`steps.range.${page.range}`)} />
      <MonthTable page={page} />
    </div>
  )
}

/** What the page is about, where it is not everything. */
function Only({ part, onAll }: { part: NonNullable<CostPage['only']>; onAll: () => void }) {
  const t = useTranslations('costs')
  const nameOf = usePartName(part.by)
  const dimension = part.by === 'tag' ? `${t('by.tag')} ${part.tag}` : t(`by.${part.by}`)
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 border-border border-b px-gut py-2" role="status">
      <span>{t.rich('only.text', { dimension, part: nameOf(part), b: (chunks) => <b>{chunks}</b> })}</span>
      <Button size="small" variant="quiet" icon="close" onClick={onAll}>
        {t('only.all')}
      </Button>
    </p>
  )
}

/** To the report of the month of now. */
function ReportLink({ page }: { page: CostPage }) {
  const t = useTranslations('costs')
  const nameOf = useMonthName()
  const month = page.months.at(-1)?.month ?? ''
  const href = reportHref(page, month)
  return href === null ? null : (
    <Link href={href} prefetch={false} className={buttonClass({})}>
      {t('report', { month: nameOf(month) })}
    </Link>
  )
}

/** The currency in which most is paid now. */
const largest = ({ trends, total }: CostPage) =>
  trends.find(({ currency }) => currency === (total[0]?.currency ?? null)) ?? trends[0]

interface ChoiceProps {
  label: string
  value: string
  options: readonly (readonly [string, string])[]
  onChange: (value: string) => void
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <Select
      size="small"
      className="w-auto max-w-44"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {options.map(([key, word]) => (
        <option key={key} value={key}>
          {word}
        </option>
      ))}
    </Select>
  )
}

/** How old prices are, what is still to be asked, and how currencies were put together. */
function Standing({ page }: { page: CostPage }) {
  const t = useTranslations('costs.standing')
  const { prices, keptSince, reporting, used, apart, total } = page
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-0.5 border-border border-b px-gut py-2 text-muted text-sm">
      {prices.oldest ? <span>{t.rich('oldest', { age: () => <Age at={prices.oldest ?? ''} /> })}</span> : null}
      {prices.waiting > 0 ? (
        <span>
          {t('waiting', { count: prices.waiting })}
          {prices.resumes ? t.rich('resumes', { time: () => <Moment at={prices.resumes ?? ''} /> }) : null}
        </span>
      ) : null}
      {keptSince ? <span>{t.rich('kept', { time: () => <Moment at={keptSince} style="day" /> })}</span> : null}
      {used.map(({ currency, rate, from }) => (
        <span key={currency}>{t('rate', { currency, rate, reporting: reporting ?? '', from })}</span>
      ))}
      {used.length > 0 ? <span>{t('rateHow')}</span> : null}
      {apart.length > 0 || (reporting === null && total.length > 1) ? (
        <span className="text-warn">{t('apart')}</span>
      ) : null}
      <span>{t('zone')}</span>
    </p>
  )
}
