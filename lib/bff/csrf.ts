const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * True when a request may change something: it was sent by a page of ours. Browsers say so in Sec-Fetch-Site, which
 * no page can set; where that is absent, Origin must be ours. `Origin: null` is refused in any case, and so is a
 * request that brings neither (OWASP: Fetch Metadata with Origin as the fallback, never silence).
 * @param ownOrigin origin of QUARTERDECK_URL
 */
export function isOwnPage(request: { method: string; headers: Headers }, ownOrigin: string): boolean {
  if (SAFE.has(request.method)) return true
  const origin = request.headers.get('origin')
  if (origin === 'null') return false
  const site = request.headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  return origin === ownOrigin
}
