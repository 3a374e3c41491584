/** Where a JSON text stops being one, counted from 1; undefined when it is JSON. The same in every browser. */
export function jsonErrorAt(text: string): { line: number; column: number } | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch {
    const before = text.slice(0, new Reader(text).failsAt()).split('\n')
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
  }
}

const WORD =
  /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

class Reader {
  #at = 0
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  /** The place of the first character that does not belong there; the length of the text when it only ends too early. */
  failsAt(): number {
    if (this.#value()) this.#blank()
    return this.#at
  }

  #blank() {
    while (/[ \t\r\n]/.test(this.#text[this.#at] ?? '')) this.#at++
  }

  #takes(sign: string): boolean {
    this.#blank()
    if (this.#text[this.#at] !== sign) return false
    this.#at++
    return true
  }

  #word(only: RegExp): boolean {
    this.#blank()
    if (!only.test(this.#text[this.#at] ?? '')) return false
    WORD.lastIndex = this.#at
    const found = WORD.exec(this.#text)
    this.#at += found?.[0].length ?? 0
    return found !== null
  }

  #value(): boolean {
    if (this.#takes('{')) return this.#parts('}', () => this.#word(/"/) && this.#takes(':') && this.#value())
    if (this.#takes('[')) return this.#parts(']', () => this.#value())
    return this.#word(/["\-\dtfn]/)
  }

  #parts(end: string, part: () => boolean): boolean {
    if (this.#takes(end)) return true
    do if (!part()) return false
    while (this.#takes(','))
    return this.#takes(end)
  }
}
