import { sql } from 'drizzle-orm'
import { runChange } from '@/lib/changes/job'
import { claimChange } from '@/lib/changes/lease'
import { db } from '@/lib/db/client'

/** A worker that takes one change and is killed, as by `kill -9`, when it reaches a point: `dying-worker <id> <point>`. */
const [id, point] = process.argv.slice(2)
// What is due for longest is taken first.
await db().execute(sql`update changes set next_at = 'epoch' where id = ${id}`)
const row = await claimChange()
if (row?.id !== id || row === undefined) throw new Error(`took ${row?.id} in place of ${id}`)
await runChange(row, new AbortController().signal, {
  at: (reached) => {
    if (reached === point) process.kill(process.pid, 'SIGKILL')
  },
  graceSeconds: 0,
})
throw new Error(`ended without reaching ${point}`)
