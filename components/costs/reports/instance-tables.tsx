'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useValueWord } from '@/components/instances/words'
import { CloudBadge } from '@/components/ui/badge'
import { Memory } from '@/components/ui/number'
import { formatNumber } from '@/lib/i18n/format'
import type { CostReport, ReportGap, ReportLine, ReportSum } from '@/lib/model/cost-report'
import { PROVIDERS } from '@/lib/model/service'
import { amountText, listText, payableText, Wide } from './sum-tables'
import { reportTime } from './time'

/** What each instance came to, dearest first, and below it the rest and the whole. */
export function LineTable({ report }: { report: CostReport }) {
  const t = useTranslations('reports')
  const { lines, rest, totals, team, lineCount, from, to, over, madeAt } = report
  const whole = spanText({ since: from, until: over ? to : madeAt })
  const usual = usualSpan(lines)
  // What most were there for stands once above them: of those that differ each says so itself.
  const silent = usual === undefined || usual === whole ? [whole] : [usual]
  const textOf = (key: string) => {
    const [start = '', end = ''] = key.split('\n')
    return t('fromTo', { from: start, to: end })
  }
  return (
    <Wide label={t('instances')}>
      {usual !== undefined && usual !== whole ? (
        <p className="px-gut pb-1 text-text-2">{t('usual', { time: textOf(usual) })}</p>
      ) : null}
      <table className="tbl dense">
        <thead>
          <tr>
            <th className="text-start">{t('columns.instance')}</th>
            <th className="text-start">{t('columns.account')}</th>
            {team === null ? <th className="text-start">{t('team')}</th> : null}
            <th className="num">{t('columns.memory')}</th>
            <th className="num">{t('columns.subscription')}</th>
            <th className="num">{t('columns.payAsYouGo')}</th>
            <th className="num">{t('columns.list')}</th>
            <th className="num">{t('columns.payable')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.ref} ${line.team} ${line.sum.currency}`}>
              <td>
                <Name of={line} />
                {silent.includes(spanText(line)) ? null : (
                  <span className="block pl-6 text-muted text-sm">{textOf(spanText(line))}</span>
                )}
              </td>
              <Account of={line} />
              {team === null ? <Team of={line} /> : null}
              <td className="num whitespace-nowrap">{line.memoryMb === null ? '' : <Memory mb={line.memoryMb} />}</td>
              <Amount amount={line.sum.subscription} of={line.sum} />
              <Amount amount={line.sum.payAsYouGo} of={line.sum} />
              <td className="num whitespace-nowrap text-muted">{listText(line.sum, t('noList'))}</td>
              <td className="num whitespace-nowrap font-[550]">{payableText(line.sum)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          {rest.map((sum) => (
            <tr key={sum.currency}>
              <th scope="row" colSpan={team === null ? 7 : 6} className="text-start font-normal">
                {t('rest', { count: formatNumber(lineCount - lines.length) })}
              </th>
              <td className="num whitespace-nowrap">{payableText(sum)}</td>
            </tr>
          ))}
          {totals.map((sum) => (
            <tr key={sum.currency}>
              <th scope="row" colSpan={team === null ? 7 : 6} className="text-start">
                {t('together')}
              </th>
              <td className="num whitespace-nowrap font-[550]">{payableText(sum)}</td>
            </tr>
          ))}
        </tfoot>
      </table>
    </Wide>
  )
}

const spanText = ({ since, until }: { since: string; until: string }) => `${reportTime(since)}\n${reportTime(until)}`

/** The time, to the minute, for which more than half of the lines were there; undefined: there is none. */
function usualSpan(lines: readonly ReportLine[]): string | undefined {
  const counts = new Map<string, number>()
  for (const line of lines) counts.set(spanText(line), (counts.get(spanText(line)) ?? 0) + 1)
  return [...counts].find(([, count]) => count * 2 > lines.length)?.[0]
}

/** What nobody told the price of, and for how many hours of the month. */
export function GapTable({ report }: { report: CostReport }) {
  const t = useTranslations('reports')
  const wordOf = useValueWord()
  const { gaps, team } = report
  return (
    <Wide label={t('gaps')}>
      <table className="tbl dense">
        <thead>
          <tr>
            <th className="text-start">{t('columns.instance')}</th>
            <th className="text-start">{t('columns.account')}</th>
            {team === null ? <th className="text-start">{t('team')}</th> : null}
            <th className="num">{t('columns.memory')}</th>
            <th className="text-start">{t('columns.charge')}</th>
            <th className="num">{t('columns.hours')}</th>
          </tr>
        </thead>
        <tbody>
          {gaps.map((gap) => (
            <tr key={`${gap.ref} ${gap.team} ${gap.since}`}>
              <td>
                <Name of={gap} />
              </td>
              <Account of={gap} />
              {team === null ? <Team of={gap} /> : null}
              <td className="num whitespace-nowrap">{gap.memoryMb === null ? '' : <Memory mb={gap.memoryMb} />}</td>
              <td className="whitespace-nowrap">{wordOf('charge', gap.chargeType) ?? gap.chargeType}</td>
              <td className="num whitespace-nowrap">{formatNumber(gap.hours, 1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  )
}

function Name({ of }: { of: ReportLine | ReportGap }) {
  const cloud = PROVIDERS.find((one) => one === of.provider)
  const name = of.name || of.id
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      {cloud ? <CloudBadge provider={cloud} /> : null}
      {of.there ? (
        <Link href={`/instances/${encodeURIComponent(of.ref)}`} prefetch={false} className="name wrap-anywhere">
          {name}
        </Link>
      ) : (
        <span className="name wrap-anywhere">{name}</span>
      )}
    </span>
  )
}

function Account({ of: { account, environment, region } }: { of: ReportLine | ReportGap }) {
  return (
    <td>
      {account}
      <span className="text-muted text-sm"> {[region, environment].filter(Boolean).join(' · ')}</span>
    </td>
  )
}

function Team({ of: { team } }: { of: ReportLine | ReportGap }) {
  const t = useTranslations('costs')
  return <td className={team === '' ? 'text-warn' : undefined}>{team || t('none.team')}</td>
}

function Amount({ amount, of }: { amount: string; of: ReportSum }) {
  return <td className="num whitespace-nowrap">{amount === '0' ? '' : amountText(amount, of)}</td>
}
