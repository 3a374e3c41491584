import { CSV_BOM, csvRow } from './csv'
import { decimalOf } from './money'
import {
  isCurrency,
  keyOfLine,
  MOST_LINES,
  RATED_SERVICES,
  type RatedService,
  type RateLine,
  type RowError,
} from './rate-card'

export const RATE_COLUMNS = [
  'service',
  'class',
  'memory_mb',
  'region',
  'charge_type',
  'unit',
  'amount',
  'currency',
  'per_shard',
] as const
type Column = (typeof RATE_COLUMNS)[number]

/** A card as CSV, as the import reads it. A region that is empty means all. */
export const rateCsv = (lines: readonly (Omit<RateLine, 'amount'> & { amount: string | null })[]): string =>
  CSV_BOM +
  csvRow(RATE_COLUMNS) +
  lines
    .map((line) =>
      csvRow([
        line.service,
        line.class,
        line.memoryMb,
        line.region,
        line.chargeType,
        line.unit,
        line.amount,
        line.currency,
        line.perShard ? 'yes' : 'no',
      ]),
    )
    .join('')

interface Row {
  /** Of its first character. */
  line: number
  fields: string[]
  /** A quotation mark that is not closed, or has more behind it. */
  torn: boolean
}

/** Rows of RFC 4180, with either line end. Semicolons separate where the head has no comma, as some spreadsheets write. */
export function csvRows(text: string): Row[] {
  const body = text.startsWith(CSV_BOM) ? text.slice(1) : text
  const head = body.split(/\r?\n/, 1)[0] ?? ''
  const separator = head.includes(',') ? ',' : head.includes(';') ? ';' : head.includes('\t') ? '\t' : ','
  const rows: Row[] = []
  let [line, at] = [1, 0]
  while (at < body.length) {
    const row: Row = { line, fields: [], torn: false }
    for (;;) {
      let field = ''
      if (body[at] === '"') {
        at++
        for (;;) {
          const end = body.indexOf('"', at)
          if (end < 0) {
            row.torn = true
            field += body.slice(at)
            at = body.length
            break
          }
          field += body.slice(at, end)
          at = end + 1
          if (body[at] !== '"') break
          field += '"'
          at++
        }
        line += field.split('\n').length - 1
      }
      const rest = at
      while (at < body.length && body[at] !== separator && body[at] !== '\n' && body[at] !== '\r') at++
      if (rest < at) {
        const more = body.slice(rest, at)
        if (field !== '' && more.trim() !== '') row.torn = true
        field += more
      }
      row.fields.push(field)
      if (body[at] !== separator) break
      at++
    }
    if (body[at] === '\r') at++
    if (body[at] === '\n') at++
    line++
    if (row.fields.some((field) => field.trim() !== '')) rows.push(row)
  }
  return rows
}

const CHARGES = ['subscription', 'pay-as-you-go'] as const
const UNITS = ['hour', 'month'] as const
const YES: Record<string, boolean> = {
  '': false,
  no: false,
  false: false,
  '0': false,
  yes: true,
  true: true,
  '1': true,
}
const oneOf = <T extends string>(list: readonly T[], text: string): T | undefined =>
  list.find((each) => each === text.toLowerCase())

/** The lines of a file that are right, and everything that is wrong, row by row. Amounts are read digit by digit. */
export function readRateCsv(text: string): { lines: RateLine[]; errors: RowError[] } {
  const [head, ...rows] = csvRows(text)
  const columns = (head?.fields ?? []).map((field) => field.trim().toLowerCase())
  const errors: RowError[] = []
  for (const column of RATE_COLUMNS) {
    const needed = column !== 'per_shard' && column !== 'class' && column !== 'memory_mb' && column !== 'region'
    if (needed && !columns.includes(column)) errors.push({ line: 1, column, code: 'missing', value: '' })
  }
  if (errors.length > 0) return { lines: [], errors }
  const lines: RateLine[] = []
  const seen = new Map<string, number>()
  for (const { line, fields, torn } of rows) {
    const wrong: RowError[] = []
    const add = (column: Column | null, code: RowError['code'], value = '') =>
      wrong.push({ line, column, code, value: value.slice(0, 100) })
    // A cell that a spreadsheet was kept from running has an apostrophe in front.
    const cell = (column: Column) => (fields[columns.indexOf(column)] ?? '').trim().replace(/^'(?=[=+\-@])/, '')
    if (torn) add(null, 'quote')
    else if (fields.length > columns.length && fields.slice(columns.length).some((field) => field.trim() !== '')) {
      add(null, 'columns', String(fields.length))
    }
    // A stray separator moves every field behind it: what they then say is no further error.
    const made = wrong.length > 0 ? undefined : lineOf(cell, add)
    if (wrong.length > 0 && fields.length > columns.length) {
      wrong.length = 0
      add(null, torn ? 'quote' : 'columns', torn ? '' : String(fields.length))
    }
    if (made && wrong.length === 0) {
      const key = keyOfLine(made)
      const first = seen.get(key)
      if (first !== undefined) add(null, 'twice', String(first))
      else if (lines.length >= MOST_LINES) add(null, 'too-many', String(MOST_LINES))
      else {
        seen.set(key, line)
        lines.push(made)
      }
    }
    errors.push(...wrong)
  }
  return { lines, errors }
}

function lineOf(
  cell: (column: Column) => string,
  add: (column: Column | null, code: RowError['code'], value?: string) => void,
): RateLine | undefined {
  const needed = (column: Column) => {
    const text = cell(column)
    if (text === '') add(column, 'missing')
    return text
  }
  const service = needed('service')
  const known: RatedService | undefined = oneOf(RATED_SERVICES, service)
  if (service !== '' && !known) add('service', 'unknown-service', service)
  const named = (column: 'class' | 'region') => {
    const text = cell(column)
    if (text.length > 100) add(column, 'too-long', text)
    return text === '' || text === '*' ? null : text
  }
  const of = named('class')
  const region = named('region')
  const memory = cell('memory_mb')
  const memoryMb = memory === '' ? null : /^[1-9]\d{0,7}$/.test(memory) ? Number(memory) : undefined
  if (memoryMb === undefined) add('memory_mb', 'whole-number', memory)
  if (of === null && memoryMb === null) add('class', 'size-needed')
  const charge = needed('charge_type')
  const chargeType = oneOf(CHARGES, charge)
  if (charge !== '' && !chargeType) add('charge_type', 'unknown-charge-type', charge)
  const per = needed('unit')
  const unit = oneOf(UNITS, per)
  if (per !== '' && !unit) add('unit', 'unknown-unit', per)
  if (chargeType === 'subscription' && unit === 'hour') add('unit', 'subscription-by-month', per)
  const written = needed('amount')
  const amount = decimalOf(written)
  if (written !== '' && (amount === null || amount.startsWith('-'))) add('amount', 'amount', written)
  const currency = needed('currency').toUpperCase()
  if (currency !== '' && !isCurrency(currency)) add('currency', 'currency', currency)
  const shard = cell('per_shard').toLowerCase()
  const perShard = YES[shard]
  if (perShard === undefined) add('per_shard', 'yes-or-no', shard)
  if (!known || memoryMb === undefined || !chargeType || !unit || amount === null || perShard === undefined) return
  return { service: known, class: of, memoryMb, region, chargeType, unit, amount, currency, perShard }
}
