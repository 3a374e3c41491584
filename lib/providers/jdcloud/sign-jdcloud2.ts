import {
  basicIso,
  canonicalRequest,
  hmacSha256,
  hmacSha256Hex,
  type Signable,
  sha256Hex,
} from '@/lib/providers/encoding'
import type { Credentials } from '../contract'

/** JDCLOUD2-HMAC-SHA256. Every header present is signed, but `authorization` and `user-agent`. */
export function signJdcloud2(
  request: Signable,
  credentials: Credentials,
  { now, nonce, region, service }: { now: Date; nonce: string; region: string; service: string },
) {
  const date = basicIso(now)
  const day = date.slice(0, 8)
  const headers: Record<string, string> = { ...request.headers, 'x-jdcloud-date': date, 'x-jdcloud-nonce': nonce }
  const names = Object.keys(headers)
    .filter((name) => name !== 'authorization' && name !== 'user-agent')
    .sort()
  const canonical = canonicalRequest({ ...request, headers }, names, sha256Hex(request.body))
  const scope = `${day}/${region}/${service}/jdcloud2_request`
  const stringToSign = `JDCLOUD2-HMAC-SHA256\n${date}\n${scope}\n${sha256Hex(canonical)}`
  const key = [day, region, service, 'jdcloud2_request'].reduce<string | Buffer>(
    hmacSha256,
    `JDCLOUD2${credentials.accessKeySecret}`,
  )
  const signature = hmacSha256Hex(key, stringToSign)
  headers.authorization = `JDCLOUD2-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`
  return { headers, canonical, stringToSign, signature }
}
