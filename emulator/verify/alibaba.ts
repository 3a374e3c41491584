import { hmacSha1Base64, hmacSha256, sha256Hex } from '../gateway/digest'
import { canonicalPath, canonicalQuery, enc } from '../gateway/encoding'
import { formOf, type Incoming, valueOf } from '../gateway/incoming'
import { Refusal } from '../gateway/refusal'
import { authorizationParts, type Claim, headerBlock, timeOf } from './claim'

/** RPC signature 1.0: every parameter of URL and form is signed, headers are not. */
export function alibabaRpc(request: Incoming): Claim {
  const params = [...request.query, ...formOf(request)]
  const need = (name: string) => valueOf(params, name) || missing(name)
  const accessKeyId = need('AccessKeyId')
  const signature = need('Signature')
  const timestamp = need('Timestamp')
  const nonce = need('SignatureNonce')
  if (need('SignatureMethod').toUpperCase() !== 'HMAC-SHA1') throw new Refusal('invalid-parameter', 'SignatureMethod')
  if (need('SignatureVersion') !== '1.0') throw new Refusal('invalid-parameter', 'SignatureVersion')
  const signed = canonicalQuery(params.filter(([name]) => name !== 'Signature'))
  const text = `${request.method}&%2F&${enc(signed)}`
  return {
    scheme: 'alibaba-rpc',
    accessKeyId,
    signedAt: isoSeconds(timestamp),
    nonce,
    scopeRegion: undefined,
    signature,
    expected: (key) => ({ signature: hmacSha1Base64(`${key.secret}&`, text), text }),
  }
}

const ACS3_MUST_SIGN = [
  'host',
  'x-acs-action',
  'x-acs-version',
  'x-acs-date',
  'x-acs-signature-nonce',
  'x-acs-content-sha256',
]

/** ACS3-HMAC-SHA256: no scope and no derived key; the raw secret signs. */
export function alibabaAcs3(request: Incoming): Claim {
  const parts = authorizationParts(request.headers.authorization ?? '') ?? missing('Authorization')
  for (const name of ACS3_MUST_SIGN)
    if (!request.headers[name] || !parts.signedHeaders.includes(name)) throw new Refusal('no-signature', name)
  const bodyHash = sha256Hex(request.body)
  const canonical = [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.query),
    headerBlock(parts.signedHeaders, request.headers),
    parts.signedHeaders.join(';'),
    bodyHash,
  ].join('\n')
  const text = `ACS3-HMAC-SHA256\n${sha256Hex(canonical)}`
  return {
    scheme: 'alibaba-acs3',
    accessKeyId: parts.credential,
    signedAt: isoSeconds(request.headers['x-acs-date'] ?? ''),
    nonce: request.headers['x-acs-signature-nonce'],
    scopeRegion: undefined,
    signature: parts.signature,
    expected: (key) => ({
      signature:
        request.headers['x-acs-content-sha256'] === bodyHash
          ? hmacSha256(key.secret, text).toString('hex')
          : 'the body is not the one that was signed',
      text: canonical,
    }),
  }
}

/** Alibaba takes this one spelling: UTC, seconds, no fraction. */
const isoSeconds = (text: string) => (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? timeOf(text) : Number.NaN)

function missing(name: string): never {
  throw new Refusal('no-signature', name)
}
