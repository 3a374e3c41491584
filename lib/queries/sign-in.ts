import { z } from 'zod'
import { InviteInfo, type Setup, type SignInError, signInError } from '@/lib/model/access'
import { Problem } from '@/lib/model/problem'
import { api } from './api'
import { ApiProblem, Unreachable } from './problem'

const csrfToken = async () =>
  (await api.get('/api/auth/csrf', { schema: z.object({ csrfToken: z.string() }) })).csrfToken

async function postForm(path: string, fields: Record<string, string>): Promise<Response> {
  const body = new URLSearchParams({ ...fields, csrfToken: await csrfToken(), json: 'true' })
  try {
    return await fetch(path, { method: 'POST', body, credentials: 'same-origin' })
  } catch (cause) {
    throw new Unreachable('no answer', { cause })
  }
}

const Envelope = z.object({ error: Problem })
const Answer = z.object({ url: z.string() })

/** Where an answer of next-auth sends the browser. */
async function urlOf(response: Response): Promise<URL> {
  const body: unknown = await response.json().catch(() => undefined)
  const refused = Envelope.safeParse(body)
  if (refused.success) throw new ApiProblem(refused.data.error)
  const answer = Answer.safeParse(body)
  if (!answer.success) throw new Unreachable(`HTTP ${response.status}`)
  return new URL(answer.data.url, location.origin)
}

/** Tries a local sign-in; answers null when it worked, else why not. */
export async function signInWithPassword(email: string, password: string): Promise<SignInError | null> {
  const url = await urlOf(await postForm('/api/auth/callback/credentials', { email, password, callbackUrl: '/' }))
  return signInError(url.searchParams.get('error'))
}

/** The identity provider's address to go to; afterwards the browser comes back to `next`. */
export const singleSignOnUrl = async (next: string) =>
  (await urlOf(await postForm('/api/auth/signin/oidc', { callbackUrl: next }))).href

/** Ends this session, then goes to the sign-in page. */
export async function signOut() {
  await postForm('/api/auth/signout', { callbackUrl: '/sign-in' })
  location.assign('/sign-in')
}

const Nothing = z.object({})
export const setUp = (body: z.input<typeof Setup>) => api.post('/api/setup', body, { schema: Nothing })
export const lookAtInvite = (token: string) => api.post('/api/invites/look', { token }, { schema: InviteInfo })
export const acceptInvite = (body: { token: string; name?: string; password: string }) =>
  api.post('/api/invites/accept', body, { schema: Nothing })

/** Whether the console's server and database answer. */
export async function health(signal?: AbortSignal): Promise<boolean> {
  const response = await fetch('/api/health', { signal, cache: 'no-store' }).catch(() => undefined)
  return response?.ok ?? false
}
