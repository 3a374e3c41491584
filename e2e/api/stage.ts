import { type KeyEntry, keysFrom } from '@/emulator/keys'
import { type Emulator, type EmulatorOptions, startEmulator } from '@/emulator/server'
import { testDatabase } from '@/lib/db/testing'
import { env, setEnv } from '@/lib/env'
import { closePools } from '@/lib/http/send'
import type { JobSource } from '@/lib/jobs/job'

export interface Stage {
  emulator: Emulator
  /** Ends emulator, connections and database. */
  end(): Promise<void>
}

/** A database of its own and a local cloud that answers for all four services. */
export async function stage(keys: Record<string, KeyEntry>, more: EmulatorOptions = {}): Promise<Stage> {
  const database = await testDatabase()
  const emulator = await startEmulator({ profile: 'demo', pace: 'instant', keys: keysFrom(keys), ...more })
  setEnv({ ...env(), providerGateway: emulator.url })
  return {
    emulator,
    async end() {
      await closePools()
      await emulator.stop()
      await database.drop()
    },
  }
}

/** Does all due work of a source, as a worker would. */
export async function drain(source: JobSource): Promise<void> {
  for (;;) {
    const run = await source.claim()
    if (!run) return
    await run.run(new AbortController().signal)
  }
}
