import type { Actor } from '@/lib/bff/actor'
import { type Door, doorFor } from '@/lib/bff/execute'
import type { Lane } from '@/lib/http/quota'

/**
 * The door for reading slow commands as their cloud tells them: customer data, of which patterns are made at once and
 * which leave the server only on record. Throws what `doorFor` throws.
 */
export const slowDoor = (actor: Actor, accountId: string, lane: Lane, signal?: AbortSignal): Promise<Door> =>
  doorFor({ actor, accountId, lane, signal, insist: lane === 'interactive', withinServer: true })
