import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { Select } from '@/components/ui/input'

const ORDERS = ['status', 'name', '-memory', 'expires', 'region', 'env', '-age', '-cost'] as const

/** The order of the rows where there are no column heads to press. */
export const NarrowSort = memo(function NarrowSort({ sort, onSort }: { sort: string; onSort(sort: string): void }) {
  const t = useTranslations('instances.order')
  const known = ORDERS.some((order) => order === sort)
  return (
    <Select
      size="small"
      className="ml-auto w-auto wide:hidden"
      aria-label={t('label')}
      value={sort}
      onChange={(event) => onSort(event.target.value)}
    >
      {known ? null : <option value={sort}>{t('other')}</option>}
      {ORDERS.map((order) => (
        <option key={order} value={order}>
          {t(order)}
        </option>
      ))}
    </Select>
  )
})
