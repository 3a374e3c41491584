import type { SlowPattern } from '@/lib/model/slow-log'
import { keysOf } from './command-keys'
import { type CommandWords, commandWords } from './command-words'
import { keyTemplate } from './key-template'

export interface ReadCommand {
  pattern: SlowPattern
  /** How many keys it names. */
  keyCount: number
  /** How many arguments it has. */
  argumentCount: number
}

/** More templates than this say nothing. */
const MOST_TEMPLATES = 3
const LONGEST_NAME = 40

/**
 * Reads a command as a slow log tells it. The pattern depends on the command alone, so that it is the same wherever the
 * command is met.
 */
export function readCommand(text: string): ReadCommand {
  const parts = commandWords(text)
  const { name, known, keys, count } = keysOf(parts)
  const templates = [...new Set((known ? [...globsOf(name, parts), ...keys] : []).map(keyTemplate))]
  return {
    pattern: {
      command: /^[A-Z0-9._ -]+$/.test(name) && name.length <= LONGEST_NAME ? name : '?',
      keys: templates.slice(0, MOST_TEMPLATES),
      others: Math.max(0, templates.length - MOST_TEMPLATES),
      known,
    },
    keyCount: count,
    argumentCount: Math.max(0, parts.words.length + parts.more - 1),
  }
}

/** Globs are no keys, and tell as much: KEYS, and MATCH of SCAN. */
function globsOf(name: string, { words }: CommandWords): string[] {
  if (name === 'KEYS') return words.slice(1, 2)
  if (name !== 'SCAN') return []
  const at = words.findIndex((word) => word.toUpperCase() === 'MATCH')
  return at > 0 ? words.slice(at + 1, at + 2) : []
}
