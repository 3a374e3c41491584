'use client'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { DataTable } from '@/components/data-table/data-table'
import type { Layout } from '@/components/data-table/layout'
import type { Selection } from '@/components/data-table/selection'
import type { Instance } from '@/lib/model/instance'
import type { CellContext, INSTANCE_COLUMNS, WITH_SPARKS } from './columns'

interface InstanceTableProps {
  /** Changes when the rows are those of another search: the table then starts at its top. */
  topic: string
  count: number
  rowAt(index: number): Instance | undefined
  onRange(first: number, last: number): void
  columns: typeof INSTANCE_COLUMNS | typeof WITH_SPARKS
  context: CellContext
  layout: Layout
  onLayout(layout: Layout): void
  sort: string
  onSort(sort: string): void
  selection: Selection
  onSelection(selection: Selection): void
  onSelectAll(): void
  allRefs(): Promise<string[]>
  active: number
  onActive(index: number): void
  onOpen(row: Instance, index: number): void
  onClose(): void
  panel: string
}

const refOf = (row: Instance) => row.ref
const nameOf = (row: Instance) => row.name || row.key.id

/** The instance list as a grid. */
export function InstanceTable(props: InstanceTableProps) {
  const t = useTranslations('instances')
  const descending = props.sort.startsWith('-')
  const field = descending ? props.sort.slice(1) : props.sort
  // Rows are memoised on it.
  const texts = useMemo(() => ({ selectAll: t('selectAll'), select: (name: string) => t('select', { name }) }), [t])
  return (
    <DataTable
      label={t('title')}
      topic={props.topic}
      columns={props.columns}
      titleOf={(column) => t(`columns.${column}`)}
      context={props.context}
      layout={props.layout}
      onLayout={props.onLayout}
      count={props.count}
      rowAt={props.rowAt}
      idOf={refOf}
      nameOf={nameOf}
      isMuted={props.context.isStale}
      onRange={props.onRange}
      sort={{ field, descending }}
      onSort={(next) => props.onSort(next === field && !descending ? `-${next}` : next)}
      selection={props.selection}
      onSelection={props.onSelection}
      onSelectAll={props.onSelectAll}
      allIds={props.allRefs}
      active={props.active}
      onActive={props.onActive}
      onOpen={props.onOpen}
      onClose={props.onClose}
      openId={props.panel || undefined}
      folding={props.panel !== ''}
      texts={texts}
    />
  )
}
