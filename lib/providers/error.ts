/**
 * What went wrong with a provider call, in our words; everything above the wire asks only for this.
 * - not sent: `unreachable` (DNS, refused, TLS), `cancelled`, `not-allowed-host`
 * - answered no: `denied` (key is right, permission is missing), `wrong-key`, `expired-key`, `clock-skew`, `nonce-used`,
 *   `throttled`, `invalid-input`, `no-such-region`, `not-found`, `wrong-state`, `quota`, `balance`, `unsupported`, `server-error`;
 *   `dry-run`: it was asked only whether it would do it, and it would
 * - no usable answer: `timeout`, `dropped`, `bad-answer`, `too-large`
 * - `unknown`: an error code no table knows
 */
export const PROVIDER_ERROR_KINDS = [
  'unreachable',
  'cancelled',
  'not-allowed-host',
  'denied',
  'wrong-key',
  'expired-key',
  'clock-skew',
  'nonce-used',
  'throttled',
  'invalid-input',
  'no-such-region',
  'not-found',
  'wrong-state',
  'quota',
  'balance',
  'unsupported',
  'dry-run',
  'server-error',
  'timeout',
  'dropped',
  'bad-answer',
  'too-large',
  'unknown',
] as const
export type ProviderErrorKind = (typeof PROVIDER_ERROR_KINDS)[number]

export interface ProviderErrorFields {
  kind: ProviderErrorKind
  /** `service/operation`. */
  operation: string
  /** The vendor's error code, verbatim. */
  code?: string
  /** The vendor's own text, cut to 500 characters, for people; never parsed. */
  vendorMessage?: string
  requestId?: string
  status?: number
  /** How long the provider asked us to wait. */
  retryAfterMs?: number
  /** The provider's clock as its answer's Date header told it, to correct ours. */
  serverDate?: Date
  /** False only when it is certain that no byte of the request left: a write may then be sent again. */
  sent: boolean
  /** An earlier try of the same call may have been carried out, whatever this one was told. */
  unsettled?: boolean
  cause?: unknown
}

/** A provider call that did not succeed. The message holds no secret and no request. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError'
  readonly kind: ProviderErrorKind
  readonly operation: string
  readonly code: string | undefined
  readonly vendorMessage: string | undefined
  readonly requestId: string | undefined
  readonly status: number | undefined
  readonly retryAfterMs: number | undefined
  readonly serverDate: Date | undefined
  readonly sent: boolean
  readonly unsettled: boolean

  constructor(fields: ProviderErrorFields) {
    super(`${fields.operation}: ${fields.kind}${fields.code ? ` (${fields.code})` : ''}`, { cause: fields.cause })
    this.kind = fields.kind
    this.operation = fields.operation
    this.code = fields.code
    this.vendorMessage = fields.vendorMessage?.slice(0, 500)
    this.requestId = fields.requestId
    this.status = fields.status
    this.retryAfterMs = fields.retryAfterMs
    this.serverDate = fields.serverDate
    this.sent = fields.sent
    this.unsettled = fields.unsettled ?? false
  }

  /** The same failure of a call of which an earlier try was sent. */
  asSent(): ProviderError {
    return this.sent ? this : new ProviderError({ ...this, sent: true, cause: this.cause })
  }

  /** The same failure of a call of which an earlier try may have been carried out. */
  asUnsettled(): ProviderError {
    return new ProviderError({ ...this, sent: true, unsettled: true, cause: this.cause })
  }
}
