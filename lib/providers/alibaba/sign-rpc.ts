import { createHmac } from 'node:crypto'
import { canonicalQuery, isoSeconds, type Pair, percentEncode } from '@/lib/providers/encoding'
import type { Credentials } from '../contract'

export interface Stamp {
  now: Date
  nonce: string
}

/**
 * RPC signature 1.0 (KVStore manual, chapter 5). The manual's printed example signs a string that its own rule would
 * not produce; the rule is right, as the vendor's clients show.
 */
export function signRpc(
  method: string,
  params: readonly Pair[],
  credentials: Credentials,
  { now, nonce }: Stamp,
): { signed: string; stringToSign: string; signature: string } {
  const canonical = canonicalQuery([
    ...params,
    ['AccessKeyId', credentials.accessKeyId],
    ['SignatureMethod', 'HMAC-SHA1'],
    ['SignatureNonce', nonce],
    ['SignatureVersion', '1.0'],
    ['Timestamp', isoSeconds(now)],
  ])
  // The canonical string holds nothing that a second encoding could change but `%`, `=` and `&`.
  const stringToSign = `${method}&%2F&${encodeURIComponent(canonical)}`
  const signature = createHmac('sha1', `${credentials.accessKeySecret}&`).update(stringToSign).digest('base64')
  return { signed: `${canonical}&Signature=${percentEncode(signature)}`, stringToSign, signature }
}
