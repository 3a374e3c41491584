import type { ErrorTable } from '@/lib/providers/answer'

/**
 * Kingsoft's error codes in our words: the common table of the Redis and Memcached manuals, and the AWS names that the
 * gateway uses with AWS signatures. `ValidationError` and `BusinessError` each cover several cases: see `wire.ts`.
 */
export const ERRORS: ErrorTable = {
  codes: {
    MissingParameter: 'invalid-input',
    InvalidParameter: 'invalid-input',
    MissingAction: 'unsupported',
    InvalidAction: 'unsupported',
    RequestExpired: 'clock-skew',
    RequestTimeTooSkewed: 'clock-skew',
    ValidationError: 'wrong-key',
    SignatureDoesNotMatch: 'wrong-key',
    IncompleteSignature: 'wrong-key',
    MissingAuthenticationToken: 'wrong-key',
    InvalidAccessKeyId: 'wrong-key',
    InvalidClientTokenId: 'wrong-key',
    AuthFailure: 'wrong-key',
    ExpiredToken: 'expired-key',
    AccessDenied: 'denied',
    AccessDeniedException: 'denied',
    UnauthorizedOperation: 'denied',
    OptInRequired: 'denied',
    BusinessError: 'invalid-input',
    ServiceUnavailable: 'server-error',
    InternalFailure: 'server-error',
    InternalError: 'server-error',
  },
  patterns: [
    [/Throttl|RequestLimitExceeded|TooManyRequests/, 'throttled'],
    [/NotFound$/, 'not-found'],
    [/^(Missing|Invalid)/, 'invalid-input'],
  ],
}

/**
 * Words in the message of a `BusinessError`, and of the older envelope's number codes, which are not in any table. The
 * first that fits wins; both languages occur.
 */
export const BUSINESS_WORDS: readonly (readonly [RegExp, 'not-found' | 'wrong-state' | 'quota' | 'balance'])[] = [
  [/not (be )?(found|exist)|no such|不存在|未找到/i, 'not-found'],
  [/status|state|状态/i, 'wrong-state'],
  [/quota|exceed|配额|超过|上限/i, 'quota'],
  [/balance|arrear|余额|欠费/i, 'balance'],
]
