import { z } from 'zod'
import { EMAIL_PATTERN } from './email'
import { grantsNothing } from './scope'

export const ROLES = ['viewer', 'operator', 'admin'] as const
export const Role = z.enum(ROLES)
export type Role = z.infer<typeof Role>

/**
 * Which accounts a person may touch: all, or those that match any of the lists. An empty scope grants nothing.
 * Matching is by account id, environment label or the account's owner team.
 */
export const Scope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({
    kind: z.literal('some'),
    accounts: z.array(z.string()).max(500),
    environments: z.array(z.string()).max(100),
    teams: z.array(z.string()).max(100),
  }),
])
export type Scope = z.infer<typeof Scope>

export const PASSWORD_MIN = 15
export const PASSWORD_MAX = 256

/** NIST SP 800-63B: length only, no composition rules; the server also refuses well-known and contextual passwords. */
export const NewPassword = z.string().min(PASSWORD_MIN).max(PASSWORD_MAX)
export const Email = z.string().trim().toLowerCase().max(254).regex(EMAIL_PATTERN)

export const Preferences = z.object({
  locale: z.enum(['en', 'zh']).nullable(),
  theme: z.enum(['system', 'light', 'dark']),
  /** `utc`, or `local` for the browser's zone. */
  timezone: z.enum(['local', 'utc']),
})
export type Preferences = z.infer<typeof Preferences>

/** GET /api/me */
export const Me = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: Role,
  scope: Scope,
  preferences: Preferences,
  /** False for people who sign in only through the identity provider. */
  hasPassword: z.boolean(),
  sessionId: z.string(),
})
export type Me = z.infer<typeof Me>
/** PATCH /api/me */
export const MePatch = z.strictObject({
  name: z.string().trim().min(1).max(100).optional(),
  preferences: Preferences.partial().optional(),
})
/** PUT /api/me/password */
export const PasswordChange = z.strictObject({ current: z.string().min(1).max(PASSWORD_MAX), next: NewPassword })

/** GET /api/me/sessions -> { items } ; DELETE /api/me/sessions/[id] ; DELETE /api/me/sessions (everywhere, this one too) */
export const SessionInfo = z.object({
  id: z.string(),
  current: z.boolean(),
  createdAt: z.string(),
  lastSeenAt: z.string(),
  expiresAt: z.string(),
  method: z.enum(['password', 'oidc', 'setup', 'invite']),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
})
export type SessionInfo = z.infer<typeof SessionInfo>

/** GET /api/users (admin) -> { items } */
export const User = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: Role,
  scope: Scope,
  state: z.enum(['active', 'invited', 'disabled', 'locked']),
  hasPassword: z.boolean(),
  identities: z.array(z.object({ issuer: z.string(), subject: z.string() })),
  createdAt: z.string(),
  lastSignInAt: z.string().nullable(),
  lockedUntil: z.string().nullable(),
})
export type User = z.infer<typeof User>
/** POST /api/users: makes an invited user; the answer's link works once, for 7 days, and cannot be read again. */
export const Invite = z.strictObject({
  email: Email,
  name: z.string().trim().min(1).max(100),
  role: Role,
  // An invitation to nothing is a slip; whoever shall see nothing for a while is disabled.
  scope: Scope.refine((scope) => !grantsNothing(scope), { params: { code: 'too-few' } }),
})
/** PATCH /api/users/[id] */
export const UserPatch = z.strictObject({
  name: z.string().trim().min(1).max(100).optional(),
  role: Role.optional(),
  scope: Scope.optional(),
  disabled: z.boolean().optional(),
  /** Ends a lock-out early. */
  unlock: z.literal(true).optional(),
})
/** Answer of POST /api/users and POST /api/users/[id]/reset. The token is in the fragment, so it reaches no server log. */
export const OneTimeLink = z.object({ user: User, link: z.string(), expiresAt: z.string() })

/** POST /api/setup: makes the first admin. POST /api/invites/accept has `token`, `password` and optional `name`. Both sign in. */
export const Setup = z.strictObject({
  token: z.string().min(1).max(200),
  email: Email,
  name: z.string().trim().min(1).max(100),
  password: NewPassword,
})
export const AcceptInvite = z.strictObject({
  token: z.string().min(1).max(200),
  name: z.string().trim().min(1).max(100).optional(),
  password: NewPassword,
})
/** POST /api/invites/look: who a link is for, or a problem `link-used` / `link-expired`. */
export const InviteLook = z.strictObject({ token: z.string().min(1).max(200) })
export const InviteInfo = z.object({ email: z.string(), name: z.string(), purpose: z.enum(['invite', 'reset']) })

/** A path of this console, for the way back after sign-in; `/` for anything that could lead elsewhere. */
export function localPath(path: string | null | undefined): string {
  // Browsers drop tabs and line breaks and read a backslash as a slash: none of them may come near the start.
  return path && path.length <= 2_000 && /^\/(?![/\\])[^\\\u0000-\u0020\u007f]*$/.test(path) ? path : '/'
}

/** GET /api/auth-options (no sign-in needed): what the sign-in page may offer. */
export const AuthOptions = z.object({
  setupNeeded: z.boolean(),
  oidc: z.object({ name: z.string() }).nullable(),
  /** Whom to ask for access, from settings. */
  contact: z.string().nullable(),
  organisation: z.string().nullable(),
})
export type AuthOptions = z.infer<typeof AuthOptions>

/**
 * How a refused sign-in reaches the page. Passwords: POST /api/auth/callback/credentials (csrfToken, email, password,
 * json=true) answers `{ url }`, with 401 when refused. Single sign-on: the browser comes back to /sign-in. In both the
 * address has `error=<code>`; read it with `signInError`.
 * - `wrong.<n>`: address or password is wrong; n more tries before a pause
 * - `locked.<seconds>`: too many failures; try again after so long. Says nothing about whether the account exists
 * - `busy`: too many sign-ins at this moment; `unavailable`: the database is away
 * - `disabled`, `not-invited`, `email-not-verified`: the person is known and may not come in
 * - `provider`: the identity provider refused, or its answer was not right
 */
export type SignInCode =
  | `wrong.${number}`
  | `locked.${number}`
  | 'busy'
  | 'unavailable'
  | 'disabled'
  | 'not-invited'
  | 'email-not-verified'
  | 'provider'

const SIGN_IN_ERRORS = ['busy', 'unavailable', 'disabled', 'not-invited', 'email-not-verified', 'provider'] as const
export type SignInError =
  | { code: 'wrong'; tries: number }
  | { code: 'locked'; minutes: number }
  | { code: (typeof SIGN_IN_ERRORS)[number] }

/** Reads the `error` of an address. Words we did not write come from the identity provider's side of the way. */
export function signInError(error: string | null | undefined): SignInError | null {
  if (!error) return null
  const [, code, count] = /^(wrong|locked)\.(\d{1,7})$/.exec(error) ?? []
  if (code === 'wrong') return { code, tries: Number(count) }
  if (code === 'locked') return { code, minutes: Math.ceil(Number(count) / 60) }
  return { code: SIGN_IN_ERRORS.find((known) => known === error) ?? 'provider' }
}
