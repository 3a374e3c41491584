import { parseJson } from '@/lib/http/json'
import { idOf, type Operation } from '@/lib/operation'
import type { WireResponse } from './contract'
import { ProviderError, type ProviderErrorFields, type ProviderErrorKind } from './error'

export type JsonObject = Record<string, unknown>

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined

export function header(response: WireResponse, name: string): string | undefined {
  const value = response.headers[name]
  return Array.isArray(value) ? value[0] : value
}

/** A classified error about an answer that came, with what its headers tell about time. */
export function answerError(
  operation: Operation,
  response: WireResponse,
  fields: Pick<ProviderErrorFields, 'kind' | 'code' | 'vendorMessage' | 'requestId' | 'cause'>,
): ProviderError {
  const date = Date.parse(header(response, 'date') ?? '')
  return new ProviderError({
    ...fields,
    operation: idOf(operation),
    status: response.status,
    retryAfterMs: retryAfterMs(response, date),
    serverDate: Number.isNaN(date) ? undefined : new Date(date),
    sent: true,
  })
}

/** `x-acs-retry-after` counts milliseconds (Alibaba's own client); `retry-after` seconds, or is a date. */
function retryAfterMs(response: WireResponse, date: number): number | undefined {
  const exact = Number(header(response, 'x-acs-retry-after') ?? Number.NaN)
  if (exact >= 0) return exact
  const hint = header(response, 'retry-after')
  if (hint === undefined) return undefined
  if (/^\d{1,6}$/.test(hint)) return Number(hint) * 1000
  const wait = Date.parse(hint) - date
  return wait >= 0 ? wait : undefined
}

/** What a status alone says, where no table knows the code or no envelope came. */
export function kindOfStatus(status: number): ProviderErrorKind {
  if (status === 429) return 'throttled'
  if (status >= 500) return 'server-error'
  if (status >= 200 && status < 400) return 'bad-answer'
  return 'unknown'
}

/**
 * The body as a JSON object. Throws `bad-answer` for HTML, XML that is no error, a wrong charset, no JSON, or JSON that
 * is no object; `server-error` or `throttled` when the status says so already (a gateway's 502 page).
 */
export function readObject(operation: Operation, response: WireResponse): JsonObject {
  let cause: unknown
  try {
    const value = parseJson(response.body)
    if (isObject(value)) return value
  } catch (error) {
    cause = error
  }
  const kind = kindOfStatus(response.status)
  throw answerError(operation, response, { kind: kind === 'unknown' ? 'bad-answer' : kind, cause })
}

/**
 * Whether a good answer is the cloud's. Schemas of writes ask for little, so JSON of anybody between would pass as a
 * success; all three clouds name the request in every answer.
 */
export const vouchedFor = ({ kind }: Operation, requestId: string | undefined) =>
  kind === 'read' || requestId !== undefined

/** Error envelopes in XML, which gateways send when they fail before they know the wanted format. */
export function readXmlError(body: string): { code?: string; message?: string; requestId?: string } | undefined {
  if (!/^\s*<(\?xml|Error|\w*Response)\b/.test(body)) return undefined
  const element = (name: string) => new RegExp(`<${name}>([^<]{1,500})</${name}>`).exec(body)?.[1]
  const code = element('Code')
  return code ? { code, message: element('Message'), requestId: element('RequestId') } : undefined
}

/** A table of error codes: exact names first, then the first pattern that fits. */
export interface ErrorTable {
  codes: Record<string, ProviderErrorKind>
  patterns: readonly (readonly [RegExp, ProviderErrorKind])[]
}

/** What an error code means; a code that no table knows is judged by its status. */
export function kindOf(table: ErrorTable, code: string | undefined, status: number): ProviderErrorKind {
  if (code !== undefined) {
    if (Object.hasOwn(table.codes, code)) return table.codes[code] ?? 'unknown'
    const fit = table.patterns.find(([pattern]) => pattern.test(code))
    if (fit) return fit[1]
  }
  const kind = kindOfStatus(status)
  return kind === 'bad-answer' ? 'unknown' : kind
}
