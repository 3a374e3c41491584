import 'server-only'
import { eq } from 'drizzle-orm'
import { canonicalJson } from '@/lib/audit/canonical'
import { sessionAlive } from '@/lib/auth/sessions'
import type { Actor } from '@/lib/bff/actor'
import { problem } from '@/lib/bff/problem'
import { db } from '@/lib/db/client'
import { users } from '@/lib/db/schema'
import type { LiveEvent } from '@/lib/model/fleet'
import { version } from '@/package.json'
import { type Listener, openStreams, subscribe } from './hub'

/** A browser shares one stream among its tabs; more than this is something else. */
const STREAMS_PER_SESSION = 8
const HEARTBEAT_MS = 15_000
/** Events that may wait for a slow reader; then it has to connect again. */
const BACKLOG = 500

/**
 * The live events that an actor may see, as a server-sent-event body. It ends when the session does (after an event
 * `session`), when the person's rights changed (the browser connects again with the new ones), or when the browser is
 * gone. Throws `too-many-requests`.
 */
export async function eventStream(actor: Actor, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const { id: userId, sessionId, scope } = actor
  if (!userId || !sessionId) throw problem('not-signed-in')
  if (openStreams(sessionId) >= STREAMS_PER_SESSION) throw problem('too-many-requests', { retryAfterSeconds: 30 })

  const encoder = new TextEncoder()
  let close = () => {}
  let write = (_: string) => {}
  const send = (event: LiveEvent) => write(`data: ${JSON.stringify(event)}\n\n`)
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        write = (text) => {
          if ((controller.desiredSize ?? 0) < -BACKLOG) close()
          else controller.enqueue(encoder.encode(text))
        }
        close = () => {
          write = () => {}
          close = () => {}
          stop()
          controller.close()
        }
      },
      cancel() {
        write = () => {}
        close = () => {}
        stop()
      },
    },
    { highWaterMark: 16 },
  )

  const check = async (rightsMayDiffer: boolean) => {
    // While the database is away nobody is told anything; the next beat asks again.
    const alive = await sessionAlive(sessionId).catch(() => undefined)
    if (alive === false) send({ type: 'session' })
    if (alive === false || (rightsMayDiffer && !(await sameRights(actor).catch(() => false)))) close()
  }
  const listener: Listener = {
    userId,
    sessionId,
    scope,
    send,
    recheck: () => void check(true),
    end: () => close(),
  }
  const beat = setInterval(() => {
    write(': alive\n\n')
    void check(false)
  }, HEARTBEAT_MS)
  let unsubscribe = () => {}
  let stopped = false
  function stop() {
    stopped = true
    clearInterval(beat)
    unsubscribe()
    signal.removeEventListener('abort', onAbort)
  }
  const onAbort = () => close()
  signal.addEventListener('abort', onAbort)
  try {
    unsubscribe = await subscribe(listener)
  } catch (error) {
    stop()
    throw error
  }
  if (stopped || signal.aborted) {
    unsubscribe()
    close()
  }
  send({ type: 'hello', now: new Date().toISOString(), version })
  // Rights may have changed between the request's check and the subscription.
  void check(true)
  return body
}

async function sameRights({ id, role, scope }: Actor): Promise<boolean> {
  const [user] = await db()
    .select({ role: users.role, scope: users.scope })
    .from(users)
    .where(eq(users.id, id ?? ''))
  return user?.role === role && canonicalJson(user.scope) === canonicalJson(scope)
}
