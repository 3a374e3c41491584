'use client'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { Memory } from '@/components/ui/number'
import { Shape, type Tone } from '@/components/ui/shape'
import { formatNumber } from '@/lib/i18n/format'
import type { CloudHealth } from '@/lib/model/fleet'
import { formatQuery, hasValue, parseQuery, type QueryError, setField } from '@/lib/model/query'
import type { STATUSES } from '@/lib/model/status'
import { Doubles } from './doubles'
import type { WindowHead } from './use-rows'

interface TotalsProps {
  head: WindowHead | undefined
  health: CloudHealth | undefined
  /** Parts of the query that are not understood: nothing can be counted then. */
  errors: readonly QueryError[]
}

/** How much matches, of how much, beside the title. */
export const Totals = memo(function Totals({ head, health, errors }: TotalsProps) {
  const t = useTranslations('instances')
  if (!head) return <span className="skel w-40" />
  const { matched, total, totals } = head
  const b = (chunks: React.ReactNode) => <b>{chunks}</b>
  const unclear = errors.map(({ token, code }) => `${token} (${t(`query.errors.${code}`)})`).join(', ')
  return (
    <>
      <span role="status" className={unclear ? 'text-danger' : ''}>
        {unclear
          ? t('unclear.status', { parts: unclear })
          : matched === total
            ? t.rich('totals.all', { total: formatNumber(total), b })
            : t.rich('totals.some', { matched: formatNumber(matched), total: formatNumber(total), b })}
      </span>
      {unclear ? null : (
        <>
          <span>{t.rich('totals.regions', { count: totals.regions, b })}</span>
          <span>
            <b>
              <Memory mb={totals.memoryMb} />
            </b>
            {totals.memoryUnknown > 0 ? t('totals.memoryUnknown', { count: totals.memoryUnknown }) : null}
          </span>
          {health ? <Doubles health={health} /> : null}
        </>
      )}
    </>
  )
})

type Status = (typeof STATUSES)[number]
const PROBLEMS: readonly { status: Status; tone: Tone; className: string }[] = [
  { status: 'error', tone: 'danger', className: 'danger' },
  { status: 'expired', tone: 'off', className: 'unk' },
  { status: 'locked', tone: 'off', className: 'unk' },
  { status: 'unknown', tone: 'unk', className: 'unk' },
]

/** How many of what matches are in trouble; each filters the list to its own. */
export const ProblemCounts = memo(function ProblemCounts(props: {
  head: WindowHead | undefined
  q: string
  onQuery(q: string, how: 'push'): void
}) {
  const t = useTranslations('instances')
  const query = parseQuery(props.q)
  const present = PROBLEMS.filter(({ status }) => (props.head?.totals.byStatus[status] ?? 0) > 0)
  if (present.length === 0) return null
  return (
    <span className="flex items-center gap-3 text-sm wide:ml-auto">
      {present.map(({ status, tone, className }) => (
        <button
          key={status}
          type="button"
          className={`st ${className} hover:underline`}
          aria-pressed={hasValue(query, 'status', status)}
          onClick={() => props.onQuery(formatQuery(setField(query, 'status', [{ op: '=', text: status }])), 'push')}
        >
          <Shape tone={tone} />
          {t(`problems.${status}`, { count: props.head?.totals.byStatus[status] ?? 0 })}
        </button>
      ))}
    </span>
  )
})
