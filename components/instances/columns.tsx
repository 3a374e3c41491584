import dynamic from 'next/dynamic'
import type { TableColumn } from '@/components/data-table/column'
import type { Instance } from '@/lib/model/instance'
import {
  AgeCell,
  CloudCell,
  EndCell,
  EndpointCell,
  EngineCell,
  EnvCell,
  MemoryCell,
  StatusCell,
  TagsCell,
  Unsaid,
} from './cells'
import { aliasOf } from './facts'
import { MiddleCode } from './middle-code'

// Loaded where something is collected.
const SparkCell = dynamic(() => import('./spark-cell').then((module) => module.SparkCell), { ssr: false })

/** Loaded where costs are shown: it asks for prices. */
export const CostCell = dynamic(() => import('./cost-cell').then((module) => module.CostCell), { ssr: false })

/** What the cells need beside their row: texts, language, zone and which regions failed. */
export interface CellContext {
  word(key: string): string
  /** The word of a status. */
  status(status: Instance['status']): string
  lang: 'en' | 'zh'
  zone: 'local' | 'utc'
  isStale(row: Instance): boolean
}

type Column = TableColumn<Instance, CellContext>
const text = (value: string | null, context: CellContext) =>
  value ? <span className="truncate text-text-2">{value}</span> : <Unsaid context={context} />

/** The name that people tagged it with, as muted as the row's other second words. */
function Alias({ row }: { row: Instance }) {
  const alias = aliasOf(row, null)
  return alias ? <span className="min-w-0 flex-1 truncate pl-1.5 text-muted">{alias}</span> : null
}

/** The columns of the instance list. Widths fit the default set into a window 1440 px wide. */
export const INSTANCE_COLUMNS = [
  {
    id: 'name',
    size: 160,
    minSize: 140,
    grow: true,
    pinned: true,
    sort: 'name',
    cell: (row) => (
      <>
        <a
          href={`/instances/${encodeURIComponent(row.ref)}`}
          tabIndex={-1}
          className="name truncate text-text group-data-[muted]/row:text-text-2"
          data-tip={row.name}
        >
          {row.name || row.key.id}
        </a>
        <Alias row={row} />
      </>
    ),
  },
  {
    id: 'id',
    size: 148,
    sort: 'id',
    fold: 4,
    cell: (row) => <MiddleCode text={row.key.id} className="text-text-2" />,
  },
  { id: 'status', size: 192, sort: 'status', cell: (row, context) => <StatusCell row={row} context={context} /> },
  { id: 'region', size: 172, sort: 'region', cell: (row, context) => <CloudCell row={row} context={context} /> },
  {
    id: 'account',
    size: 120,
    sort: 'account',
    hidden: true,
    fold: 6,
    cell: (row, context) => text(row.accountName, context),
  },
  { id: 'zone', size: 120, sort: 'zone', hidden: true, fold: 3, cell: (row, context) => text(row.zone, context) },
  {
    id: 'engine',
    size: 108,
    sort: 'version',
    fold: 9,
    cell: (row, context) => <EngineCell row={row} context={context} />,
  },
  {
    id: 'architecture',
    size: 110,
    sort: 'architecture',
    hidden: true,
    fold: 1,
    cell: (row, context) =>
      row.architecture === 'unknown' ? (
        <Unsaid context={context} />
      ) : (
        <span className="truncate text-text-2">{context.word(`arch.${row.architecture}`)}</span>
      ),
  },
  {
    id: 'memory',
    size: 132,
    sort: 'memory',
    align: 'end',
    cell: (row, context) => <MemoryCell row={row} context={context} />,
  },
  { id: 'spark', size: 112, hidden: true, fold: 2, cell: (row) => <SparkCell reference={row.ref} /> },
  {
    id: 'expires',
    size: 102,
    sort: 'expires',
    fold: 5,
    cell: (row, context) => <EndCell row={row} context={context} />,
  },
  {
    id: 'cost',
    size: 120,
    sort: 'cost',
    align: 'end',
    hidden: true,
    fold: 8,
    cell: (row) => <CostCell reference={row.ref} />,
  },
  {
    id: 'env',
    size: 80,
    sort: 'env',
    fold: 7,
    cell: (row, context) => <EnvCell environment={row.environment} context={context} />,
  },
  { id: 'team', size: 100, sort: 'team', hidden: true, fold: 2, cell: (row, context) => text(row.team, context) },
  {
    id: 'endpoint',
    size: 260,
    sort: 'endpoint',
    hidden: true,
    fold: 8,
    cell: (row, context) => <EndpointCell row={row} context={context} />,
  },
  { id: 'tags', size: 180, sort: 'tags', hidden: true, fold: 8, cell: (row) => <TagsCell row={row} /> },
  {
    id: 'age',
    size: 92,
    sort: 'age',
    align: 'end',
    fold: 5,
    cell: (row, context) => <AgeCell row={row} context={context} />,
  },
] as const satisfies readonly Column[]

/** The same where something is collected: its last day is shown unless somebody hides it. */
export const WITH_SPARKS: readonly Column[] = INSTANCE_COLUMNS.map((column) =>
  column.id === 'spark' ? { ...column, hidden: false } : column,
)
