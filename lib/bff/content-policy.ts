/**
 * The content security policy of pages: scripts and style sheets only with this answer's nonce or from our own
 * files, nothing from any other origin, no frames around us.
 * @param issuer where sign-in forms may lead besides us
 */
export function pagePolicy(nonce: string, issuer: string | undefined, development: boolean): string {
  const formAction = issuer ? `'self' ${issuer}` : "'self'"
  return [
    "default-src 'none'",
    // Development only: React shows where an error came from with eval.
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src-elem 'self' 'nonce-${nonce}'`,
    // Positions of floating parts and virtual rows are style attributes; they can run nothing.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    `form-action ${formAction}`,
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
