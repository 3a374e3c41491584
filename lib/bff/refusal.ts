import { appendAudit } from '@/lib/audit/append'
import { db } from '@/lib/db/client'
import type { Actor } from './actor'
import { logError } from './log'
import type { ProblemError } from './problem'

/** Puts a refusal on record. What nobody signed in was refused is noise of the network and not kept. */
export async function recordRefusal(error: ProblemError, request: Request, actor: Actor | undefined): Promise<void> {
  if (error.status !== 403 || error.extra.recorded || actor?.kind !== 'user') return
  try {
    await appendAudit(db(), {
      actor: { kind: 'user', id: actor.id, label: actor.label },
      action: 'request.refused',
      target: `${request.method} ${new URL(request.url).pathname}`.slice(0, 300),
      outcome: 'denied',
      address: actor.address,
      requestId: actor.requestId,
      details: { code: error.code, role: actor.role },
    })
  } catch (failure) {
    // Refused it is in any case; that it is not on record must at least be seen in the log.
    logError(failure, actor.requestId)
  }
}
