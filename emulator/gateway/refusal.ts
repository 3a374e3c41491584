/** Why the gateway itself says no; every provider folder gives each its own code, status and text. */
export const REFUSALS = [
  'no-signature',
  'unknown-key',
  'expired-key',
  'wrong-signature',
  'bad-timestamp',
  'expired-timestamp',
  'nonce-missing',
  'nonce-used',
  'unknown-action',
  'missing-parameter',
  'invalid-parameter',
  'unknown-region',
  'denied',
  'throttled',
  'internal',
  'unavailable',
  'not-emulated',
] as const
export type RefusalKind = (typeof REFUSALS)[number]

/** An error answer in a vendor's words. */
export interface VendorError {
  status: number
  code: string
  message: string
  headers?: Record<string, string>
}

/** Ends the chain with the provider's own code for `kind`; `detail` is put into the vendor's text. */
export class Refusal extends Error {
  constructor(
    readonly kind: RefusalKind,
    readonly detail: string = '',
  ) {
    super(`${kind} ${detail}`)
  }
}

/** Ends the chain with exactly this vendor error: thrown by behaviours. */
export class VendorRefusal extends Error {
  constructor(readonly error: VendorError) {
    super(error.code)
  }
}

/** The vendor's error, ready to be thrown. */
export const refuse = (status: number, code: string, message: string) => new VendorRefusal({ status, code, message })
