import { canonicalRequest, hmacSha256Hex, isoSeconds, type Signable, sha256Hex } from '@/lib/providers/encoding'
import type { Credentials } from '../contract'
import type { Stamp } from './sign-rpc'

/**
 * Signature V3 (ACS3-HMAC-SHA256): the raw secret signs the hash of the request; neither date nor scope is part of
 * the string to sign. Signed are `host`, `content-type` if present, and every `x-acs-*` header.
 */
export function signAcs3(request: Signable, credentials: Credentials, { now, nonce }: Stamp) {
  const bodyHash = sha256Hex(request.body)
  const headers: Record<string, string> = {
    ...request.headers,
    'x-acs-content-sha256': bodyHash,
    'x-acs-date': isoSeconds(now),
    'x-acs-signature-nonce': nonce,
  }
  const names = Object.keys(headers)
    .filter((name) => name === 'host' || name === 'content-type' || name.startsWith('x-acs-'))
    .sort()
  const canonical = canonicalRequest({ ...request, headers }, names, bodyHash)
  const stringToSign = `ACS3-HMAC-SHA256\n${sha256Hex(canonical)}`
  const signature = hmacSha256Hex(credentials.accessKeySecret, stringToSign)
  headers.authorization = `ACS3-HMAC-SHA256 Credential=${credentials.accessKeyId},SignedHeaders=${names.join(';')},Signature=${signature}`
  return { headers, canonical, stringToSign, signature }
}
