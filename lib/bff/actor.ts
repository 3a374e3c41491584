import type { Role, Scope } from '@/lib/model/access'

/** Who acts: a signed-in person, a job of ours, or (public routes only) somebody unknown, who has no rights at all. */
export interface Actor {
  kind: 'user' | 'system' | 'anonymous'
  /** The user's id; null for the others. */
  id: string | null
  /** How the audit log names them: e-mail address, or `system:<job>`. */
  label: string
  role: Role
  scope: Scope
  /** Public id of the session, as in the list of one's sessions. */
  sessionId?: string
  /** Network address of the browser. */
  address: string | null
  requestId: string
}

const NOTHING: Scope = { kind: 'some', accounts: [], environments: [], teams: [] }

export const anonymous = (address: string | null, requestId: string): Actor => ({
  kind: 'anonymous',
  id: null,
  label: 'anonymous',
  role: 'viewer',
  scope: NOTHING,
  address,
  requestId,
})

/** A job of ours: it may touch every account, and the audit log calls it `system:<name>`. */
export const systemActor = (name: string, requestId: string): Actor => ({
  kind: 'system',
  id: null,
  label: `system:${name}`,
  role: 'admin',
  scope: { kind: 'all' },
  address: null,
  requestId,
})
