import { eq, sql } from 'drizzle-orm'
import { runChange } from '@/lib/changes/job'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'

/** A worker that takes one change and is killed, as by `kill -9`, when it reaches a point: `dying-worker <id> <point>`. */
const [id = '', point] = process.argv.slice(2)
const [row] = await db()
  .update(changes)
  .set({ fence: sql`${changes.fence} + 1`, leaseUntil: sql`now() + interval '10 seconds'` })
  .where(eq(changes.id, id))
  .returning()
if (!row) throw new Error(`no change ${id}`)
await runChange(row, new AbortController().signal, {
  at: (reached) => {
    if (reached === point) process.kill(process.pid, 'SIGKILL')
  },
  graceSeconds: 0,
})
throw new Error(`ended without reaching ${point}`)
