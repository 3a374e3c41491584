/** A list of objects somewhere in an answer, as a table. */
export interface AnswerTable {
  /** Where it stands: `Instances.KVStoreInstance`. */
  path: string
  columns: string[]
  rows: Record<string, unknown>[]
}

export interface AnswerParts {
  /** Values that stand alone, by their path in dots. */
  facts: [path: string, value: string][]
  tables: AnswerTable[]
}

const DEEPEST = 6
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An answer taken apart for reading: single values and tables. Nothing is left out. */
export function partsOf(data: unknown): AnswerParts {
  const parts: AnswerParts = { facts: [], tables: [] }
  walk(data, '', 0, parts)
  return parts
}

function walk(value: unknown, path: string, depth: number, parts: AnswerParts): void {
  if (Array.isArray(value)) {
    if (value.length > 0 && value.every(isObject)) parts.tables.push(tableOf(path, value))
    else parts.facts.push([path, value.map(cellText).join(', ')])
  } else if (isObject(value) && depth < DEEPEST) {
    for (const [name, part] of Object.entries(value)) walk(part, path ? `${path}.${name}` : name, depth + 1, parts)
  } else if (value !== undefined) parts.facts.push([path, cellText(value)])
}

/** Whether a list is one thing with much to say: names and values below each other are read, forty columns are not. */
export const isCard = ({ rows, columns }: AnswerTable) => rows.length === 1 && columns.length > 4

function tableOf(path: string, rows: Record<string, unknown>[]): AnswerTable {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const filled = columns.filter((column) => rows.some((row) => cellText(row[column]) !== ''))
  const told = tellingOrder(filled)
  // What needs much room stands last.
  const weight = (column: string) =>
    rows.some((row) => typeof row[column] === 'object' && row[column] !== null) ? told.length : told.indexOf(column)
  return { path, columns: [...filled].sort((a, b) => weight(a) - weight(b)), rows }
}

const DURATION = /^(elapsed_?time|execution_?time|total_?(execution_?times?|latency)|duration)$/i
const COMMAND = /^(command|sql_?text)$/i
const LINE = /^(content|message)$/i
const MOMENT = /^(execute|start|create|access)_?time$/i
const CLIENT = /^(ip_?address|client(_?(addr|ip|address))?|host_?address)$/i
const OWN_ID = /^(?!(vpc|v?switch|subnet|region|zone|az|node|account))\w*(id|name)$/i
const STATE = /(status|state)$/i

/** Columns as they tell most: how long, which command, when and by whom for slow logs; name and state for the rest. */
function tellingOrder(columns: readonly string[]): string[] {
  const first = columns.some((column) => COMMAND.test(column))
    ? [DURATION, COMMAND, MOMENT, CLIENT]
    : columns.some((column) => LINE.test(column))
      ? [MOMENT, LINE]
      : [OWN_ID, STATE]
  const place = (column: string) => {
    const at = first.findIndex((kind) => kind.test(column))
    return at < 0 ? first.length : at
  }
  return [...columns].sort((a, b) => place(a) - place(b))
}

/**
 * A value as one line. Small lists and objects are told in words: `a, b` and `Key: team · Value: core`; what holds
 * more than that inside stays JSON.
 */
export function cellText(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value !== 'object') return String(value)
  return smallText(value) ?? JSON.stringify(value)
}

function smallText(value: object): string | undefined {
  if (Array.isArray(value)) {
    if (value.every((item) => !isCompound(item))) return value.map(cellText).join(', ')
    const items = value.map((item) => (isObject(item) ? pairsOf(item) : undefined))
    return items.every((item) => item !== undefined) ? items.join('; ') : undefined
  }
  const parts = Object.values(value)
  const [only] = parts
  // A list in a wrapper of its own: `{ Tag: [...] }`.
  if (parts.length === 1 && Array.isArray(only)) return smallText(only)
  return pairsOf(value)
}

function pairsOf(value: object): string | undefined {
  const parts = Object.entries(value).filter(([, part]) => cellText(part) !== '')
  if (parts.some(([, part]) => isCompound(part))) return undefined
  return parts.map(([name, part]) => `${name}: ${cellText(part)}`).join(' · ')
}

const isCompound = (value: unknown) => typeof value === 'object' && value !== null

/** A JSON text on lines of its own parts. Nothing but blanks between them changes: numbers and order stay as they are. */
export function indented(json: string): string {
  let depth = 0
  const line = () => `\n${'  '.repeat(depth)}`
  let out = ''
  for (const [part] of json.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[{[]\s*[}\]]|[{}[\],:]|[^\s{}[\],:"]+/g)) {
    if (part === '{' || part === '[') {
      depth++
      out += part + line()
    } else if (part === '}' || part === ']') {
      depth--
      out += line() + part
    } else if (part === ',') out += part + line()
    else out += part === ':' ? ': ' : /^[{[]/.test(part) ? part.replace(/\s+/, '') : part
  }
  return out
}
