import { Logger, run as runGraphile, type Runner as Waker } from 'graphile-worker'
import { z } from 'zod'
import { closeDatabase, pool } from '@/lib/db/client'
import { messageOf, startRunner } from './runner'
import { sources } from './sources'

const Wake = z.object({ source: z.string() })
// Its own messages quote connection settings; what matters of them comes back as a rejected promise.
const silent = new Logger(() => () => {})
const log = (line: string) => process.stdout.write(`worker: ${line}\n`)

/** Frees what workers that died were holding; a wake takes milliseconds, so a minute means dead. */
async function releaseDeadLocks(): Promise<void> {
  await pool().query(`
    select graphile_worker.force_unlock_workers(array_agg(distinct locked_by))
    from graphile_worker.jobs where locked_at < now() - interval '1 minute' having count(*) > 0`)
}

/** Runs every job source until the process is told to stop. */
export async function startWorker(): Promise<{ stop(): Promise<void> }> {
  const runner = startRunner({ sources, scanMs: 5_000, log })
  let stopped = false
  let waker: Waker | undefined

  // Waking is only haste: when it breaks, the scan goes on and waking is set up again.
  async function listenForWakes(): Promise<void> {
    for (let delayMs = 500; !stopped; delayMs = Math.min(delayMs * 2, 10_000)) {
      try {
        await releaseDeadLocks()
        waker = await runGraphile({
          pgPool: pool(),
          concurrency: 1,
          pollInterval: 2_000,
          noHandleSignals: true,
          noPreparedStatements: true,
          taskList: { wake: (payload) => runner.look(Wake.parse(payload).source) },
          logger: silent,
        })
        if (stopped) await waker.stop()
        await waker.promise
      } catch (error) {
        if (!stopped) log(`cannot be woken, scanning only: ${messageOf(error)}`)
      }
      waker = undefined
      if (!stopped) await new Promise((done) => setTimeout(done, delayMs).unref())
    }
  }
  void listenForWakes()
  const locks = setInterval(() => void releaseDeadLocks().catch(() => {}), 60_000)

  return {
    async stop() {
      stopped = true
      clearInterval(locks)
      await Promise.all([runner.stop(7_000), waker?.stop().catch(() => {})])
      await closeDatabase()
    },
  }
}
