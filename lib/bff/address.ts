/**
 * Network address of the browser, as our own server wrote it into X-Forwarded-For (it drops what the request
 * brought, unless a trusted proxy in front sets it: `lib/server`). Null when it says nothing that looks like one.
 */
export function addressOf(headers: Headers): string | null {
  const first = headers.get('x-forwarded-for')?.split(',')[0]?.trim() ?? ''
  return /^[0-9a-fA-F.:]{2,45}$/.test(first) ? first : null
}
