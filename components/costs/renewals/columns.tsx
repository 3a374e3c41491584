import type { TableColumn } from '@/components/data-table/column'
import { memoryUse } from '@/components/instances/facts'
import { CloudBadge, EnvBadge } from '@/components/ui/badge'
import type { RenewalRow, RenewalShow } from '@/lib/model/renewal'
import {
  AfterCell,
  type AfterEnds,
  AutoCell,
  EndsCell,
  HourlyCell,
  PaysCell,
  PriceCell,
  SavingCell,
  TermCell,
} from './cells'

type Column = TableColumn<RenewalRow, AfterEnds>

/** The tab that a row leads to. */
export const tabOf = ({ ref }: RenewalRow) => `/instances/${encodeURIComponent(ref)}?tab=billing`

export const memoryText = ({ memoryMb }: RenewalRow): string => {
  const { total, unit } = memoryUse({ memoryMb, usedMemoryMb: null })
  return total === null ? '' : `${total} ${unit}`
}

const NAME: Column = {
  id: 'name',
  size: 160,
  minSize: 130,
  grow: true,
  pinned: true,
  sort: 'name',
  cell: (row) => (
    <a href={tabOf(row)} tabIndex={-1} className="name truncate text-text" data-tip={row.name}>
      {row.name || row.key.id}
    </a>
  ),
}
const REGION: Column = {
  id: 'region',
  size: 128,
  sort: 'region',
  cell: (row) => (
    <span className="flex min-w-0 items-center gap-[7px]">
      <CloudBadge provider={row.provider} />
      <span className="truncate" data-tip={row.key.region}>
        {row.key.region}
      </span>
    </span>
  ),
}
const ENV: Column = { id: 'env', size: 80, sort: 'env', cell: (row) => <EnvBadge environment={row.environment} /> }
const MEMORY: Column = {
  id: 'memory',
  size: 80,
  sort: 'memory',
  align: 'end',
  cell: (row) => <span className="truncate text-text-2">{memoryText(row)}</span>,
}

/** Widths fit a window 1440 px wide. */
export const RENEWAL_COLUMNS: Record<RenewalShow, readonly Column[]> = {
  ending: [
    NAME,
    { id: 'end', size: 170, sort: 'end', cell: (row) => <EndsCell row={row} /> },
    REGION,
    ENV,
    MEMORY,
    { id: 'auto', size: 130, sort: 'auto', cell: (row) => <AutoCell row={row} /> },
    { id: 'after', size: 190, cell: (row, of) => <AfterCell row={row} of={of} /> },
    { id: 'price', size: 160, sort: 'price', align: 'end', cell: (row) => <PriceCell row={row} /> },
  ],
  hourly: [
    NAME,
    REGION,
    ENV,
    MEMORY,
    { id: 'hourly', size: 130, sort: 'price', align: 'end', cell: (row) => <HourlyCell row={row} /> },
    { id: 'month', size: 120, align: 'end', cell: (row) => <TermCell row={row} months={1} /> },
    { id: 'year', size: 130, align: 'end', cell: (row) => <TermCell row={row} months={12} /> },
    { id: 'saving', size: 120, sort: 'saving', align: 'end', cell: (row) => <SavingCell row={row} /> },
    { id: 'pays', size: 240, cell: (row) => <PaysCell row={row} /> },
  ],
}
