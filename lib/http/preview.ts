import type { OperationPreview, RequestPart } from '@/lib/model/operation'
import type { Operation } from '@/lib/operation'
import type { Provider, SignatureScheme, WireRequest } from '@/lib/providers/contract'
import { redact, SECRET } from '@/lib/redact'
import { shellWord } from '@/lib/shell-word'

interface PreviewContext {
  scheme: SignatureScheme['id']
  region: string
  /** Last characters of the access key id. */
  keyTail: string
}

/** Two moments, nonces and secrets that have nothing in common: what differs between them is made when sending. */
const STAMPS = [
  { now: new Date('2001-02-03T04:05:06Z'), nonce: 'first', secret: 'one' },
  { now: new Date('2019-11-28T17:38:49Z'), nonce: 'second', secret: 'two' },
] as const

/**
 * The request that a call with this input would send, made by the wire's own `encode` and with secrets blanked.
 * `input` has passed the row's request schema.
 */
export function previewCall(
  provider: Provider,
  operation: Operation,
  input: Record<string, unknown>,
  context: PreviewContext,
): OperationPreview {
  const encode = (given: Record<string, unknown>, stamp: (typeof STAMPS)[number]) =>
    read(
      provider.wire.encode(operation, given, {
        credentials: { accessKeyId: `••••${context.keyTail}`, accessKeySecret: stamp.secret },
        scheme: context.scheme,
        region: context.region,
        now: stamp.now,
        nonce: stamp.nonce,
      }),
    )
  const blanked = redact(operation.request, input, { revealCustomerData: true }) as Record<string, unknown> // a request is an object
  const shown = encode(blanked, STAMPS[0])
  const other = encode(input, STAMPS[1])
  const empty = encode({}, STAMPS[0])
  const query = parts(shown.query, other.query, empty.query)
  const headers = parts(shown.headers, other.headers, shown.headers)
  const form = parts(shown.form, other.form, empty.form)
  return {
    method: shown.method,
    url: shown.url,
    query: inReadingOrder(query),
    headers: inReadingOrder(headers),
    form: inReadingOrder(form),
    body: shown.body,
    curl: curlOf({ ...shown, query, headers, form }),
    cli: provider.cli?.(operation, blanked, context.region) ?? null,
  }
}

type Pairs = [name: string, value: string][]

interface Read {
  method: string
  url: string
  query: Pairs
  headers: Pairs
  form: Pairs
  body: string | null
}

/** A request taken apart the way a server would. */
function read({ method, origin, path, headers, body }: WireRequest): Read {
  const at = path.indexOf('?')
  const isForm = /form-urlencoded/.test(headers['content-type'] ?? '')
  return {
    method,
    url: `${origin}${at < 0 ? path : path.slice(0, at)}`,
    query: at < 0 ? [] : pairsOf(path.slice(at + 1)),
    headers: Object.entries(headers),
    form: isForm && body ? pairsOf(body) : [],
    body: isForm ? null : (body ?? null),
  }
}

const pairsOf = (encoded: string): Pairs => [...new URLSearchParams(encoded)]

function parts(shown: Pairs, other: Pairs, common: Pairs): RequestPart[] {
  const otherwise = new Map(other)
  const always = new Set(common.map(([name]) => name))
  return shown.map(([name, value]) => ({
    name,
    value: value.includes(SECRET) || otherwise.get(name) === value ? value : null,
    own: !always.has(name),
  }))
}

/** What goes with every call, what was chosen, and last what is made when sending. */
const inReadingOrder = (list: RequestPart[]) =>
  [...list].sort((a, b) => Number(a.value === null) - Number(b.value === null) || Number(a.own) - Number(b.own))

const LATER = '<made-when-sent>'

function curlOf(
  request: Omit<Read, 'query' | 'headers' | 'form'> & Record<'query' | 'headers' | 'form', RequestPart[]>,
) {
  const encoded = (list: RequestPart[]) =>
    list.map(({ name, value }) => `${encodeURIComponent(name)}=${value === null ? LATER : readable(value)}`).join('&')
  const query = encoded(request.query)
  const lines = [`curl -X ${request.method} ${shellWord(query ? `${request.url}?${query}` : request.url)}`]
  for (const { name, value } of request.headers) {
    if (name !== 'host') lines.push(`-H ${shellWord(`${name}: ${value ?? LATER}`)}`)
  }
  const body = request.form.length > 0 ? encoded(request.form) : request.body
  if (body) lines.push(`--data ${shellWord(body)}`)
  return lines.join(' \\\n  ')
}

/** Percent-encoded but for the signs that stand for what is blanked. */
const readable = (value: string) => encodeURIComponent(value).replaceAll('%E2%80%A2', '•')
