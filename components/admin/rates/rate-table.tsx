'use client'

import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Memory } from '@/components/ui/number'
import { formatMoney } from '@/lib/i18n/money'
import { keyOfLine, type RateLine } from '@/lib/model/rate-card'
import { PROVIDER_NAMES, SERVICES } from '@/lib/model/service'

interface RateTableProps {
  lines: readonly RateLine[]
  /** Keys of lines that are not saved yet. */
  changed: ReadonlySet<string>
  /** Why nothing can be edited. */
  reason: string | false
  onEdit: (line: RateLine) => void
  onRemove: (line: RateLine) => void
}

export function RateTable({ lines, changed, reason, onEdit, onRemove }: RateTableProps) {
  const t = useTranslations('rates')
  const lang = useLang()
  if (lines.length === 0) return <Empty title={t('empty')}>{t('emptyWhy')}</Empty>
  const sizeOf = ({ class: of, memoryMb }: RateLine) =>
    [of, memoryMb === null ? null : `${memoryMb} MB`].filter(Boolean).join(' ')
  return (
    <section className="overflow-x-auto" tabIndex={0} aria-label={t('lines')}>
      <table className="tbl">
        <caption className="sr-only">{t('lines')}</caption>
        <thead>
          <tr className="text-left">
            <th>{t('service')}</th>
            <th>{t('size')}</th>
            <th>{t('region')}</th>
            <th>{t('chargeType')}</th>
            <th className="num">{t('amount')}</th>
            <th>
              <span className="sr-only">{t('do')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => {
            const { service, class: of, memoryMb, region, chargeType, unit, amount, currency, perShard } = line
            return (
              <tr key={keyOfLine(line)}>
                <td className="whitespace-nowrap">
                  {PROVIDER_NAMES[SERVICES[service].provider][lang]} · {SERVICES[service][lang]}
                </td>
                <td>
                  {of !== null && <code>{of}</code>} {memoryMb !== null && <Memory mb={memoryMb} />}
                </td>
                <td>{region === null ? <span className="text-muted">{t('all')}</span> : <code>{region}</code>}</td>
                <td className="whitespace-nowrap">{t(`charges.${chargeType}`)}</td>
                <td className="num whitespace-nowrap">
                  {changed.has(keyOfLine(line)) && <span className="mr-2 text-accent text-sm">{t('unsaved')}</span>}
                  {formatMoney(amount, currency)}{' '}
                  <span className="text-muted">{t(perShard ? `perShard.${unit}` : `per.${unit}`)}</span>
                </td>
                <td className="num whitespace-nowrap">
                  <Button
                    size="small"
                    variant="quiet"
                    reason={reason}
                    aria-label={t('editLine', { line: sizeOf(line) })}
                    onClick={() => onEdit(line)}
                  >
                    {t('edit')}
                  </Button>
                  <Button
                    size="small"
                    variant="quiet"
                    reason={reason}
                    aria-label={t('removeLine', { line: sizeOf(line) })}
                    onClick={() => onRemove(line)}
                  >
                    {t('remove')}
                  </Button>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
