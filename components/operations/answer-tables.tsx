'use client'

import { useTranslations } from 'next-intl'
import { useId, useMemo, useState } from 'react'
import { type AnswerTable, cellText, isCard, partsOf } from '@/lib/explorer/answer'
import { type Follow, followsOf } from '@/lib/explorer/follow'
import type { Operation } from '@/lib/operation'
import { FollowDialog } from './follow-dialog'

const MOST_ROWS = 200
const NUMBER = /^-?\d+(\.\d+)?$/

interface AnswerTablesProps {
  data: unknown
  /** The rows of the service: an id leads to those that take it. */
  table: readonly Operation[]
  place: { accountId: string; region: string }
}

interface Chosen {
  name: string
  value: string
  follows: Follow[]
}

/** An answer for reading: single values, then each list as a table. An id leads to the operations that take it. */
export function AnswerTables({ data, table: rows, place }: AnswerTablesProps) {
  const t = useTranslations('operations')
  const { facts, tables } = useMemo(() => partsOf(data), [data])
  const follows = useMemo(() => followsOf(rows), [rows])
  const [chosen, setChosen] = useState<Chosen>()
  const cell = (name: string, value: unknown) => {
    const text = cellText(value)
    const takers = text && typeof value === 'string' ? follows(name.split('.').at(-1) ?? name) : []
    if (takers.length === 0) return NUMBER.test(text) ? text : <code>{text}</code>
    return (
      <button
        type="button"
        className="linkbtn font-mono text-xs"
        data-tip={t('follow.tip', { count: takers.length })}
        onClick={() => setChosen({ name, value: text, follows: takers })}
      >
        {text}
      </button>
    )
  }
  return (
    <>
      {facts.length > 0 && (
        <dl className="request px-4 py-1">
          {facts.map(([path, value]) => (
            <div key={path} className="contents">
              <dt>{path}</dt>
              <dd>{cell(path, value)}</dd>
            </div>
          ))}
        </dl>
      )}
      {tables.map((table) =>
        isCard(table) ? (
          <Card key={table.path} table={table} cell={cell} />
        ) : (
          <Table key={table.path} table={table} cell={cell} />
        ),
      )}
      {chosen && <FollowDialog {...chosen} place={place} onClose={() => setChosen(undefined)} />}
    </>
  )
}

interface PartProps {
  table: AnswerTable
  cell: (name: string, value: unknown) => React.ReactNode
}

/** One thing with all it says: names and values below each other. */
function Card({ table, cell }: PartProps) {
  const t = useTranslations('operations')
  const [row = {}] = table.rows
  const id = useId()
  return (
    <div className="mt-2">
      <h3 className="px-4 pb-1 text-muted text-sm" id={id}>
        <code>{table.path || t('answer.list')}</code> {t('answer.rows', { count: 1 })}
      </h3>
      <dl className="request px-4" aria-labelledby={id}>
        {table.columns.map((column) => (
          <div key={column} className="contents">
            <dt>{column}</dt>
            <dd>{cell(column, row[column])}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function Table({ table, cell }: PartProps) {
  const t = useTranslations('operations')
  const rows = table.rows.slice(0, MOST_ROWS)
  return (
    <div className="mt-2">
      <h3 className="px-4 pb-1 text-muted text-sm">
        <code>{table.path || t('answer.list')}</code>{' '}
        {rows.length < table.rows.length
          ? t('answer.cut', { shown: rows.length, count: table.rows.length })
          : t('answer.rows', { count: rows.length })}
      </h3>
      <div className="overflow-x-auto">
        <table className="tbl log answer-table">
          <thead>
            <tr>
              {table.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of an answer that is replaced as a whole
              <tr key={i}>
                {table.columns.map((column) => (
                  <td key={column} title={cellText(row[column]).length > 40 ? cellText(row[column]) : undefined}>
                    {cell(column, row[column])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
