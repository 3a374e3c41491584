'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { CloudBadge, EnvBadge, Tag, useLang } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Meter } from '@/components/ui/number'
import { formatNumber } from '@/lib/i18n/format'
import { SERVICES } from '@/lib/model/service'
import { type FleetInstance, type FleetPattern, isMuted, isWorse } from '@/lib/model/slow-fleet'
import { ClientName } from '../client-name'
import { durationText, totalText, useKeysText, useTimeText } from '../words'
import { type FleetState, tabAddress } from './address'
import type { FleetSort } from './shown'

interface PatternRowsProps {
  rows: readonly FleetPattern[]
  instances: ReadonlyMap<string, FleetInstance>
  /** Of all slow time of what is shown. */
  totalUs: number
  state: FleetState
  now: number
  onSort: (sort: FleetSort) => void
  /** Null: who looks may not. */
  onRemark: ((row: FleetPattern) => void) | null
}

/** Patterns of instances by the time that they took, with who sent them and what is known of before. */
export function PatternRows({ rows, instances, totalUs, state, now, onSort, onRemark }: PatternRowsProps) {
  const t = useTranslations('slowLog.fleet')
  const of = useTranslations('slowLog')
  const locale = useLang()
  const timeText = useTimeText(true)
  const keysText = useKeysText()
  const head = (name: FleetSort, label: string) => (
    <th className="num" aria-sort={state.sort === name ? 'descending' : undefined}>
      <button type="button" className="inline-flex min-h-6 items-center gap-1" onClick={() => onSort(name)}>
        {label}
        {state.sort === name && <Icon name="down" size="xs" />}
      </button>
    </th>
  )
  const total = (us: number) =>
    us > 0 ? (
      totalText(us, locale)
    ) : (
      <>
        <span aria-hidden="true">–</span>
        <span className="sr-only">{t('none')}</span>
      </>
    )
  // Where nothing is kept of any, the page says so once.
  const hasWeek = rows.some(({ weekAgoUs }) => weekAgoUs !== null)
  return (
    <section className="overflow-x-auto" tabIndex={0} aria-label={of('patterns')}>
      <table className="tbl dense slow-patterns">
        <thead>
          <tr className="text-left">
            <th>{of('pattern')}</th>
            <th>{t('instance')}</th>
            <th>{t('since')}</th>
            {head('total', t('slowTime'))}
            {head('count', of('count'))}
            {head('max', of('max'))}
            <th>{of('clients')}</th>
            <th className="num" data-tip={t('lastHourWhy')}>
              {t('lastHour')}
            </th>
            {head('last', of('last'))}
            <th>{t('owner')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const instance = instances.get(row.ref)
            const name = instance?.name ?? row.ref
            const [most] = row.clients
            const worse = isWorse(row)
            return (
              <tr
                key={`${row.ref} ${row.id}`}
                data-fleet={row.pattern.command}
                data-muted={isMuted(row, now) || undefined}
              >
                <th scope="row" className="font-normal">
                  <Link
                    className="block max-w-[360px] truncate text-text"
                    href={tabAddress(row.ref, state, row.pattern)}
                    prefetch={false}
                  >
                    <code className="font-semibold">{row.pattern.command}</code>{' '}
                    <code className="text-text-2">{keysText(row.pattern)}</code>
                  </Link>
                </th>
                <td className="whitespace-nowrap">
                  {instance && (
                    <span className="inline-flex items-center gap-2">
                      <CloudBadge provider={SERVICES[instance.key.service].provider} />
                      <Link href={tabAddress(row.ref, state, null)} prefetch={false} className="text-text">
                        {name}
                      </Link>
                      <EnvBadge environment={instance.environment} />
                    </span>
                  )}
                </td>
                <td className="whitespace-nowrap">
                  {row.isNew && <Tag tone="prog">{t('new')}</Tag>} {worse && <Tag tone="warn">{t('worse')}</Tag>}
                  {isMuted(row, now) && <Tag>{t('muted')}</Tag>}
                </td>
                <td className="num whitespace-nowrap">
                  <span className="inline-flex items-center gap-2">
                    {totalText(row.totalUs, locale)}
                    <Meter share={totalUs > 0 ? row.totalUs / totalUs : 0} />
                  </span>
                </td>
                <td className="num">{formatNumber(row.count)}</td>
                <td className="num whitespace-nowrap">{durationText(row.maxUs)}</td>
                <td className="whitespace-nowrap text-text-2" data-tip={clientsTip(row)}>
                  <ClientName client={most?.client ?? null} />
                  {row.clientCount > 1 && <span className="text-muted"> +{row.clientCount - 1}</span>}
                </td>
                <td className="num whitespace-nowrap">
                  {total(row.hourUs)}
                  {hasWeek && (
                    <span className="block text-muted text-xs leading-4">
                      {row.weekAgoUs === null
                        ? t('weekUnknown')
                        : t('weekAgo', { total: row.weekAgoUs > 0 ? totalText(row.weekAgoUs, locale) : t('none') })}
                    </span>
                  )}
                </td>
                <td className="num whitespace-nowrap text-text-2">{timeText(Date.parse(row.last))}</td>
                <td className="max-w-40 truncate" data-tip={row.remark?.note || undefined}>
                  <RemarkCell row={row} name={name} onRemark={onRemark} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <ul className="slow-patterns-narrow">
        {rows.map((row) => {
          const name = instances.get(row.ref)?.name ?? row.ref
          return (
            <li key={`${row.ref} ${row.id}`}>
              <Link href={tabAddress(row.ref, state, row.pattern)} prefetch={false} className="text-text">
                <span className="flex items-center gap-2">
                  <span className="min-w-0 flex-1 truncate">
                    <code className="font-semibold">{row.pattern.command}</code>{' '}
                    <code className="text-text-2">{keysText(row.pattern)}</code>
                  </span>
                  {totalText(row.totalUs, locale)}
                </span>
                <span className="flex items-center gap-2 text-muted text-sm">
                  <span className="min-w-0 flex-1 truncate">
                    {t('line', { instance: name, count: row.count, last: timeText(Date.parse(row.last)) })}
                  </span>
                  {row.isNew && <Tag tone="prog">{t('newShort')}</Tag>}
                  {isWorse(row) && <Tag tone="warn">{t('worseShort')}</Tag>}
                </span>
              </Link>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** Whose it is; who may, presses it to say so. */
function RemarkCell({ row, name, onRemark }: { row: FleetPattern; name: string } & Pick<PatternRowsProps, 'onRemark'>) {
  const t = useTranslations('slowLog.fleet')
  const keysText = useKeysText()
  const said = row.remark?.owner || row.remark?.note
  if (!onRemark) return said || <span className="text-muted">{t('nobody')}</span>
  return (
    <Button
      size="small"
      variant="quiet"
      onClick={() => onRemark(row)}
      aria-label={t('remarkOn', {
        pattern: `${row.pattern.command} ${keysText(row.pattern)}`,
        instance: name,
        said: said || t('nobody'),
      })}
    >
      {said || <span className="text-muted">{t('remarkHead')}</span>}
    </Button>
  )
}

const clientsTip = ({ clients }: FleetPattern) =>
  clients.flatMap(({ client, count }) => (client === null ? [] : [`${client} × ${formatNumber(count)}`])).join(', ') ||
  undefined
