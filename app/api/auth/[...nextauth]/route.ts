import { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { z } from 'zod'
import { cookieIn, openCookie } from '@/lib/auth/cookie'
import { knownDevice, rememberDevice } from '@/lib/auth/known-device'
import { authOptions } from '@/lib/auth/options'
import { readText } from '@/lib/bff/body'
import { problem } from '@/lib/bff/problem'
import { type RouteContext, route } from '@/lib/bff/route'

const Params = z.object({ nextauth: z.array(z.string()).min(1).max(2) })
type Context = RouteContext<z.infer<typeof Params>, undefined, undefined>

/** What of next-auth is used. Its session endpoint would believe a token without asking the database. */
const GET_ACTIONS = ['csrf', 'signin', 'error', 'callback']
const POST_ACTIONS = ['signin', 'callback', 'signout']
const FORMS = ['application/x-www-form-urlencoded', 'application/json']

async function answer({ request, params, actor, requestId }: Context, body?: string): Promise<Response> {
  const cookie = cookieIn(request.headers.get('cookie'))
  const before = cookie && (await openCookie(cookie))
  const device = await knownDevice(request.headers.get('cookie'))
  const from = { address: actor.address, userAgent: request.headers.get('user-agent'), requestId, device }
  // The body was read under our limit and is handed on as it was.
  const passed = new NextRequest(request.url, { method: request.method, headers: request.headers, body })
  let proved: string | undefined
  const options = authOptions(from, before || undefined, (email) => {
    proved = email
  })
  const response: Response = await NextAuth(passed, { params: Promise.resolve(params) }, options)
  if (proved) response.headers.append('set-cookie', await rememberDevice(proved, device))
  return response
}

// GET /api/auth/csrf, and where browsers land that come back from the identity provider
export const GET = route({ access: 'public', params: Params }, (context) => {
  const [action, provider] = context.params.nextauth
  if (!GET_ACTIONS.includes(action ?? '') || (action === 'callback' && provider !== 'oidc')) throw problem('not-found')
  return answer(context)
})

// POST /api/auth/callback/credentials, /api/auth/signin/oidc, /api/auth/signout
export const POST = route({ access: 'public', params: Params }, async (context) => {
  if (!POST_ACTIONS.includes(context.params.nextauth[0] ?? '')) throw problem('not-found')
  return answer(context, await readText(context.request, FORMS))
})
