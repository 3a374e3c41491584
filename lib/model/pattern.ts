/**
 * Regular expressions of vendors, matched in time that grows with the text only. The engine of JavaScript goes back and
 * tries again, so one pattern of a cloud could hang a page or the server for hours; here all ways through the pattern are
 * walked at once (Thompson's method). What such a walk cannot do (references back, looking around) is not understood.
 */
type Step =
  | { op: 'one'; fits(code: number): boolean }
  | { op: 'either'; a: number; b: number }
  | { op: 'go'; to: number }
  | { op: 'start' }
  | { op: 'end' }
  | { op: 'done' }

type Node =
  | { kind: 'one'; fits(code: number): boolean }
  | { kind: 'start' | 'end' | 'nothing' }
  | { kind: 'all' | 'any'; parts: Node[] }
  | { kind: 'repeat'; part: Node; min: number; max: number }

const LONGEST_PATTERN = 500
const LONGEST_TEXT = 4_096
const MOST_STEPS = 1_000
const DEEPEST = 50

export interface Pattern {
  /** Whether the whole text matches; undefined for a text that is too long to look at. */
  matches(text: string): boolean | undefined
}

/** The pattern, or undefined when it is too long, malformed, or needs more than a walk. Never throws. */
export function patternOf(source: string): Pattern | undefined {
  if (source.length > LONGEST_PATTERN) return undefined
  try {
    const steps: Step[] = []
    compile(new Reader(source).whole(), steps)
    add(steps, { op: 'done' })
    return { matches: (text) => (text.length > LONGEST_TEXT ? undefined : walk(steps, text)) }
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined
    throw error
  }
}

class NotUnderstood extends Error {}

const SETS: Record<string, (code: number) => boolean> = {
  d: (code) => code >= 48 && code <= 57,
  w: (code) => /\w/.test(String.fromCharCode(code)),
  s: (code) => /\s/.test(String.fromCharCode(code)),
}
const CONTROLS: Record<string, string> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v', '0': '\0' }
const notLineEnd = (code: number) => code !== 10 && code !== 13 && code !== 0x2028 && code !== 0x2029
const exactly = (wanted: number) => (code: number) => code === wanted

class Reader {
  private at = 0
  constructor(private readonly source: string) {}

  whole(): Node {
    const node = this.choice(0)
    if (this.at < this.source.length) throw new NotUnderstood()
    return node
  }

  private choice(depth: number): Node {
    if (depth > DEEPEST) throw new NotUnderstood()
    const parts = [this.sequence(depth)]
    while (this.take('|')) parts.push(this.sequence(depth))
    return { kind: 'any', parts }
  }

  private sequence(depth: number): Node {
    const parts: Node[] = []
    while (this.at < this.source.length && !'|)'.includes(this.peek())) parts.push(this.repeated(depth))
    return { kind: 'all', parts }
  }

  private repeated(depth: number): Node {
    const part = this.atom(depth)
    const times = this.times()
    if (!times) return part
    if (part.kind === 'start' || part.kind === 'end' || times.max < times.min) throw new NotUnderstood()
    // As few as possible or as many: the same texts match as a whole.
    this.take('?')
    if (this.times()) throw new NotUnderstood()
    return { kind: 'repeat', part, ...times }
  }

  private times(): { min: number; max: number } | undefined {
    if (this.take('*')) return { min: 0, max: Infinity }
    if (this.take('+')) return { min: 1, max: Infinity }
    if (this.take('?')) return { min: 0, max: 1 }
    const counted = /^\{(\d{1,4})(,(\d{1,4})?)?\}/.exec(this.source.slice(this.at, this.at + 12))
    if (!counted) return undefined
    this.at += counted[0].length
    const min = Number(counted[1])
    return { min, max: counted[3] !== undefined ? Number(counted[3]) : counted[2] ? Infinity : min }
  }

  private atom(depth: number): Node {
    const char = this.next()
    if (char === '(') {
      if (this.take('?') && !this.take(':')) throw new NotUnderstood()
      const inner = this.choice(depth + 1)
      if (!this.take(')')) throw new NotUnderstood()
      return inner
    }
    if (char === '[') return { kind: 'one', fits: this.set() }
    if (char === '.') return { kind: 'one', fits: notLineEnd }
    if (char === '^') return { kind: 'start' }
    if (char === '$') return { kind: 'end' }
    if (char === '\\') return { kind: 'one', fits: this.escaped() }
    if ('*+?{}])'.includes(char)) throw new NotUnderstood()
    return { kind: 'one', fits: exactly(char.charCodeAt(0)) }
  }

  private escaped(): (code: number) => boolean {
    const char = this.next()
    const set = SETS[char.toLowerCase()]
    if (set) return char === char.toLowerCase() ? set : (code) => !set(code)
    return exactly(this.literal(char))
  }

  /** The character that an escape stands for. Letters and digits that are not listed mean more than themselves. */
  private literal(char: string): number {
    const control = CONTROLS[char]
    if (control === undefined && /[A-Za-z0-9]/.test(char)) throw new NotUnderstood()
    if (char === '0' && /\d/.test(this.peek())) throw new NotUnderstood()
    return (control ?? char).charCodeAt(0)
  }

  private set(): (code: number) => boolean {
    const negated = this.take('^')
    const parts: ((code: number) => boolean)[] = []
    while (!this.take(']')) {
      const low = this.member()
      if (this.peek() !== '-' || this.peek(1) === ']') {
        parts.push(typeof low === 'number' ? exactly(low) : low)
        continue
      }
      this.at += 1
      const high = this.member()
      if (typeof low !== 'number' || typeof high !== 'number' || high < low) throw new NotUnderstood()
      parts.push((code) => code >= low && code <= high)
    }
    return (code) => parts.some((fits) => fits(code)) !== negated
  }

  private member(): number | ((code: number) => boolean) {
    const char = this.next()
    if (char !== '\\') return char.charCodeAt(0)
    if (this.peek().toLowerCase() in SETS) return this.escaped()
    return this.literal(this.next())
  }

  private peek = (ahead = 0) => this.source.charAt(this.at + ahead)

  private take(char: string): boolean {
    if (this.peek() !== char) return false
    this.at += 1
    return true
  }

  private next(): string {
    if (this.at >= this.source.length) throw new NotUnderstood()
    return this.source.charAt(this.at++)
  }
}

function add(steps: Step[], step: Step): number {
  if (steps.length >= MOST_STEPS) throw new NotUnderstood()
  return steps.push(step) - 1
}

function compile(node: Node, steps: Step[]): void {
  switch (node.kind) {
    case 'one':
      add(steps, { op: 'one', fits: node.fits })
      return
    case 'start':
    case 'end':
      add(steps, { op: node.kind })
      return
    case 'nothing':
      return
    case 'all':
      for (const part of node.parts) compile(part, steps)
      return
    case 'any':
      return compileChoice(node.parts, steps)
    case 'repeat':
      return compileRepeat(node, steps)
  }
}

function compileChoice([first = { kind: 'nothing' }, ...others]: Node[], steps: Step[]): void {
  if (others.length === 0) return compile(first, steps)
  const fork = { op: 'either' as const, a: 0, b: 0 }
  fork.a = add(steps, fork) + 1
  compile(first, steps)
  const leave = { op: 'go' as const, to: 0 }
  fork.b = add(steps, leave) + 1
  compileChoice(others, steps)
  leave.to = steps.length
}

function compileRepeat({ part, min, max }: Extract<Node, { kind: 'repeat' }>, steps: Step[]): void {
  for (let i = 0; i < min; i++) {
    const before = steps.length
    compile(part, steps)
    // Nothing, however often: `(){9999}` in itself would count for years.
    if (steps.length === before) break
  }
  if (max === Infinity) {
    const fork = { op: 'either' as const, a: 0, b: 0 }
    const at = add(steps, fork)
    fork.a = at + 1
    compile(part, steps)
    fork.b = add(steps, { op: 'go', to: at }) + 1
    return
  }
  const forks = []
  for (let i = min; i < max; i++) {
    const fork = { op: 'either' as const, a: 0, b: 0 }
    fork.a = add(steps, fork) + 1
    forks.push(fork)
    compile(part, steps)
  }
  for (const fork of forks) fork.b = steps.length
}

/** All places that can be reached, moved on by one character at a time. */
function walk(steps: readonly Step[], text: string): boolean {
  let here = reach(steps, [0], 0, text.length)
  for (let i = 0; i < text.length && here.size > 0; i++) {
    const code = text.charCodeAt(i)
    const next: number[] = []
    for (const at of here) {
      const step = steps[at]
      if (step?.op === 'one' && step.fits(code)) next.push(at + 1)
    }
    here = reach(steps, next, i + 1, text.length)
  }
  return here.has(steps.length - 1)
}

/** These places and all that are reached from them without a character. */
function reach(steps: readonly Step[], from: number[], place: number, length: number): Set<number> {
  const seen = new Set<number>()
  const todo = [...from]
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
    if (seen.has(at)) continue
    seen.add(at)
    const step = steps[at]
    if (step?.op === 'either') todo.push(step.a, step.b)
    else if (step?.op === 'go') todo.push(step.to)
    else if ((step?.op === 'start' && place === 0) || (step?.op === 'end' && place === length)) todo.push(at + 1)
  }
  return seen
}
