import { hmacSha256 } from '../gateway/digest'
import { canonicalQuery } from '../gateway/encoding'
import { formOf, type Incoming, valueOf } from '../gateway/incoming'
import { Refusal } from '../gateway/refusal'
import { type Claim, timeOf } from './claim'

/** The signature of Kingsoft's demos: the sorted parameters and nothing else; no method, host, path or nonce. */
export function kingsoftQuery(request: Incoming, service: string): Claim {
  const params = [...request.query, ...formOf(request)]
  const need = (name: string): string => {
    const value = valueOf(params, name)
    if (!value) throw new Refusal('no-signature', name)
    return value
  }
  const accessKeyId = need('Accesskey')
  const signature = need('Signature')
  if (need('SignatureMethod').toUpperCase() !== 'HMAC-SHA256') throw new Refusal('invalid-parameter', 'SignatureMethod')
  if (need('SignatureVersion') !== '1.0') throw new Refusal('invalid-parameter', 'SignatureVersion')
  if (need('Service') !== service) throw new Refusal('invalid-parameter', 'Service')
  const text = canonicalQuery(params.filter(([name]) => name !== 'Signature'))
  return {
    scheme: 'kingsoft-query',
    accessKeyId,
    signedAt: timeOf(need('Timestamp')),
    nonce: undefined,
    scopeRegion: undefined,
    signature,
    expected: (key) => ({ signature: hmacSha256(key.secret, text).toString('hex'), text }),
  }
}
