/** Tells spreadsheet programs that the file is UTF-8. */
export const CSV_BOM = '\uFEFF'

/** An amount that may be below zero: as text of digits alone it is a number to a spreadsheet, and runs nothing. */
export interface CsvAmount {
  amount: string | null | undefined
}
export type CsvValue = string | number | boolean | null | undefined | CsvAmount

/** What a spreadsheet takes for a formula: these signs first, also full-width, also after blanks. */
const FORMULA = /^[\s\0\u200B\uFEFF]*[=+\-@＝＋－＠]|^[\t\r\n]/

const AMOUNT = /^-?\d+(\.\d+)?$/

/**
 * One field by RFC 4180. Text that a spreadsheet would run as a formula gets an apostrophe in front, which makes it
 * text; numbers stay numbers. `null` is an empty field.
 */
export function csvField(value: CsvValue): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'object') return AMOUNT.test(value.amount ?? '') ? (value.amount ?? '') : csvField(value.amount)
  if (typeof value !== 'string') return String(value)
  const safe = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One line with its CR LF. */
export const csvRow = (values: readonly CsvValue[]): string => `${values.map(csvField).join(',')}\r\n`
