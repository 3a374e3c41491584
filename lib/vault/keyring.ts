import { statSync } from 'node:fs'
import { env, type MasterKey, readKeyFile } from '@/lib/env'

let read: { version: string; keys: MasterKey[] } | undefined

/** All keys of now: from the key file when they came from it, read again when it changed, so rotating needs no restart. */
function keys(): MasterKey[] {
  const { keyFile, masterKeys } = env()
  if (!keyFile) return masterKeys
  const stat = statSync(keyFile, { throwIfNoEntry: false })
  // A file that vanished under a running process stops new starts, not this process.
  if (!stat) return read?.keys ?? masterKeys
  const version = `${keyFile}:${stat.ino}:${stat.mtimeMs}:${stat.size}`
  if (read?.version !== version) read = { version, keys: readKeyFile(keyFile) ?? masterKeys }
  return read.keys
}

/** The key that seals. */
export function sealingKey(): MasterKey {
  return keys()[0] ?? env().masterKeys[0]
}

/** The master key with this id, or undefined when this deployment does not have it any more. */
export function openingKey(id: string): MasterKey | undefined {
  return keys().find((key) => key.id === id)
}
