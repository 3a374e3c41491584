import { sql } from 'drizzle-orm'
import { db } from '@/lib/db/client'
import { throttles } from '@/lib/db/schema'
import { problem } from './problem'

export interface RateLimit {
  /** Requests that share a name share a count. */
  name: string
  max: number
  windowSeconds: number
}

/**
 * Counts one request of a source against a limit that all processes share. Throws `too-many-requests` with the
 * seconds to wait. For routes that anybody may call; behind a session there are people to ask.
 */
export async function rateLimit(limit: RateLimit, address: string | null): Promise<void> {
  const key = `rate:${limit.name}:${address ?? 'unknown'}`
  const window = sql`make_interval(secs => ${limit.windowSeconds})`
  const [row] = await db()
    .insert(throttles)
    .values({ key, failures: 1, firstAt: sql`now()` })
    .onConflictDoUpdate({
      target: throttles.key,
      set: {
        failures: sql`case when ${throttles.firstAt} < now() - ${window} then 1 else ${throttles.failures} + 1 end`,
        firstAt: sql`case when ${throttles.firstAt} < now() - ${window} then now() else ${throttles.firstAt} end`,
      },
    })
    .returning({
      count: throttles.failures,
      waitSeconds: sql<string>`extract(epoch from ${throttles.firstAt} + ${window} - now())`,
    })
  if (!row || row.count <= limit.max) return
  const seconds = Math.max(1, Math.ceil(Number(row.waitSeconds)))
  throw problem('too-many-requests', { params: { seconds }, retryAfterSeconds: seconds })
}
