import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { pagePolicy } from '@/lib/bff/content-policy'
import { NONCE_HEADER, PATH_HEADER } from '@/lib/bff/page-headers'
import { env } from '@/lib/env'

/**
 * Sets the content security policy, and nothing else. It is no boundary: Next's proxies have been bypassed again and
 * again, so whoever gets around it gets a page without scripts and still needs a session for everything.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl
  const nonce = randomBytes(16).toString('base64')
  const { oidc } = env()
  const policy = pagePolicy(
    nonce,
    oidc ? new URL(oidc.issuer).origin : undefined,
    process.env.NODE_ENV === 'development',
  )
  const headers = new Headers(request.headers)
  // Next reads the nonce from the policy of the request: never from one that the browser sent.
  headers.delete('content-security-policy-report-only')
  headers.set('content-security-policy', policy)
  headers.set(NONCE_HEADER, nonce)
  headers.set(PATH_HEADER, `${pathname}${search}`)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}

// Files and routes have the fixed policy of `lib/server/headers.ts`; a nonce is for pages.
export const config = { matcher: '/((?!api/|_next/).*)' }
