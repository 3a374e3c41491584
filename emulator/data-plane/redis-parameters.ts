import type { RespValue } from './resp'

/** Names of vendors that stand for a part of a parameter: `client-output-buffer-limit pubsub`. */
const PART = /^(\S+) (\S+)$/

/** How CONFIG SET wants a parameter. */
export function settingOf(name: string, value: string): [string, string] {
  const part = PART.exec(name)
  return part ? [part[1] ?? '', `${part[2]} ${value}`] : [name, value]
}

/** A list of names and values, as CONFIG GET answers. */
export function pairsOf(answer: RespValue): Map<string, string> {
  const pairs = new Map<string, string>()
  if (Array.isArray(answer))
    for (let n = 0; n + 1 < answer.length; n += 2) pairs.set(String(answer[n]), String(answer[n + 1]))
  return pairs
}

/** A parameter among those that CONFIG GET told; undefined when the server has none of that name. */
export function parameterOf(told: ReadonlyMap<string, string>, name: string): string | undefined {
  const part = PART.exec(name)
  if (!part) return told.get(name)
  const words = told.get(part[1] ?? '')?.split(' ') ?? []
  const at = words.indexOf(part[2] ?? '')
  return at === -1 ? undefined : words.slice(at + 1, at + 4).join(' ')
}
