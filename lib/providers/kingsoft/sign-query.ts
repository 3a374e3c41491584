import { canonicalQuery, hmacSha256Hex, isoSeconds, type Pair } from '@/lib/providers/encoding'
import type { Credentials } from '../contract'

/**
 * The query signature of the manuals' demos. Only the parameters are signed: neither method, host, path nor body;
 * there is no nonce.
 */
export function signQuery(params: readonly Pair[], credentials: Credentials, { now }: { now: Date }) {
  const canonical = canonicalQuery([
    ...params,
    // The small k is the vendor's.
    ['Accesskey', credentials.accessKeyId],
    ['SignatureMethod', 'HMAC-SHA256'],
    ['SignatureVersion', '1.0'],
    ['Timestamp', isoSeconds(now)],
  ])
  const signature = hmacSha256Hex(credentials.accessKeySecret, canonical)
  return { signed: `${canonical}&Signature=${signature}`, canonical, signature }
}
