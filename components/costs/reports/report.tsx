'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useMe, useShell } from '@/components/shell/shell-context'
import { formatNumber } from '@/lib/i18n/format'
import { formatMoney } from '@/lib/i18n/money'
import { type CostReport, REPORT_PARTS } from '@/lib/model/cost-report'
import { StepList } from '../step-list'
import { useMonthName, usePartName } from '../words'
import { GapTable, LineTable } from './instance-tables'
import { PartTable, SumCells, SumHead, Wide } from './sum-tables'
import { reportTime } from './time'

/** A month's costs: what they came to, by what, from where that is known, and what is not in it. */
export function Report({ report }: { report: CostReport }) {
  const t = useTranslations('reports')
  const nameOf = useMonthName()
  return (
    <article className="report">
      <About report={report} />
      <Section title={t('total')} note={t('totalNote')}>
        {report.totals.length === 0 ? (
          <p className="px-gut text-muted">{t('nothing')}</p>
        ) : (
          <Wide label={t('total')}>
            <table className="tbl dense">
              <SumHead first={t('currency')} />
              <tbody>
                {report.totals.map((sum) => (
                  <tr key={sum.currency}>
                    <th scope="row" className="text-start">
                      {sum.currency ?? t('currencyUnknown')}
                    </th>
                    <SumCells sum={sum} />
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        )}
      </Section>
      <Section title={t('known')}>
        <Known report={report} />
      </Section>
      {report.totals.length === 0 && report.gapCount === 0
        ? null
        : REPORT_PARTS.map((by) => <Parts key={by} report={report} by={by} />)}
      <StepList steps={report.steps} count={report.stepCount} time={nameOf(report.month)} />
      {report.gaps.length > 0 ? (
        <Section
          title={t('gaps')}
          note={
            report.gapCount > report.gaps.length
              ? t('gapsSome', { shown: report.gaps.length, count: report.gapCount })
              : t('gapsNote')
          }
        >
          <GapTable report={report} />
        </Section>
      ) : null}
      {report.lines.length > 0 ? (
        <Section
          title={t('instances')}
          breaks
          note={
            report.lineCount > report.lines.length
              ? t('linesSome', { shown: report.lines.length, count: report.lineCount })
              : t('linesAll', { count: report.lineCount })
          }
        >
          <LineTable report={report} />
        </Section>
      ) : null}
    </article>
  )
}

interface SectionProps {
  title: string
  note?: string
  /** Begins on a sheet of its own. */
  breaks?: boolean
  children: ReactNode
}

function Section({ title, note, breaks, children }: SectionProps) {
  return (
    <section className={`min-w-0 border-border border-t py-3${breaks ? ' report-sheet' : ''}`}>
      <h2 className="section-title flex-wrap px-gut pb-1">
        {title}
        {note ? <small>{note}</small> : null}
      </h2>
      {children}
    </section>
  )
}

/** Of what it is, and when and for whom it was made. */
function About({ report }: { report: CostReport }) {
  const t = useTranslations('reports')
  const costs = useTranslations('costs')
  const me = useMe()
  const { organisation } = useShell()
  const { team, everything, accounts, over, from, to, madeAt } = report
  return (
    <dl className="report-facts px-gut py-3">
      {organisation ? <Fact name={t('organisation')}>{organisation}</Fact> : null}
      <Fact name={t('team')}>{team === null ? t('allTeams') : team || costs('none.team')}</Fact>
      <Fact name={t('scope')}>
        {everything ? t('everything', { count: accounts.length }) : t('some', { count: accounts.length })}
        {accounts.length > 0 ? `: ${accounts.join(t('comma'))}` : ''}
      </Fact>
      <Fact name={t('time')}>
        {t('fromTo', { from: reportTime(from), to: reportTime(over ? to : madeAt) })}
        {over ? null : (
          <>
            {' '}
            <b className="font-[550] text-warn">{t('notOver')}</b>
          </>
        )}
      </Fact>
      <Fact name={t('made')}>{t('madeFor', { time: reportTime(madeAt), who: me.email })}</Fact>
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  )
}

/** Where the amounts are known from, and what is in none of them. */
function Known({ report }: { report: CostReport }) {
  const t = useTranslations('reports')
  const { quotes, cards, totals, keptSince, from, late, gapCount, expired, used, reporting, apart, unallocated } =
    report
  const estimated = totals.filter((sum) => sum.estimated !== '0')
  const ordered = totals.filter((sum) => sum.ordered !== '0')
  const amounts = (sums: CostReport['totals']) =>
    sums.map(({ payable, currency }) => formatMoney(payable, currency)).join(t('comma'))
  return (
    <ul className="grid list-disc gap-1 px-gut pl-9">
      {quotes ? (
        <li>
          {t('quotes', {
            count: quotes.instances,
            first: reportTime(quotes.first),
            oldest: reportTime(quotes.oldest),
            newest: reportTime(quotes.newest),
          })}
        </li>
      ) : null}
      {estimated.length > 0 ? (
        <li>
          {t('estimated', {
            amount: estimated.map((sum) => formatMoney(sum.estimated, sum.currency)).join(t('comma')),
          })}
        </li>
      ) : null}
      {cards.map(({ version, validFrom, note, savedBy }) => (
        <li key={version}>
          {t('card', { version, from: validFrom, who: savedBy })}
          {note ? t('cardNote', { note }) : ''}
        </li>
      ))}
      <li>
        {t('subscriptions')}
        {ordered.length > 0
          ? ` ${t('ordered', { amount: ordered.map((sum) => formatMoney(sum.ordered, sum.currency)).join(t('comma')) })}`
          : ''}
      </li>
      <li>
        {gapCount > 0 ? <b className="font-[550]">{t('gapCount', { count: gapCount })}</b> : t('noGaps')}
        {expired > 0 ? ` ${t('expired', { count: expired })}` : ''}
      </li>
      {keptSince === null ? <li>{t('keptNothing')}</li> : null}
      {keptSince !== null && keptSince > from ? (
        <li>
          <b className="font-[550]">{t('keptSince', { time: reportTime(keptSince) })}</b>
        </li>
      ) : null}
      {late.map(({ account, service, region, since }) => (
        <li key={`${account} ${service} ${region}`}>{t('late', { account, region, time: reportTime(since) })}</li>
      ))}
      {unallocated.nobody.length > 0 && report.team === null ? (
        <li>
          <b className="font-[550]">{t('nobody', { amount: amounts(unallocated.nobody) })}</b>
        </li>
      ) : null}
      {unallocated.untagged.map((sum) => (
        <li key={sum.currency}>
          {t('untagged', { amount: formatMoney(sum.payable, sum.currency), count: formatNumber(sum.instances) })}
        </li>
      ))}
      {used.map(({ currency, rate, from: day }) => (
        <li key={currency}>{t('rate', { currency, rate, reporting: reporting ?? '', from: day })}</li>
      ))}
      {apart.length > 0 || (reporting === null && totals.length > 1) ? <li>{t('apart')}</li> : null}
      <li>{t('zone')}</li>
    </ul>
  )
}

function Parts({ report, by }: { report: CostReport; by: (typeof REPORT_PARTS)[number] }) {
  const t = useTranslations('reports')
  const costs = useTranslations('costs')
  const nameOf = usePartName(by)
  return (
    <Section title={t(`by.${by}`)}>
      <PartTable first={costs(`by.${by}`)} parts={report.parts[by]} totals={report.totals} nameOf={nameOf} />
    </Section>
  )
}
