import 'server-only'
import { inArray } from 'drizzle-orm'
import { inScope, type ScopedAccount } from '@/lib/bff/permission'
import { db } from '@/lib/db/client'
import { type Audience, listen } from '@/lib/db/notify'
import { accounts } from '@/lib/db/schema'
import type { Scope } from '@/lib/model/access'
import type { LiveEvent } from '@/lib/model/fleet'
import { keyOf } from '@/lib/model/instance'

/** One open stream. */
export interface Listener {
  userId: string
  sessionId: string
  scope: Scope
  send(event: LiveEvent): void
  /** The session or the person's rights changed: look whether the stream may go on. */
  recheck(): void
  /** Events may have been missed: the browser should connect again, which makes it read anew. */
  end(): void
}

interface Hub {
  listeners: Set<Listener>
  /** What scopes look at, of every account seen; one that was deleted stays, so that its end can still be told. */
  accounts: Map<string, ScopedAccount>
  started?: Promise<unknown>
}

// Next's route bundles each hold a copy of this module; all must share one connection.
const KEY = Symbol.for('quarterdeck.live')
const held = globalThis as typeof globalThis & { [KEY]?: Hub } // globalThis has no declared place for our symbol

function hub(): Hub {
  held[KEY] ??= { listeners: new Set(), accounts: new Map() }
  return held[KEY]
}

/** Starts to tell a stream what happens, from now on; the function it gives ends that. */
export async function subscribe(listener: Listener): Promise<() => void> {
  const here = hub()
  here.started ??= listen(tell, () => {
    for (const each of here.listeners) each.end()
  }).catch((error: unknown) => {
    here.started = undefined
    throw error
  })
  await here.started
  here.listeners.add(listener)
  return () => here.listeners.delete(listener)
}

export const openStreams = (sessionId: string): number =>
  [...hub().listeners].filter((listener) => listener.sessionId === sessionId).length

let queue: Promise<void> = Promise.resolve()

/** One after the other, so that events keep their order although some wait for the database. */
function tell(event: LiveEvent, audience: Audience | undefined): void {
  queue = queue
    .then(() => deliver(event, audience))
    .catch(() => {
      // Whom it concerns could not be found out: everybody reads anew.
      for (const listener of hub().listeners) listener.end()
    })
}

async function deliver(event: LiveEvent, audience: Audience | undefined): Promise<void> {
  const here = hub()
  const meant = [...here.listeners].filter(
    ({ userId, sessionId }) =>
      (audience?.userId === undefined || audience.userId === userId) &&
      (audience?.sessionId === undefined || audience.sessionId === sessionId),
  )
  if (event.type === 'session') {
    for (const listener of meant) listener.recheck()
    return
  }
  const accountId = accountOf(event)
  if (accountId === undefined || meant.length === 0) return
  const before = here.accounts.get(accountId)
  if (event.type === 'account' || !before) {
    const [now] = await db()
      .select({ id: accounts.id, environment: accounts.environment, team: accounts.team })
      .from(accounts)
      .where(inArray(accounts.id, [accountId]))
    if (now) here.accounts.set(accountId, now)
  }
  const known = [before, here.accounts.get(accountId)].filter((account) => account !== undefined)
  for (const listener of meant) if (known.some((account) => inScope(listener.scope, account))) listener.send(event)
}

function accountOf(event: LiveEvent): string | undefined {
  if (event.type === 'instance') return keyOf(event.ref)?.accountId
  return 'accountId' in event ? event.accountId : undefined
}
