import type { ErrorTable } from '@/lib/providers/answer'

/**
 * JD Cloud's status texts. The manual names none but NOT_FOUND; the others are the provider-wide convention, which is
 * that of gRPC, and are judged together with the HTTP status.
 */
export const ERRORS: ErrorTable = {
  codes: {
    NOT_FOUND: 'not-found',
    INVALID_ARGUMENT: 'invalid-input',
    OUT_OF_RANGE: 'invalid-input',
    UNAUTHENTICATED: 'wrong-key',
    PERMISSION_DENIED: 'denied',
    QUOTA_EXCEEDED: 'quota',
    RESOURCE_EXHAUSTED: 'throttled',
    TOO_MANY_REQUESTS: 'throttled',
    FAILED_PRECONDITION: 'wrong-state',
    ABORTED: 'wrong-state',
    ALREADY_EXISTS: 'invalid-input',
    UNIMPLEMENTED: 'unsupported',
    INTERNAL: 'server-error',
    UNKNOWN: 'server-error',
    UNAVAILABLE: 'server-error',
    DEADLINE_EXCEEDED: 'server-error',
  },
  patterns: [[/^THROTTL/, 'throttled']],
}

/** Where the status text is new to us, the HTTP status says more than nothing. */
export const BY_STATUS: Record<number, 'wrong-key' | 'denied' | 'not-found' | 'invalid-input'> = {
  400: 'invalid-input',
  401: 'wrong-key',
  403: 'denied',
  404: 'not-found',
}
