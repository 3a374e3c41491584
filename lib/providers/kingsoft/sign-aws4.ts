import { canonicalRequest, hmacSha256, hmacSha256Hex, type Signable, sha256Hex } from '@/lib/providers/encoding'
import type { Credentials } from '../contract'

/**
 * AWS Signature Version 4. `date` is the text of `X-Amz-Date` (`basicIso(now)`): one of the vendor's own clients writes
 * it with `+00:00` instead of `Z`, and a signature covers the text. Signed are all headers given and `x-amz-date`,
 * except `accept` and `user-agent`, which proxies may touch.
 */
export function signAws4(
  request: Signable,
  credentials: Credentials,
  { date, region, service }: { date: string; region: string; service: string },
) {
  const day = date.slice(0, 8)
  const headers: Record<string, string> = { ...request.headers, 'x-amz-date': date }
  const names = Object.keys(headers)
    .filter((name) => name !== 'accept' && name !== 'user-agent' && name !== 'authorization')
    .sort()
  const canonical = canonicalRequest({ ...request, headers }, names, sha256Hex(request.body))
  const scope = `${day}/${region}/${service}/aws4_request`
  const stringToSign = `AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha256Hex(canonical)}`
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(
    hmacSha256,
    `AWS4${credentials.accessKeySecret}`,
  )
  const signature = hmacSha256Hex(key, stringToSign)
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`
  return { headers, canonical, stringToSign, signature }
}
