import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Env } from '@/lib/env'
import { addKey, dropOldKeys, linesOf } from '@/lib/vault/key-file'
import { type Rotation, rotate } from '@/lib/vault/rotate'
import { withDatabase } from './database'
import { failWith } from './until-stopped'

const say = (line: string) => process.stdout.write(`keys: ${line}\n`)

// Longer than any transaction that could still store something sealed by the old key.
const SETTLE_MS = 5_000

const USAGE = `usage: npm run keys -- rotate

With a key file: makes a new master key, seals everything with it, then removes the old one. The console may run.
With QUARTERDECK_MASTER_KEY: set it to the new key and QUARTERDECK_MASTER_KEY_OLD to the old one, restart the console,
then run this with the same settings; afterwards remove QUARTERDECK_MASTER_KEY_OLD.
If it is interrupted, run it again. --demo does it for the demo.`

async function rotateKeys({ keyFile, masterKeys }: Env): Promise<number> {
  if (keyFile) {
    if (linesOf(keyFile).length > 1) say('going on with a rotation that was interrupted')
    else addKey(keyFile, randomBytes(32))
  } else if (masterKeys.length < 2) {
    throw new Error('QUARTERDECK_MASTER_KEY_OLD: set it to the key in use, and QUARTERDECK_MASTER_KEY to the new one')
  }
  const first = await rotate()
  await sleep(SETTLE_MS)
  const second = await rotate()
  const total: Rotation = { resealed: first.resealed + second.resealed, locked: second.locked }
  say(`${total.resealed} sealed with the new master key`)
  if (total.locked.length > 0) {
    say(`${total.locked.length} do not open with any key and were left alone: ${total.locked.join(', ')}`)
    say('the old key is kept')
    return 1
  }
  if (keyFile) dropOldKeys(keyFile)
  say(keyFile ? `back up ${keyFile} now, apart from the database` : 'QUARTERDECK_MASTER_KEY_OLD can be removed now')
  return 0
}

async function main(): Promise<number> {
  if (process.argv[2] === 'rotate') return withDatabase(rotateKeys)
  process.stdout.write(`${USAGE}\n`)
  return 2
}

process.exitCode = await main().catch(failWith)
