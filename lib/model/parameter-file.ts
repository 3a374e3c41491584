/** Why a line of a file is no parameter. Texts are `parameters.file.<code>`. */
export const FILE_ERRORS = [
  'not-json',
  'not-text',
  'no-value',
  'twice',
  'too-long',
  'quote',
  'too-many',
  'nothing',
] as const

export interface FileError {
  /** 1 is the first; null: the file as a whole. */
  line: number | null
  code: (typeof FILE_ERRORS)[number]
  text: string
}

export const MOST_PARAMETERS = 300
const MOST_NAME = 200
const MOST_VALUE = 4_096

/** A name that begins with the sign of a comment, as one cloud has them. */
const HASH_NAME = /^#no_loose_/
/** The directive whose first word is part of the name. */
const BY_CLASS = 'client-output-buffer-limit'

/**
 * Names and values of a file: a JSON object, or lines of a redis.conf. Whatever is wrong is told line by line; what is
 * right is in `values`.
 */
export function readParameterFile(text: string): { values: Record<string, string>; errors: FileError[] } {
  const body = text.replace(/^\uFEFF/, '')
  const values = new Map<string, string>()
  const errors: FileError[] = []
  const put = (line: number | null, name: string, value: string) => {
    if (name.length > MOST_NAME || value.length > MOST_VALUE)
      errors.push({ line, code: 'too-long', text: name.slice(0, 60) })
    else if (values.has(name)) errors.push({ line, code: 'twice', text: name })
    else if (values.size >= MOST_PARAMETERS) errors.push({ line, code: 'too-many', text: name })
    else values.set(name, value)
  }
  if (body.trimStart().startsWith('{')) readJson(body, put, errors)
  else readLines(body, put, errors)
  if (values.size === 0 && errors.length === 0) errors.push({ line: null, code: 'nothing', text: '' })
  return { values: Object.fromEntries(values), errors }
}

type Put = (line: number | null, name: string, value: string) => void

function readJson(body: string, put: Put, errors: FileError[]) {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch (error) {
    errors.push({ line: null, code: 'not-json', text: error instanceof Error ? error.message : '' })
    return
  }
  for (const [name, value] of Object.entries(Object(parsed))) {
    const line = lineOf(body, name)
    if (name.trim() === '') errors.push({ line, code: 'no-value', text: name })
    else if (typeof value === 'number' && !Number.isSafeInteger(value))
      // JSON has lost its digits already.
      errors.push({ line, code: 'not-text', text: name })
    else if (['string', 'number', 'boolean'].includes(typeof value)) put(line, name, String(value))
    else errors.push({ line, code: 'not-text', text: name })
  }
}

/** Where a key stands first. */
function lineOf(body: string, name: string): number | null {
  const at = body.indexOf(JSON.stringify(name))
  return at < 0 ? null : body.slice(0, at).split('\n').length
}

function readLines(body: string, put: Put, errors: FileError[]) {
  for (const [at, raw] of body.split(/\r?\n/).entries()) {
    const text = raw.trim()
    const line = at + 1
    if (text === '' || (text.startsWith('#') && !HASH_NAME.test(text))) continue
    const [first = '', ...rest] = text.split(/\s+/)
    const isByClass = first === BY_CLASS && /^[a-z]+$/.test(rest[0] ?? '')
    const name = isByClass ? `${first} ${rest[0]}` : first
    const value = text
      .slice(first.length)
      .trim()
      .slice(isByClass ? (rest[0] ?? '').length : 0)
      .trim()
    if (value === '') errors.push({ line, code: 'no-value', text: name.slice(0, 60) })
    else {
      const plain = unquoted(value)
      if (plain === undefined) errors.push({ line, code: 'quote', text: name.slice(0, 60) })
      else put(line, name, plain)
    }
  }
}

/** A value in quotation marks; undefined when one is not closed, or more stands behind it. */
function unquoted(value: string): string | undefined {
  const mark = value[0]
  if (mark !== '"' && mark !== "'") return value
  return value.length > 1 && value.indexOf(mark, 1) === value.length - 1 ? value.slice(1, -1) : undefined
}

/** The same as lines, which `readParameterFile` reads back. */
export const parameterLines = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${/^["']|^\s*$|^\s|\s$/.test(value) ? quoted(value) : value}`)
    .join('\n')

const quoted = (value: string) => (value.includes('"') ? `'${value}'` : `"${value}"`)
