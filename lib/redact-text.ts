import { MASKED, NOT_SHOWN, SECRET } from './redact'

const MARKS: readonly unknown[] = [SECRET, MASKED, NOT_SHOWN]
/**
 * What a wire changed at the top of a body: a name as it was sent -> as its data call it, or null for a part of the
 * envelope that the data leave out.
 */
export type Renamed = Readonly<Record<string, string | null>>

/**
 * A JSON body as it was sent, with order, blanks and numbers untouched, in which everything is blanked that is blank in
 * its redacted data. What the data has no counterpart for is blanked too: this shows nothing that they do not.
 * Undefined when the two do not fit together, or the body is no JSON.
 */
export function redactText(body: string, shown: unknown, renamed: Renamed = {}): string | undefined {
  try {
    return new Scanner(body, renamed).run(shown)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

const SPACE = /[ \t\n\r]*/y
const TEXT = /"[^"\\]*(?:\\.[^"\\]*)*"/y
const SCALAR = /-?\d[\d.eE+-]*|true|false|null/y
const MAX_DEPTH = 70

class Scanner {
  #at = 0
  #out = ''

  constructor(
    private readonly body: string,
    private readonly renamed: Renamed,
  ) {}

  run(shown: unknown): string {
    this.#space()
    this.#value(shown, 0)
    this.#space()
    if (this.#at < this.body.length) throw new SyntaxError('more than one value')
    return this.#out
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const [found] = pattern.exec(this.body) ?? []
    if (found === undefined) throw new SyntaxError(`unexpected text at ${this.#at}`)
    this.#at += found.length
    return found
  }

  #space(): void {
    this.#out += this.#take(SPACE)
  }

  #sign(): string {
    const sign = this.body[this.#at] ?? ''
    this.#at++
    this.#out += sign
    return sign
  }

  #value(shown: unknown, depth: number): void {
    if (depth > MAX_DEPTH) throw new SyntaxError('too deep')
    const start = this.body[this.#at]
    if (start === '{' || start === '[') {
      const before = this.#out
      const isKept = typeof shown === 'object' && shown !== null && Array.isArray(shown) === (start === '[')
      this.#parts(isKept ? shown : undefined, start, depth)
      if (!isKept) this.#out = before + JSON.stringify(blank(shown))
    } else {
      const text = this.#take(start === '"' ? TEXT : SCALAR)
      this.#out += isSame(text, shown) ? text : JSON.stringify(blank(shown))
    }
  }

  /** Fields of an object or items of a list, with what stands between them. */
  #parts(shown: object | undefined, start: string, depth: number): void {
    const end = start === '{' ? '}' : ']'
    const known = new Map(Object.entries(shown ?? {}))
    this.#sign()
    this.#space()
    if (this.body[this.#at] === end) {
      this.#sign()
      return
    }
    for (let i = 0; ; i++) {
      let name = String(i)
      if (start === '{') {
        const text = this.#take(TEXT)
        this.#out += text
        name = String(JSON.parse(text))
        this.#space()
        if (this.#sign() !== ':') throw new SyntaxError('no colon')
        this.#space()
      }
      const called = depth === 0 && Object.hasOwn(this.renamed, name) ? this.renamed[name] : name
      if (called === null) this.#out += this.#take(this.body[this.#at] === '"' ? TEXT : SCALAR)
      else this.#value(known.get(called ?? name), depth + 1)
      this.#space()
      const sign = this.#sign()
      if (sign === end) return
      if (sign !== ',') throw new SyntaxError('no comma')
      this.#space()
    }
  }
}

/** What stands in the place of a value that is not shown as it was sent. */
const blank = (shown: unknown) => (MARKS.includes(shown) ? shown : NOT_SHOWN)

/** Whether data show a scalar of the body as it is. Numbers may have become texts, and texts numbers. */
function isSame(text: string, shown: unknown): boolean {
  const sent: unknown = JSON.parse(text)
  if (sent === null || sent === shown) return true
  return typeof shown !== 'object' && shown !== undefined && [text, String(sent)].includes(String(shown))
}
