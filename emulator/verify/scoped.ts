import { hmacSha256, sha256Hex } from '../gateway/digest'
import { canonicalPath, canonicalQuery } from '../gateway/encoding'
import type { Incoming } from '../gateway/incoming'
import { Refusal } from '../gateway/refusal'
import { authorizationParts, type Claim, headerBlock, timeOf } from './claim'

interface Scoped {
  scheme: Claim['scheme']
  algorithm: string
  /** Before the secret in the first key of the chain. */
  prefix: string
  /** Last part of the scope. */
  terminator: string
  services: readonly string[]
  /** Date exactly as it came: it is part of the text to sign. */
  date: string | undefined
  nonce: string | undefined
  mustSign: readonly string[]
}

/** The family of AWS Signature 4: a scope of date, region and service, and a key derived from it. */
function scoped(request: Incoming, rule: Scoped): Claim {
  const parts = authorizationParts(request.headers.authorization ?? '')
  if (!parts) throw new Refusal('no-signature', 'Authorization')
  const [accessKeyId = '', day = '', region = '', service = '', terminator, ...rest] = parts.credential.split('/')
  if (terminator !== rule.terminator || rest.length > 0 || !rule.services.includes(service))
    throw new Refusal('wrong-signature', `credential scope ${day}/${region}/${service}/${terminator ?? ''}`)
  if (!rule.date) throw new Refusal('no-signature', 'date')
  for (const name of rule.mustSign)
    if (!request.headers[name] || !parts.signedHeaders.includes(name)) throw new Refusal('no-signature', name)
  const signedAt = timeOf(rule.date)
  if (!Number.isNaN(signedAt) && day !== new Date(signedAt).toISOString().slice(0, 10).replaceAll('-', ''))
    throw new Refusal('wrong-signature', 'the day of the credential scope is not the day of the date header')
  const bodyHash = sha256Hex(request.body)
  const claimedHash = request.headers['x-amz-content-sha256'] ?? request.headers['x-jdcloud-content-sha256']
  const canonical = [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.query),
    headerBlock(parts.signedHeaders, request.headers),
    parts.signedHeaders.join(';'),
    bodyHash,
  ].join('\n')
  const scope = `${day}/${region}/${service}/${rule.terminator}`
  const text = `${rule.algorithm}\n${rule.date}\n${scope}\n${sha256Hex(canonical)}`
  return {
    scheme: rule.scheme,
    accessKeyId,
    signedAt,
    nonce: rule.nonce,
    scopeRegion: region,
    signature: parts.signature,
    expected: (key) => {
      if (claimedHash !== undefined && claimedHash !== bodyHash)
        return { signature: 'the body is not the one that was signed', text: canonical }
      const steps = [day, region, service, rule.terminator]
      const signing = steps.reduce<Buffer | string>((k, step) => hmacSha256(k, step), rule.prefix + key.secret)
      return { signature: hmacSha256(signing, text).toString('hex'), text: canonical }
    },
  }
}

/** JDCLOUD2 (JavaScript, Go, Java) and JDCLOUD3 (Python), which signs neither date header nor nonce. */
export function jdcloud(request: Incoming): Claim {
  const three = (request.headers.authorization ?? '').startsWith('JDCLOUD3-')
  const nonce = request.headers['x-jdcloud-nonce']
  if (!nonce) throw new Refusal('nonce-missing', 'x-jdcloud-nonce')
  return scoped(request, {
    scheme: three ? 'jdcloud3' : 'jdcloud2',
    algorithm: three ? 'JDCLOUD3-HMAC-SHA256' : 'JDCLOUD2-HMAC-SHA256',
    prefix: three ? 'JDCLOUD3' : 'JDCLOUD2',
    terminator: three ? 'jdcloud3_request' : 'jdcloud2_request',
    services: ['redis'],
    date: request.headers['x-jdcloud-date'],
    nonce,
    mustSign: three ? ['host'] : ['host', 'x-jdcloud-date', 'x-jdcloud-nonce'],
  })
}

/** AWS Signature 4 as Kingsoft's current clients send it; the date is signed as spelt, and read leniently. */
export const kingsoftAws4 = (request: Incoming, service: string): Claim =>
  scoped(request, {
    scheme: 'kingsoft-aws4',
    algorithm: 'AWS4-HMAC-SHA256',
    prefix: 'AWS4',
    terminator: 'aws4_request',
    services: [service],
    date: request.headers['x-amz-date'] ?? request.headers.date,
    nonce: undefined,
    mustSign: ['host'],
  })
