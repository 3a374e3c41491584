import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'

/** Puts a key in front of a key file's others: it seals from now on, the others still open. */
export function addKey(file: string, bytes: Buffer): void {
  replace(file, [bytes.toString('base64'), ...linesOf(file)])
}

/** Leaves only the sealing key in a key file. */
export function dropOldKeys(file: string): void {
  replace(file, linesOf(file).slice(0, 1))
}

export function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8').split('\n').filter(Boolean)
}

/** A crash leaves the old file or the new one, never half of one: losing a key would lock every account. */
function replace(file: string, lines: string[]): void {
  const next = `${file}.new`
  const handle = openSync(next, 'w', 0o600)
  try {
    writeSync(handle, `${lines.join('\n')}\n`)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(next, file)
}
