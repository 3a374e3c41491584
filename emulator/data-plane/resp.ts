/** What a Redis server answers, in RESP2: texts, numbers, nothing, errors and lists of them. */
export type RespValue = string | number | null | RespError | RespValue[]

/** An answer that begins with `-`. */
export class RespError extends Error {}

/** A command as the server reads it. */
export function encodeCommand(parts: readonly (string | number)[]): string {
  return `*${parts.length}\r\n${parts.map((part) => `$${Buffer.byteLength(String(part))}\r\n${part}\r\n`).join('')}`
}

/** Reads answers out of what arrives in pieces. `push` returns those that are complete, in order. */
export function respReader() {
  let kept: Buffer = Buffer.alloc(0)
  return {
    push(piece: Buffer): RespValue[] {
      kept = kept.length === 0 ? piece : Buffer.concat([kept, piece])
      const found: RespValue[] = []
      for (;;) {
        const read = valueAt(kept, 0)
        if (!read) return found
        found.push(read.value)
        kept = kept.subarray(read.next)
      }
    },
  }
}

interface Read {
  value: RespValue
  next: number
}

function valueAt(data: Buffer, at: number): Read | undefined {
  const end = data.indexOf('\r\n', at)
  if (end === -1) return undefined
  const line = data.toString('utf8', at + 1, end)
  const next = end + 2
  switch (String.fromCharCode(data[at] ?? 0)) {
    case '+':
      return { value: line, next }
    case '-':
      return { value: new RespError(line), next }
    case ':':
      return { value: Number(line), next }
    case '$':
      return textAt(data, next, Number(line))
    case '*':
      return listAt(data, next, Number(line))
    default:
      throw new Error(`not RESP: ${JSON.stringify(data.toString('utf8', at, at + 16))}`)
  }
}

function textAt(data: Buffer, at: number, length: number): Read | undefined {
  if (length < 0) return { value: null, next: at }
  if (data.length < at + length + 2) return undefined
  return { value: data.toString('utf8', at, at + length), next: at + length + 2 }
}

function listAt(data: Buffer, at: number, length: number): Read | undefined {
  if (length < 0) return { value: null, next: at }
  const items: RespValue[] = []
  let next = at
  for (let n = 0; n < length; n++) {
    const item = valueAt(data, next)
    if (!item) return undefined
    items.push(item.value)
    next = item.next
  }
  return { value: items, next }
}
