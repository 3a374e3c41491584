import { env, keyFileOf, type MasterKey, readKeyFile } from '@/lib/env'

let fromFile: MasterKey[] = []

/** The key that seals now. After a rotation by key file the file's first key, which may be newer than this process. */
export function sealingKey(): MasterKey {
  return env().masterKeys[0]
}

/**
 * The master key with this id, or undefined. A key that this process does not know is looked for in the key file,
 * so a rotation needs no restart.
 */
export function openingKey(id: string): MasterKey | undefined {
  const known = [...env().masterKeys, ...fromFile].find((key) => key.id === id)
  if (known) return known
  fromFile = readKeyFile(keyFileOf(env().dataDir)) ?? []
  return fromFile.find((key) => key.id === id)
}
