import { sql } from 'drizzle-orm'
import { db } from '@/lib/db/client'
import type { JobSource } from './job'

/**
 * A source that is due every `minutes()`, counted from its last start, once for all worker processes: the row
 * `schedule:<name>` in `settings` says when it last fired, and whoever moves that on has the turn.
 */
export function schedule(name: string, minutes: () => Promise<number>, run: () => Promise<void>): JobSource {
  const key = `schedule:${name}`
  return {
    name: key,
    concurrency: 1,
    async claim() {
      const every = await minutes()
      const taken = await db().execute(sql`
        insert into settings (key, value) values (${key}, jsonb_build_object('firedAt', now()))
        on conflict (key) do update set value = excluded.value
        where (settings.value ->> 'firedAt')::timestamptz <= now() - make_interval(secs => ${every * 60}::double precision)
        returning key`)
      return taken.rows.length > 0 ? { run } : undefined
    },
  }
}
