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

/** An answer taken apart for reading: single values and tables. Nothing is left out; deep things stay JSON texts. */
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

function tableOf(path: string, rows: Record<string, unknown>[]): AnswerTable {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const filled = columns.filter((column) => rows.some((row) => cellText(row[column]) !== ''))
  // What a row is known by stands first; what needs much room, last.
  const weight = (column: string) => {
    if (rows.some((row) => typeof row[column] === 'object' && row[column] !== null)) return 2
    return /(^|[a-z])(id|name)$/i.test(column) && !/^(vpc|v?switch|subnet|region|zone|az)/i.test(column) ? 0 : 1
  }
  return { path, columns: [...filled].sort((a, b) => weight(a) - weight(b)), rows }
}

/** A value as one line. */
export function cellText(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

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
