import { type KeyEntry, keysFrom } from '@/emulator/keys'
import { type Emulator, startEmulator } from '@/emulator/server'
import { createAccount } from '@/lib/accounts/accounts'
import { systemActor } from '@/lib/bff/actor'
import { newId } from '@/lib/db/id'
import { testDatabase } from '@/lib/db/testing'
import { env, setEnv } from '@/lib/env'
import { closePools } from '@/lib/http/send'
import type { JobSource } from '@/lib/jobs/job'
import { type Account, AccountCreate } from '@/lib/model/account'

export interface Stage {
  emulator: Emulator
  /** Ends emulator, connections and database. */
  end(): Promise<void>
}

/** A database of its own and a local cloud that answers for all four services. */
export async function stage(keys: Record<string, KeyEntry>): Promise<Stage> {
  const database = await testDatabase()
  const emulator = await startEmulator({ profile: 'demo', pace: 'instant', keys: keysFrom(keys) })
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

/** Adds an account as a person would. */
export const addAccount = (over: Partial<Record<keyof AccountCreate, unknown>>): Promise<Account> =>
  createAccount(
    systemActor('test', newId()),
    AccountCreate.parse({
      name: `account-${newId()}`,
      provider: 'alibaba',
      scheme: 'alibaba-rpc',
      services: ['alibaba-kvstore'],
      regions: ['cn-hangzhou', 'cn-shenzhen'],
      environment: 'production',
      team: 'payments',
      ...over,
    }),
  )

/** Does all due work of a source, as a worker would. */
export async function drain(source: JobSource): Promise<void> {
  for (;;) {
    const run = await source.claim()
    if (!run) return
    await run.run(new AbortController().signal)
  }
}
