import { setTimeout as sleep } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import pg from 'pg'
import { env } from '@/lib/env'
import { LiveEvent } from '@/lib/model/fleet'
import { type Database, db, type Transaction } from './client'

const CHANNEL = 'quarterdeck'

/** Whom an event is for; without one it is for every browser whose scope holds its subject. */
export interface Audience {
  userId?: string
  sessionId?: string
}

/** Tells every process that listens. Inside a transaction (`on`) it is delivered when that commits. */
export async function notify(event: LiveEvent, audience?: Audience, on: Database | Transaction = db()): Promise<void> {
  await on.execute(sql`select ${notice(event, audience)}`)
}

/** The same as an expression, for a statement that writes and tells in one. */
export const notice = (event: LiveEvent, audience?: Audience): SQL =>
  sql`pg_notify(${CHANNEL}, ${JSON.stringify(audience ? { event, audience } : { event })})`

/**
 * Calls `handler` for each event of any process, over one connection that is opened again when it breaks; what was
 * sent meanwhile is lost, so `onReconnect` should make the caller read anew. Resolves when listening; the function
 * it gives ends that.
 */
export async function listen(
  handler: (event: LiveEvent, audience: Audience | undefined) => void,
  onReconnect: () => void = () => {},
): Promise<() => Promise<void>> {
  let ended = false
  let client: pg.Client | undefined

  async function connect() {
    const next = new pg.Client({ connectionString: env().databaseUrl, application_name: 'quarterdeck listen' })
    next.on('error', () => {})
    next.on('notification', (message) => {
      const parsed: { event?: unknown; audience?: Audience } = JSON.parse(message.payload ?? '{}')
      const event = LiveEvent.safeParse(parsed.event)
      if (event.success) handler(event.data, parsed.audience)
    })
    await next.connect()
    await next.query(`listen ${CHANNEL}`)
    next.on('end', () => {
      if (!ended) void reconnect()
    })
    client = next
    if (ended) await next.end()
  }

  async function reconnect() {
    for (let delayMs = 250; !ended; delayMs = Math.min(delayMs * 2, 5_000)) {
      await sleep(delayMs, undefined, { ref: false })
      try {
        if (ended) return
        await connect()
        onReconnect()
        return
      } catch {
        // The database is still away: try again after the next pause.
      }
    }
  }

  await connect()
  return async () => {
    ended = true
    await client?.end()
  }
}
