'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import { Failed } from '@/components/ui/failed'
import { usePreferences } from '@/components/ui/preferences'
import { Skeleton } from '@/components/ui/skeleton'
import { Moment } from '@/components/ui/time'
import { formatDate, formatMemory, formatNumber, measureText as textOf } from '@/lib/i18n/format'
import { SIZING_MEASURES, type SizingResult, type SizingRow } from '@/lib/model/sizing'
import { shownOf } from '@/lib/model/sizing-rules'
import { sizingDetailQuery } from '@/lib/queries/sizing'
import { EvidenceChart } from './evidence-chart'
import { measureText } from './measure-text'
import { percentText } from './words'

/** What was looked at of one instance: the charts of its rules, everything that was measured, and what it would need. */
export function SizingEvidencePanel({ row, headroom }: { row: SizingRow; headroom: number }) {
  const t = useTranslations('sizing')
  const locale = useLang()
  const { zone } = usePreferences()
  const { data, error, refetch } = useQuery(sizingDetailQuery(row.ref))
  const result = data?.row.result
  if (error && !data) return <Failed error={error} retry={() => refetch()} />
  if (!data) return <Skeleton widths={[240, 160]} rows={4} />
  if (!result) return null
  const { evidence, hits, data: amount } = result
  const held = hits.flatMap(({ checks }) => checks)
  const shown = shownOf(hits)
  const charts = (shown.length > 0 ? shown : SIZING_MEASURES.slice(0, 2)).filter((measure) => data.curves[measure])
  const date = (at: string) => formatDate(at, { zone, locale })
  return (
    <div className="grid min-w-0 gap-4">
      {hits.map(({ rule }) => (
        <p key={rule} className="max-w-[80ch] text-text-2">
          {t(`rules.${rule}.why`)}
        </p>
      ))}
      <div className="grid min-w-0 gap-x-6 gap-y-3 desk:grid-cols-2">
        {charts.map((measure) => (
          <EvidenceChart
            key={measure}
            measure={measure}
            curve={data.curves[measure] ?? []}
            evidence={evidence}
            held={held.filter((one) => one.measure === measure)}
          />
        ))}
      </div>
      <div className="max-w-full overflow-x-auto" tabIndex={0} role="group" aria-label={t('table')}>
        <table className="tbl dense flush w-auto">
          <caption className="sr-only">{t('table')}</caption>
          <thead>
            <tr>
              <td />
              {(['peak', 'p95', 'mean', 'capacity', 'share'] as const).map((stat) => (
                <th key={stat} scope="col" className="num">
                  {t(`stat.${stat}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {SIZING_MEASURES.map((measure) => {
              const stat = evidence.stats[measure]
              if (!stat) return null
              const { peak, p95, mean, capacity } = stat
              return (
                <tr key={measure}>
                  <th scope="row" className="text-start font-normal text-muted">
                    {t(`measure.${measure}`)}
                  </th>
                  {[peak, p95, mean, capacity].map((value, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the columns are these, in this order
                    <td key={at} className="num">
                      {value === null ? '' : measureText(measure, value)}
                    </td>
                  ))}
                  <td className="num">{capacity ? percentText((100 * peak) / capacity) : ''}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <div className="grid max-w-[90ch] gap-1 text-sm text-text-2">
        {result.need ? <Need need={result.need} headroom={headroom} /> : null}
        <p>
          {t.rich('looked', {
            from: date(evidence.first ?? evidence.from),
            to: date(evidence.to),
            days: formatNumber(amount.days, 1),
            coverage: percentText(amount.coverage),
            at: () => <Moment at={result.at} />,
          })}
        </p>
        {evidence.resizedAt ? (
          <p>{t.rich('resized', { at: () => <Moment at={evidence.resizedAt ?? ''} style="day" /> })}</p>
        ) : null}
        {evidence.trafficUnsure ? <p>{t('trafficUnsure')}</p> : null}
      </div>
    </div>
  )
}

function Need({ need, headroom }: { need: NonNullable<SizingResult['need']>; headroom: number }) {
  const t = useTranslations('sizing')
  const locale = useLang()
  const { memoryMb, connections, qps, bandwidthMbps, shards } = need
  const texts = [
    memoryMb === undefined ? null : t('needOf.memoryMb', { value: textOf(formatMemory(memoryMb)) }),
    connections === undefined ? null : t('needOf.connections', { value: formatNumber(connections) }),
    qps === undefined ? null : t('needOf.qps', { value: formatNumber(qps) }),
    bandwidthMbps === undefined ? null : t('needOf.bandwidthMbps', { value: formatNumber(bandwidthMbps) }),
    shards === undefined ? null : t('needOf.shards', { value: shards }),
  ].filter((text) => text !== null)
  const list = new Intl.ListFormat(locale === 'zh' ? 'zh-CN' : 'en-GB', { type: 'conjunction' }).format(texts)
  return <p>{t('need', { headroom: percentText(headroom), needs: list })}</p>
}
