import type { TableColumn } from '@/components/data-table/column'
import { CloudBadge, EnvBadge } from '@/components/ui/badge'
import type { CoverageRow } from '@/lib/model/fleet-coverage'
import { FailuresCell, LastCell, PolicyCell, PromisedCell, ReadCell, StandingCell, WorstCell } from './cells'

type Column = TableColumn<CoverageRow, null>

/** The tab that a row leads to. */
export const tabOf = ({ ref }: CoverageRow) => `/instances/${encodeURIComponent(ref)}?tab=backups`

/** The columns of coverage. Widths fit a window 1440 px wide. */
export const COVERAGE_COLUMNS: readonly Column[] = [
  {
    id: 'name',
    size: 150,
    minSize: 130,
    grow: true,
    pinned: true,
    sort: 'name',
    cell: (row) => (
      <a href={tabOf(row)} tabIndex={-1} className="name truncate text-text" data-tip={row.name}>
        {row.name || row.key.id}
      </a>
    ),
  },
  {
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
  },
  { id: 'env', size: 80, sort: 'env', cell: (row) => <EnvBadge environment={row.environment} /> },
  { id: 'standing', size: 150, sort: 'standing', cell: (row) => <StandingCell row={row} /> },
  { id: 'policy', size: 220, cell: (row) => <PolicyCell row={row} /> },
  { id: 'last', size: 114, sort: 'last', cell: (row) => <LastCell row={row} /> },
  { id: 'promised', size: 84, sort: 'promised', align: 'end', cell: (row) => <PromisedCell row={row} /> },
  { id: 'worst', size: 100, sort: 'worst', align: 'end', cell: (row) => <WorstCell row={row} /> },
  { id: 'failures', size: 84, sort: 'failures', align: 'end', cell: (row) => <FailuresCell row={row} /> },
  { id: 'read', size: 100, sort: 'read', cell: (row) => <ReadCell row={row} /> },
]
